"""What the quick add offers: blocks, modules and nodes that wait for a wire, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from studio.blocks.block import Block, pictured
from studio.blocks.catalogue import CATALOGUE
from studio.canvas.shown.faces import caption_of
from studio.graph.figures import Measured
from studio.graph.model import Graph
from studio.graph.module import Instance, Module
from studio.graph.names import kind
from studio.graph.quick.growing import waiting
from studio.graph.quick.matching import match, nearest
from studio.graph.quick.ranking import likely, usual
from studio.graph.quick.trial import Start, Trial, shape_alone, tried
from studio.graph.quick.typed import FAULTY, Wish, typed
from studio.panels.family_icon import icon_of

NODE = "node:"
"""What the key of a node begins with that stands on the board already."""
_WEIGHT = 2.0  # of likelihood against letters: less than a letter at the start of a word
_MISFIT = 4.0
_WAITING = 1.2  # what is there already is meant before another of its kind


class Entry(NamedTuple):
    """A line of the list.

    Attributes:
        key: Kind of block, `module:` and a name, or `node:` and an id.
        title: What it is called.
        places: The letters of the title that were meant.
        icon: Name of its icon.
        role: Role of the icon's colour.
        made: What would be placed; None for a node that is there, and where a value is refused.
        caption: Its values.
        shape: What would leave it, as cards write it; empty where that is not known.
        summary: What it is, in a sentence.
        fault: Why a value is refused; empty where none is.
        misfit: Why it would not be wired; empty where it would.
        called: The other name that was meant; empty where the title was.
        within: The letters of that name that were meant.
    """

    key: str
    title: str
    places: tuple[int, ...]
    icon: str
    role: str
    made: Block | Instance | None
    caption: str
    shape: str
    summary: str
    fault: str = ""
    misfit: str = ""
    called: str = ""
    within: tuple[int, ...] = ()


class Offers:
    """What can be added at one moment.

    Args:
        graph: The drawing.
        measured: Its figures.
        start: What the new block will be wired to; None where it will stand alone.
        fitting: Whether only what fits is offered, as at the loose end of a wire.
        modules: The modules on offer.
        blocks: The blocks on offer.
        lately: Keys of what was placed lately, the last one first.
    """

    def __init__(
        self,
        graph: Graph,
        measured: Measured,
        start: Start | None = None,
        fitting: bool = False,
        modules: Iterable[Module] = (),
        blocks: Mapping[str, type[Block]] = CATALOGUE,
        lately: Sequence[str] = (),
    ) -> None:
        self._graph, self._measured, self._start, self._fitting = graph, measured, start, fitting
        self._modules, self._blocks, self._lately = tuple(modules), blocks, lately

    @property
    def wired(self) -> bool:
        """Whether something will be wired."""
        return self._start is not None

    def entries(self, text: str) -> list[Entry]:
        """What suits a text, the likeliest first; of what suits alike what cannot be made comes last."""
        found = [self._entry(wish) for wish in typed(text, self._blocks, self._modules) if self._offered(wish)]
        rated = [(self._rate(score + self._usual(text, entry) if text.strip() else 0.0, entry), entry) for score, entry in found]
        rated += self._nodes(text)
        return [entry for _, entry in sorted(rated, key=lambda pair: FAULTY * bool(pair[1].fault) - pair[0])]

    def nearest(self, text: str) -> list[Entry]:
        """What is spelled most like the first word of a text that finds nothing, with the values that follow it where it takes them."""
        name, _, values = text.strip().partition(" ")
        near = nearest(name, {key: (wish.title, *self._also(wish)) for key, wish in self._plain.items() if self._offered(wish)})
        meant = ((key, typed(f"{self._plain[key].title} {values}", self._blocks, self._modules)) for key in near)
        return [self._entry(wish)[1]._replace(places=(), called="") for key, wishes in meant for wish in wishes if wish.key == key]

    def _also(self, wish: Wish) -> tuple[str, ...]:
        made = wish.made
        return made.also() if isinstance(made, Block) else made.module.also if made is not None else ()

    def _entry(self, wish: Wish) -> tuple[float, Entry]:
        plain = self._plain[wish.key]
        if wish.made is None:
            return wish.match.score, self._line(wish, plain.made, Trial())._replace(made=None, caption="", shape="", fault=wish.fault)
        trial = self._trials[wish.key] if wish.made == plain.made else self._tried(wish.made)
        return wish.match.score, self._line(wish, wish.made, trial)

    def _line(self, wish: Wish, made: Block | Instance | None, trial: Trial) -> Entry:
        assert made is not None
        icon, role = icon_of(made)
        summary = made.summary() if isinstance(made, Block) else made.module.help
        shape = pictured(trial.shape) if trial.shape is not None else ""
        line = Entry(wish.key, wish.title, wish.match.places, icon, role, made, _caption(made), shape, summary, "", trial.refusal)
        return line._replace(called=wish.match.called, within=wish.match.within)

    def _rate(self, score: float, entry: Entry) -> float:
        beside = self._graph.nodes[self._start.node].block if self._start else None
        leaves = self._start is None or self._start.leaves
        return score + _WEIGHT * likely(entry.key, beside, leaves, self._lately) - _MISFIT * bool(entry.misfit)

    def _usual(self, text: str, entry: Entry) -> float:
        """What is seldom placed comes after what is placed often, where both fit and letters tell them apart."""
        return 0.0 if entry.misfit or not text.strip() else usual(entry.key, not entry.called)

    def _offered(self, wish: Wish) -> bool:
        return not (self._fitting and self._trials[wish.key].refusal)

    @cached_property
    def _plain(self) -> Mapping[str, Wish]:
        """Everything with the values that it has by default."""
        return {wish.key: wish for wish in typed("", self._blocks, self._modules)}

    @cached_property
    def _trials(self) -> Mapping[str, Trial]:
        return {key: self._tried(wish.made) for key, wish in self._plain.items() if wish.made is not None}

    def _tried(self, block: Block | Instance) -> Trial:
        if self._start is not None:
            return tried(self._graph, self._measured, self._start, block)
        return Trial("", shape_alone(block))

    def _nodes(self, text: str) -> list[tuple[float, Entry]]:
        """Nodes that wait for the wire, by their name or kind."""
        return [rated for node in self._waiting if (rated := self._node(text, node)) is not None]

    def _node(self, text: str, node_id: str) -> tuple[float, Entry] | None:
        node = self._graph.nodes[node_id]
        found = match(text, node.name)
        by_kind = match(text, kind(node.block))
        if found is None and by_kind is None:
            return None
        icon, role = icon_of(node.block)
        score = max(hit.score for hit in (found, by_kind) if hit is not None)
        title, places = node.name, found.places if found else ()
        summary = f"Leads the wire to {node.name}, which stands on the board and waits for one."
        entry = Entry(NODE + node_id, title, places, icon, role, None, f"{kind(node.block)} on the board", "", summary)
        meant = entry._replace(key=kind(node.block))
        return self._rate(score + self._usual(text, meant), meant) + _WEIGHT * _WAITING, entry

    @cached_property
    def _waiting(self) -> tuple[str, ...]:
        return waiting(self._graph, self._measured, self._start) if self._start else ()


def _caption(made: Block | Instance) -> str:
    """The values that matter, and how often a module is repeated."""
    repeat = f"×{made.repeat}" if isinstance(made, Instance) and made.repeat > 1 else ""
    return " · ".join(part for part in (caption_of(made), repeat) if part)

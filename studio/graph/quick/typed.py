"""Blocks as they are typed: `conv 6 5x5 relu` is a Conv2D with six filters of 5×5 pixels and a ReLU."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.forms import Field, FormError
from studio.graph.module import MOST_REPEATS, Instance, Module
from studio.graph.modules.parameter_fields import checked, field_of, plain_field
from studio.graph.quick.matching import Match, match_any
from studio.graph.quick.ranking import usual
from studio.graph.quick.typed_values import read_values

MODULE = "module:"
"""What the key of a module begins with; the key of a block is its kind."""

FAULTY = 2.0
"""What a refused value takes away: what suits better by its name stays first, and says what is wrong."""
_EATEN = 20.0  # what a number takes away that was taken for a letter: `mp 3` is a pooling of 3, not one with a 3 in its name


class Wish(NamedTuple):
    """Something that a text asks for.

    Attributes:
        key: Kind of block, or `module:` and the module's name.
        title: What it is called.
        match: How well the text suits the title, and which letters were meant.
        made: What would be placed; None where a value is refused.
        fault: Why a value is refused, in whole sentences; empty where none is.
    """

    key: str
    title: str
    match: Match
    made: Block | Instance | None
    fault: str = ""


class _Offer(NamedTuple):
    """Something that can be typed: what it takes, and how it is made of that."""

    key: str
    title: str
    fields: Sequence[Field]
    make: Callable[[Mapping[str, Any]], Block | Instance]
    also: Sequence[str]


def typed(text: str, catalogue: Mapping[str, type[Block]] = CATALOGUE, modules: Iterable[Module] = ()) -> list[Wish]:
    """What a text may mean: those first whose name suits best, and of those that suit alike the ones that can be made.

    Args:
        text: A name or some of its letters, and values: `conv 64 3 same s2`, `drop .5`, `max 3x3/2`, `dense units=84`.
        catalogue: The blocks on offer.
        modules: The modules on offer; `x3` repeats one.
    """
    words = text.split()
    offers = [*(_Offer(kind, kind, cls.form(), cls.read, cls.also()) for kind, cls in catalogue.items()), *map(_of_module, modules)]
    wishes = [wish for offer in offers if (wish := _wish(words, offer)) is not None]
    if not words:
        return wishes
    return sorted(wishes, key=lambda wish: (FAULTY * bool(wish.fault) - wish.match.score, -usual(wish.key)))


def _wish(words: Sequence[str], offer: _Offer) -> Wish | None:
    """The shortest name that leaves only values; where there is none, the shortest with its fault."""
    first = None
    for count in range(min(1, len(words)), len(words) + 1):
        found = match_any("".join(words[:count]), offer.title, offer.also)
        if found is None:
            break
        found = found._replace(score=found.score - _EATEN * sum(word.isdigit() for word in words[1:count]))
        wish = Wish(offer.key, offer.title, found, *_made(words[count:], offer))
        if not wish.fault:
            return wish
        first = first or wish
    return first


def _made(words: Sequence[str], offer: _Offer) -> tuple[Block | Instance | None, str]:
    """What the values make, or why they make nothing."""
    taken, left = read_values(words, offer.fields)
    if left:
        return None, " ".join(_not_taken(word, offer) for word in left)
    try:
        return offer.make(taken), ""
    except FormError as error:
        return None, " ".join(error.faults)


def _not_taken(word: str, offer: _Offer) -> str:
    names = ", ".join(field.name for field in offer.fields if not field.more)
    takes = f"It takes {names}." if names else "It takes no values."
    return f"{offer.title} has no place for {word}. {takes} Take it out, or write it as name=value."


def _of_module(module: Module) -> _Offer:
    fields = [field_of(parameter) for parameter in module.parameters]
    repeat = plain_field("repeat", "Repeat", "whole", 1, "How many times it stands in a chain.", 1)._replace(more=True)
    title = module.title or module.name
    return _Offer(MODULE + module.name, title, [*fields, repeat], lambda values: _instance(module, values), module.also)


def _instance(module: Module, values: Mapping[str, Any]) -> Instance:
    """An instance with other values than the defaults, checked by the fields that the parameters are like.

    Raises:
        FormError: A value is refused; all faults at once.
    """
    repeat, kept, faults = values.get("repeat", 1), dict[str, Any](), list[str]()
    for parameter in module.parameters:
        if parameter.name in values:
            value, told = checked(parameter, values[parameter.name])
            faults += [f"{module.title or module.name}: {fault}" for fault in told]
            kept |= {parameter.name: value} if value != parameter.value else {}
    faults += _repeat_faults(module, repeat)
    if faults:
        raise FormError(faults)
    return Instance(module, kept, repeat)


def _repeat_faults(module: Module, repeat: Any) -> list[str]:
    title = module.title or module.name
    if not isinstance(repeat, int) or not 1 <= repeat <= MOST_REPEATS:
        return [f"{title}: repeat must be a whole number from 1 to {MOST_REPEATS}. Received: {repeat!r}."]
    if repeat > 1 and (len(module.inputs), len(module.outputs)) != (1, 1):
        return [f"{title} cannot be repeated. Expected: one input and one output. Received: {_ports(module)}. Take x{repeat} out."]
    return []


def _ports(module: Module) -> str:
    return f"{_counted(len(module.inputs), 'input')} and {_counted(len(module.outputs), 'output')}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"

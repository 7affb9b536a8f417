"""What is known of a graph without building it: figures of each node, and issues to mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from msgspec import Struct

from studio.blocks.answers import Question
from studio.blocks.block import POINT, Reach, Shape
from studio.graph.model import Graph


class Figures(Struct, frozen=True, gc=False):
    """What a node makes of its inputs, for one image.

    Every edit makes many of them; none holds itself, so Python need not look for circles in them.

    Attributes:
        shape: Of the first output; None where it is unknown.
        weights: How many numbers the layer holds.
        fixed: How many of them training does not change by gradient.
        multiply_adds: Multiplications with addition.
        memory: Bytes of all outputs as 32-bit floats; 0 where the shape is not known before run time.
        reach: What one value of the output sees of the image, and the step between two values, in pixels of the image.
        own: What one value sees of the node's own input, kept because it is asked for again and again.
        refusal: The block's own sentence on inputs that it does not take; empty where it takes them.
        others: Shape and reach of each output after the first.
        asked: What is to be asked of Keras before more can be said of the node, or of what is inside it.
    """

    shape: Shape | None = None
    weights: int = 0
    fixed: int = 0
    multiply_adds: int = 0
    memory: int = 0
    reach: Reach = POINT
    own: Reach = POINT
    refusal: str = ""
    others: tuple[tuple[Shape | None, Reach], ...] = ()
    asked: tuple[Question, ...] = ()

    def leaving(self, outlet: int) -> Figures:
        """The figures as what is wired to an output sees them."""
        if not outlet:
            return self
        shape, reach = self.others[outlet - 1] if outlet <= len(self.others) else (None, POINT)
        return Figures(shape=shape, reach=reach)


@dataclass(frozen=True)
class Fix:
    """A proposed remedy that one click applies.

    Attributes:
        label: What it does, as a link says it: `Put it after dense1`.
        edit: Does it; may raise EditRefused where the graph has changed since.
    """

    label: str
    edit: Callable[[Graph], Graph] = field(compare=False)


@dataclass(frozen=True)
class Issue:
    """What the user must mend.

    Attributes:
        node: Id of the node at fault; None where it is the whole graph.
        text: Whole sentences: what, expected, received, remedy.
        stops: Whether training cannot go on; otherwise it is a warning.
        fix: A proposed remedy, where there is one.
        wider: Another one that does more, where there is one.
        advice: Whether nothing is wrong, but something would be better.
    """

    node: str | None
    text: str
    stops: bool
    fix: Fix | None = None
    advice: bool = False
    wider: Fix | None = None


@dataclass(frozen=True)
class Measured:
    """All figures of a graph.

    Attributes:
        figures: By node id; every node of the graph has them.
        order: All node ids in the order in which data flows; those on and after a circle come last.
        used: The nodes on a path from an Input to an Output: the network.
        issues: In the order of the data's way.
        tangled: The nodes on a circle or behind one, which have no order.
        reached: The nodes that data of an Input reaches.
        leading: The nodes that lead to an Output.
    """

    figures: Mapping[str, Figures]
    order: tuple[str, ...]
    used: frozenset[str]
    issues: tuple[Issue, ...]
    tangled: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is to be asked of Keras before all is known, each once."""
        return tuple(dict.fromkeys(question for figures in self.figures.values() for question in figures.asked))

    @cached_property
    def weights(self) -> int:
        """Of the network; nodes that are not used do not count."""
        return sum(self.figures[node].weights for node in self.used)

    @cached_property
    def fixed(self) -> int:
        """The weights of the network that training does not change by gradient."""
        return sum(self.figures[node].fixed for node in self.used)

    @cached_property
    def multiply_adds(self) -> int:
        """Of the network for one image."""
        return sum(self.figures[node].multiply_adds for node in self.used)

    @cached_property
    def memory(self) -> int:
        """Bytes of all outputs of the network for one image."""
        return sum(self.figures[node].memory for node in self.used)

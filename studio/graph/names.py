"""Names of nodes: short, numbered, unique in their graph, and good as names of Keras layers."""

from __future__ import annotations

import keyword
import random
import re
from collections.abc import Collection, Container, Iterable
from itertools import accumulate, count

from studio.blocks.unknown import UnknownBlock
from studio.graph.model import Graph
from studio.graph.module import Instance, Placed

_SHORT = {
    "Conv": "conv",
    "Pooling": "pool",
    "Normalization": "norm",
    "Padding": "pad",
    "Cropping": "crop",
    "Up": "up",
    "Concatenate": "concat",
    "Dropout": "drop",
    "Noise": "noise",
}
_LONGEST = 60


def new_id(*taken: Container[str]) -> str:
    """An id that no node or note of any version of the graph had: weights and pictures follow it."""
    while True:
        found = f"{random.getrandbits(40):010x}"
        if not any(found in ids for ids in taken):
            return found


def ids_of(graph: Graph) -> set[str]:
    """The ids that are taken: of nodes and notes, and of modules that are shown in their place."""
    ids = {*graph.nodes, *graph.notes, *(note.expanded.id for note in graph.notes.values() if note.expanded)}
    return ids | {path for each in ids for path in around(each)}


def id_is_free(found: str, taken: Container[str], nodes: Container[str]) -> bool:
    """Whether something may have an id: nothing has it, and no node that is there could be shown in its place under it."""
    return found not in taken and not any(path in nodes for path in around(found))


def around(found: str) -> list[str]:
    """The ids of the modules that a path leads through."""
    return list(accumulate(found.split("/")[:-1], "{}/{}".format))


def names_of(graph: Graph) -> set[str]:
    """The names of all nodes."""
    return {node.name for node in graph.nodes.values()}


def kind(block: Placed) -> str:
    """The name of the block's class or of the module, as the palette shows it."""
    if isinstance(block, Instance):
        return block.module.title or block.module.name
    return block.kind if isinstance(block, UnknownBlock) else type(block).__name__


def first_free(prefix: str, taken: Container[str]) -> str:
    """`conv1`, `conv2` …: the prefix, cut where it is long, with the first number that gives a name not taken."""
    return _numbered(prefix, taken)[0]


def _numbered(prefix: str, taken: Container[str], start: int = 1) -> tuple[str, int]:
    """The first free name from a number on, and that number."""
    numbered = ((f"{prefix[: _LONGEST - len(str(number))]}{number}", number) for number in count(start))
    return next((name, number) for name, number in numbered if name not in taken)


class FreeNames:
    """Gives names that nothing has, one after the other; it counts on where it stopped, for thousands of cards may come at once.

    Args:
        taken: Names that are in use.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._counted: dict[str, int] = {}

    def take(self, name: str, block: Placed) -> str:
        """The name, or where it is taken the first free one with another number."""
        if name in self._taken:
            word = stem(name) or prefix(block)
            name, self._counted[word] = _numbered(word, self._taken, self._counted.get(word, 1))
        self._taken.add(name)
        return name


def free_name(name: str, taken: Collection[str]) -> str:
    """The name, with the first number that makes it unlike all taken ones where it is taken."""
    numbered, number = name, 1
    while numbered in taken:
        number += 1
        numbered = f"{name}_{number}"
    return numbered


def prefix(block: Placed) -> str:
    """The short word that names of a kind begin with: `conv` of DepthwiseConv2D, `input` of ModuleInput, its name of a module."""
    if isinstance(block, Instance):
        return stem(block.module.name).rstrip("_")
    name = kind(block).removeprefix("Module")
    words = re.findall(r"[A-Z][a-z]+", name)
    short = next((_SHORT[word] for word in words if word in _SHORT), None)
    return short or re.sub(r"\d\w$|\W", "", name).lower() or "node"


def stem(name: str) -> str:
    """A name without its number."""
    return name.rstrip("0123456789")


def name_fault(name: str) -> str | None:
    """Why a text cannot be a name, in a sentence; None where it can."""
    if name.isidentifier() and name.isascii() and not keyword.iskeyword(name) and not name.startswith("_") and len(name) <= _LONGEST:
        return None
    return (
        f"A name starts with a letter and holds letters, digits and _, at most {_LONGEST} of them, and is no word of Python's own. "
        f"Received: {name!r}. Try conv1."
    )

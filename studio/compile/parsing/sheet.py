"""What is drawn while a program is read: the nodes, wires and lines of one graph."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from studio.blocks.block import Block, Shape
from studio.blocks.ports import ModuleInput
from studio.compile.page import Lines
from studio.compile.parsing.values import Tensor
from studio.compile.reading.naming import identifier
from studio.graph.block_figures import UNKNOWN, block_figures
from studio.graph.figures import Figures
from studio.graph.measure import measure
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import BYPASS, Binding, Instance, Placed
from studio.graph.module_figures import module_figures
from studio.graph.names import free_name

BEGIN = "\0"
"""What a function's own name is read as, so that what names inside it begin with is known."""


def _nowhere(_port: str) -> Shape | None:
    return None


@dataclass
class Sheet:
    """One graph. Ids are the names that the program gives.

    Attributes:
        entering: The shape of what enters a module at a port, by its id.
        whole: Whether it is the drawing, whose nodes hold what their expressions come to, and not the inside of a module.
        nodes: By id, in the order of the program.
        feeds: What each node takes.
        lines: Where the program makes each node.
        bindings: Expressions that values follow, by node and field.
        asked: Whether what is drawn depends on a shape that entered.
    """

    entering: Callable[[str], Shape | None] = _nowhere
    whole: bool = False
    nodes: dict[str, Node] = field(default_factory=dict)
    feeds: dict[str, list[Tensor]] = field(default_factory=dict)
    lines: dict[str, Lines] = field(default_factory=dict)
    bindings: dict[tuple[str, str], str] = field(default_factory=dict)
    asked: bool = False
    _counts: dict[str, int] = field(default_factory=dict)
    _figures: dict[str, Figures] = field(default_factory=dict)

    def add(self, block: Placed, name: str, takes: Sequence[Tensor], where: ast.AST, bound: Mapping[str, str] | None = None) -> str:
        """Adds a node; its id."""
        node = Node(free_name(identifier(name), self.nodes), block, free_name(identifier(name), self.nodes))
        self.nodes[node.id] = node
        self.feeds[node.id] = list(takes)
        first = getattr(where, "lineno", 1)
        self.lines[node.id] = first, getattr(where, "end_lineno", None) or first
        self.bindings |= {(node.id, name): text for name, text in (bound or {}).items()}
        return node.id

    def freeze(self, node: str) -> None:
        """Keeps training from changing a node."""
        self.nodes[node] = replace(self.nodes[node], trainable=False)

    def drop(self, node: str) -> None:
        """Takes a node out again."""
        for kept in (self.nodes, self.feeds, self.lines, self._figures):
            kept.pop(node, None)
        self.bindings = {key: text for key, text in self.bindings.items() if key[0] != node}

    def rewire(self, node: str, takes: Tensor) -> None:
        """Has a node take something else first."""
        self.feeds[node][0] = takes
        self._figures.clear()

    def automatic(self, word: str) -> str:
        """The name that Keras gives a layer without one: `conv2d`, `conv2d_1`."""
        snake = re.sub(r"([a-z])([A-Z])", r"\1_\2", re.sub(r"(.)([A-Z][a-z0-9]+)", r"\1_\2", re.sub(r"\W+", "", word))).lower()
        number = self._counts.get(snake, 0)
        self._counts[snake] = number + 1
        return free_name(f"{snake}_{number}" if number else snake, self.nodes)

    def bypass(self, nodes: Iterable[str], condition: str) -> None:
        """Bypasses nodes where a condition holds, whatever bypasses them already."""
        for node in nodes:
            before = self.bindings.get((node, BYPASS))
            self.bindings[node, BYPASS] = f"({condition}) or ({before})" if before else condition

    def needed(self, ends: Iterable[Tensor]) -> set[str]:
        """The nodes that lead to some values."""
        found, todo = set[str](), [end.node for end in ends]
        while todo:
            if (node := todo.pop()) not in found:
                found.add(node)
                todo += [tensor.node for tensor in self.feeds.get(node, ())]
        return found

    def graph(self, kept: Iterable[str] | None = None) -> Graph:
        """The nodes, or some of them, with their wires."""
        ids = set(self.nodes if kept is None else kept)
        wires = (
            Wire(tensor.node, node, port, tensor.outlet)
            for node, takes in self.feeds.items()
            for port, tensor in enumerate(takes)
            if node in ids and tensor.node in ids
        )
        return Graph({node_id: node for node_id, node in self.nodes.items() if node_id in ids}, tuple(sorted(wires)))

    def bound(self, kept: Iterable[str]) -> Iterator[Binding]:
        """The bindings of some nodes."""
        ids = set(kept)
        yield from (Binding(node, name, text) for (node, name), text in self.bindings.items() if node in ids)

    def shape(self, tensor: Tensor) -> Shape | None:
        """The shape of a value, as far as it can be told."""
        todo = [tensor.node]
        while todo:
            node = todo[-1]
            if missing := [take.node for take in self.feeds[node] if take.node not in self._figures]:
                todo += missing
            else:
                self._figures[todo.pop()] = self._measured(node)
        return self._figures[tensor.node].leaving(tensor.outlet).shape

    def _measured(self, node: str) -> Figures:
        """The figures of a node, those of what it takes being known."""
        if node in self._figures:
            return self._figures[node]
        inputs = [self._figures[take.node].leaving(take.outlet) for take in self.feeds[node]]
        match self.nodes[node].block:
            case ModuleInput():
                self.asked, shape = True, self.entering(node)
                return UNKNOWN if shape is None or None in shape else Figures(shape)
            case Instance() as instance:
                return module_figures(instance, dict(enumerate(inputs)), measure)
            case Block() as block:
                return block_figures(block, inputs)
        return UNKNOWN

    def instance(self, node: str) -> Instance | None:
        """The instance of a module at a node."""
        block = self.nodes[node].block
        return block if isinstance(block, Instance) else None

    def block(self, node: str) -> Block | None:
        """The block at a node."""
        block = self.nodes[node].block
        return block if isinstance(block, Block) else None

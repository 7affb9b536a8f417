"""Random drawings and projects with modules in modules, notes, states, and wires from any output; made of numbers, so that they shrink."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from typing import TypeVar

from hypothesis import strategies as st
from msgspec.structs import replace

from studio.blocks.convolution import Conv2D
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph import edits
from studio.graph.model import Graph, Node, Note, Position, State, Wire
from studio.graph.module import BYPASS, Binding, Instance, Module, Parameter
from studio.project.project import Project
from tests.graph.drawings import Numbers, drawn, numbers

T = TypeVar("T")

WIDTH = Parameter("filters", 8, like="Conv2D.filters", help="How wide.")
SIZE = Parameter("kernel_size", (3, 3), like="Conv2D.kernel_size")
FAR = Parameter("far", value=False)
STATES: tuple[State, ...] = ("on", "on", "bypassed", "muted")

throws = st.lists(st.integers(0, 999), max_size=80)
edit_lists = st.lists(numbers, min_size=1, max_size=3)


class Dice:
    """Chooses by numbers that were thrown before, over and over.

    Args:
        thrown: The numbers.
    """

    def __init__(self, thrown: Sequence[int]) -> None:
        self._thrown = cycle(thrown or [0])

    def one(self, of: Sequence[T]) -> T:
        """One of several."""
        return of[next(self._thrown) % len(of)]

    def up_to(self, most: int) -> int:
        """A number from 0."""
        return next(self._thrown) % (most + 1)

    def place(self) -> Position:
        """A place on the board."""
        return (float(self.up_to(999)), float(self.up_to(999)))


def conv_module(name: str = "conv", inside: Graph | None = None, inputs: int = 1, outputs: int = 1) -> Module:
    """A Conv2D that follows the parameters, with ports beside it, and whatever else is inside."""
    graph, conv = edits.add(inside or Graph(), Conv2D(), (0.0, 0.0))
    for port in range(1, inputs + 1):
        graph, _ = edits.add(graph, ModuleInput(port=port), (-208.0, port * 240.0))
    for port in range(1, outputs + 1):
        graph, end = edits.add(graph, ModuleOutput(port=port), (208.0, port * 240.0))
        graph = edits.connect(graph, conv, end)
    bindings = (Binding(conv, "filters", "filters * 4"), Binding(conv, "kernel_size", "kernel_size"), Binding(conv, BYPASS, "not far"))
    return Module(name, graph, (WIDTH, SIZE, FAR), bindings, title=name.title(), icon="layers", help="Slides filters.")


def on_pixels(graph: Graph) -> Graph:
    """The drawing and what is inside its modules at whole pixels, as files have them."""
    nodes = {key: _node_on_pixels(node) for key, node in graph.nodes.items()}
    notes = {
        key: replace(
            note,
            position=_rounded(note.position),
            size=_rounded(note.size),
            expanded=_node_on_pixels(note.expanded) if note.expanded else None,
        )
        for key, note in graph.notes.items()
    }
    return graph.replace(nodes=nodes, notes=notes)


def _node_on_pixels(node: Node) -> Node:
    block = node.block
    if isinstance(block, Instance):
        block = replace(block, module=replace(block.module, graph=on_pixels(block.module.graph)))
    return replace(node, block=block, position=_rounded(node.position))


def _rounded(place: Position) -> Position:
    return (float(round(place[0])), float(round(place[1])))


def drawing_of(edit_list: list[Numbers], thrown: Sequence[int]) -> Graph:
    """A drawing with instances, notes and states."""
    dice = Dice(thrown)
    return Project().with_graph(on_pixels(_scattered(dice, drawn(edit_list)[-1], _modules(dice, [edit_list])))).graph


def project_of(edit_lists: list[list[Numbers]], thrown: Sequence[int]) -> Project:
    """A project whose drawings share their modules."""
    dice = Dice(thrown)
    known = _modules(dice, edit_lists)
    project = Project().with_graph(on_pixels(_scattered(dice, drawn(edit_lists[0])[-1], known)))
    for name, each in zip(("critic", "Größe"), edit_lists[1:], strict=False):
        project = project.with_new_graph(name).with_graph(on_pixels(_scattered(dice, drawn(each)[-1], known)))
    return project.shows(dice.one(list(project.graphs)))


def _modules(dice: Dice, edit_lists: list[list[Numbers]]) -> list[Module]:
    """A few modules, later ones with earlier ones inside."""
    found: list[Module] = []
    for name in ("first", "second", "third")[: dice.up_to(3)]:
        inside = _scattered(dice, drawn(dice.one(edit_lists))[-1], found)
        found.append(conv_module(name, inside, 1 + dice.up_to(2), 1 + dice.up_to(2)))
    return found


def _scattered(dice: Dice, graph: Graph, known: list[Module]) -> Graph:
    """The drawing with instances of modules, other states and notes."""
    for _ in range(dice.up_to(3) if known else 0):
        graph = _placed(dice, graph, _instance(dice, dice.one(known)))
    nodes = {key: replace(node, state=dice.one(STATES), locked=bool(dice.up_to(1))) for key, node in graph.nodes.items()}
    return graph.replace(nodes=nodes, notes={key: _note(dice, key, known) for key in ("n1", "n2")[: dice.up_to(2)]})


def _instance(dice: Dice, module: Module) -> Instance:
    values = [{}, {"filters": 1 + dice.up_to(98)}, {"kernel_size": (5, 3), "far": True}]
    return Instance(module, dice.one(values), 1 + dice.up_to(3), dice.one(values))


def _placed(dice: Dice, graph: Graph, instance: Instance) -> Graph:
    """The drawing with an instance: its inputs wired to what feeds something already, its outputs to nodes of their own."""
    sources = list(graph.follows)
    graph, key = edits.add(graph, instance, dice.place())
    wires = [Wire(dice.one(sources), key, port) for port in range(len(instance.module.inputs)) if sources and dice.up_to(1)]
    for outlet in range(len(instance.module.outputs)):
        graph, conv = edits.add(graph, Conv2D(), dice.place())
        wires.append(Wire(key, conv, 0, outlet))
    return graph.replace(wires=tuple(sorted((*graph.wires, *wires))))


def _note(dice: Dice, key: str, known: list[Module]) -> Note:
    stood = Node("gone", _instance(dice, dice.one(known)), "stood1", dice.place()) if known and dice.up_to(1) else None
    return Note(
        key,
        text=dice.one(["", "Größe [1,\n 2]", "\N{MULTIPLICATION SIGN} \N{GRINNING FACE}"]),
        position=dice.place(),
        size=(1.0 + dice.up_to(500), 1.0 + dice.up_to(500)),
        colour=dice.one(["", "pooling"]),
        kind="frame" if stood else "comment",
        expanded=stood,
    )

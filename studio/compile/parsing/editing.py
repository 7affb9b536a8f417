"""A program while it is edited: where the edits began, and what the drawing is after them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from studio.blocks.ends import Input, Output
from studio.compile.linking import linked
from studio.compile.page import Lines
from studio.compile.parsing.links import Links, code_of, constant_names, is_front, links
from studio.compile.parsing.merging import Fresh, edited
from studio.compile.parsing.program import Parsed, parsed
from studio.compile.plan import Plan
from studio.compile.uses import Use, Uses
from studio.graph.model import Graph
from studio.graph.module import Instance


class Start(NamedTuple):
    """Where an edit begins.

    Attributes:
        graph: The drawing.
        program: As it was written from the drawing.
        links: What its names stand for.
    """

    graph: Graph
    program: Parsed
    links: Links


class Applied(NamedTuple):
    """A drawing after the edits of its program.

    Attributes:
        graph: It; the very same where nothing is different.
        lines: Where the program makes each node, as `Source.lines` has it.
        scale: Whether pixels are divided by 255 first; None where that is as it was.
        remarks: What the drawing does not have of the program.
    """

    graph: Graph
    lines: Mapping[str, Lines]
    scale: bool | None
    remarks: tuple[str, ...]


def start(plan: Plan, graph: Graph, text: str) -> Start:
    """Where the edits of a program begin.

    Args:
        plan: Of the drawing, from which the program was written.
        graph: The drawing.
        text: The program.

    Raises:
        ParsingError: It is none that the studio wrote.
    """
    program = parsed(text, _classes(graph), constant_names(graph).values(), code_of(graph))
    return Start(graph, program, links(plan, graph, program))


def applied(begin: Start, text: str, fresh: Fresh) -> Applied:
    """The drawing after all edits since their beginning.

    Args:
        begin: Where they began.
        text: The program now.
        fresh: Ids of nodes that came since then.

    Raises:
        ParsingError: It cannot be read, or one of the edits cannot be made.
    """
    program = parsed(text, _classes(begin.graph), begin.links.parameters, code_of(begin.graph))
    found = edited(begin.graph, begin.links, begin.program, program, fresh)
    return Applied(found.graph, _lines(found.graph, found.links, program), found.scale, program.remarks)


def _classes(graph: Graph) -> bool:
    """Whether a Softmax at the end of the program is the Output's own."""
    ends = [node.block.meaning for node in graph.nodes.values() if type(node.block) is Output]
    return ends != ["values"]


def _lines(graph: Graph, found: Links, program: Parsed) -> dict[str, Lines]:
    nodes = {
        node: program.lines[name] for name, node in found.board.items() if name in program.lines and not _front(graph, program, name, node)
    }
    functions = {
        inner.module: {node: program.places[name][key] for key, node in inner.nodes.items() if key in program.places[name]}
        for name, inner in found.modules.items()
    }
    called = [(node, graph.nodes[node].block) for node in nodes if node in graph.nodes]
    uses = [Use(node, block, "", (), (), 0) for node, block in called if isinstance(block, Instance) and _whole(block, functions)]
    return linked(nodes, Uses(dict(enumerate(uses))), functions)


def _front(graph: Graph, program: Parsed, name: str, node: str) -> bool:
    return node in graph.nodes and isinstance(graph.nodes[node].block, Input) and is_front(program.graph.nodes[name], graph.nodes[node])


def _whole(instance: Instance, functions: Mapping[str, object]) -> bool:
    """Whether it and all that it calls are functions of the program."""
    inner = (node.block for node in instance.module.graph.nodes.values())
    return instance.module.name in functions and all(_whole(block, functions) for block in inner if isinstance(block, Instance))

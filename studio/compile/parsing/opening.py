"""A program that somebody opens: its model as a drawing, read and not run, and what speaks for running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from studio.blocks.ends import Input
from studio.blocks.preprocessing import Rescaling
from studio.compile.parsing.faults import ParsingError, said
from studio.compile.parsing.program import Parsed, parsed
from studio.compile.reading.folding import folded
from studio.compile.reading.naming import titled
from studio.compile.reading.opened import Opened
from studio.graph import edits
from studio.graph.layout.layered import laid_out
from studio.graph.model import Graph, Node
from studio.graph.modules.following import with_graph
from studio.graph.modules.used import modules_of, replace_module

_GIVING = frozenset({"load_weights", "set_weights", "load_model", "from_pretrained"})
_TRAINING = frozenset({"fit", "train_on_batch"})
_INSTEAD = "run instead."


class Judged(NamedTuple):
    """What is known of a program before it is opened.

    Attributes:
        readable: Whether its model can be read without running it.
        why: What only a run gives, in whole sentences; empty for nothing.
    """

    readable: bool
    why: str


def judged(text: str) -> Judged:
    """What speaks for running a program; nothing of it is run."""
    try:
        found = parsed(text)
    except ParsingError as error:
        first, *others = error.faults
        more = f" So {'is' if len(others) == 1 else 'are'} {len(others)} more." if others else ""
        return Judged(False, f"It cannot be read without running it. Line {first.line}: {_reason(first.text)}{more}")
    if giving := next(_giving(ast.parse(text).body), None):
        return Judged(True, f"Line {giving.lineno}, {said(giving)}, gives the model weights, which only a run has.")
    if found.others:
        names = ", ".join(found.others)
        return Judged(True, f"It builds other models too, {names}, and only once it has run can one be chosen.")
    return Judged(True, "")


def opened(text: str) -> Opened:
    """The model of a program as a drawing, laid out; nothing of it is run.

    Raises:
        ParsingError: Something that the network needs cannot be read.
    """
    found = parsed(text)
    graph, scale = _without_front(_folded(found))
    graph = edits.move(graph, laid_out(graph))
    return Opened(graph, titled(found.name) if found.name else "", scale, "none", None, {}, found.remarks)


def _reason(text: str) -> str:
    """What a fault says, without the advice to run the program."""
    sentences = text.split(". ")
    return ". ".join(sentences[:-1]) + "." if sentences[-1].endswith(_INSTEAD) else text


def _giving(body: list[ast.stmt], inside: bool = False) -> Iterator[ast.Call]:
    """Calls that give a model weights in a run, which leaves out what is under `if __name__ == "__main__"`; a function may train later."""
    for statement in body:
        if isinstance(statement, ast.If) and "__name__" in ast.unparse(statement.test):
            continue
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            yield from _giving(statement.body, inside=True)
            continue
        wanted = _GIVING if inside else _GIVING | _TRAINING
        calls = (each for each in ast.walk(statement) if isinstance(each, ast.Call))
        yield from (each for each in calls if isinstance(each.func, ast.Attribute) and each.func.attr in wanted)


def _folded(found: Parsed) -> Graph:
    """The drawing with the insides of its modules laid out; where there is none, what repeats becomes one, as in any other model."""
    graph = found.graph
    if not found.modules:
        return folded(graph).graph
    for name in found.modules:
        module = modules_of(graph)[name]
        graph = replace_module(graph, module, with_graph(module, edits.move(module.graph, laid_out(module.graph))))
    return graph


def _without_front(graph: Graph) -> tuple[Graph, bool]:
    """The drawing without what divides pixels by 255 right behind its one Input, which the data does; and whether there was that."""
    inputs = [node for node in graph.nodes.values() if isinstance(node.block, Input)]
    follows = graph.follows.get(inputs[0].id, ()) if len(inputs) == 1 and _takes_images(inputs[0]) else ()
    first = graph.nodes[follows[0].target] if len(follows) == 1 else None
    if first is None or first.block != Rescaling():
        return graph, False
    return edits.remove(graph, [first.id], heal=True), True


def _takes_images(node: Node) -> bool:
    return isinstance(node.block, Input) and len(node.block.shape) in (2, 3)

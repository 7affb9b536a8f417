"""A program that somebody opens: its model as a drawing, read and not run, and what speaks for running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from studio.blocks.ends import Output
from studio.compile.parsing.faults import ParsingError, said
from studio.compile.parsing.front import without_front, without_mean_image
from studio.compile.parsing.program import Parsed, parsed
from studio.compile.reading.folding import folded
from studio.compile.reading.naming import titled
from studio.compile.reading.opened import Opened
from studio.graph import edits
from studio.graph.layout.layered import laid_out
from studio.graph.measure import measure
from studio.graph.model import Graph
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
        found = parsed(without_mean_image(text)[0])
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
    plain, centred = without_mean_image(text)
    found = parsed(plain)
    if _answers_with_maps(found.graph):
        found = parsed(plain, classes=False)
    graph, first = without_front(_folded(found), centred)
    graph = edits.move(graph, laid_out(graph))
    return Opened(graph, titled(found.name) if found.name else "", first.scale, first.centre, None, {}, found.remarks)


def _answers_with_maps(graph: Graph) -> bool:
    """Whether what an Output takes is no vector of classes, whatever activation it has: a softmax over each pixel is none."""
    figures = measure(graph).figures
    outputs = [node.id for node in graph.nodes.values() if isinstance(node.block, Output) and node.block.meaning == "classes"]
    shapes = [figures[wire.source].leaving(wire.outlet).shape for each in outputs for wire in graph.feeds.get(each, ())]
    return any(shape is not None and (len(shape) != 1 or shape[0] == 1) for shape in shapes)


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

"""From plan to program: the Keras source of a network, complete and as a person would write it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from studio.compile.building import build
from studio.compile.code_parts import names
from studio.compile.constants import constants
from studio.compile.embedded_mean import mean_image_lines
from studio.compile.functions import RESERVED, Scope, function
from studio.compile.head import head, mean
from studio.compile.linking import linked
from studio.compile.page import Lines, Page
from studio.compile.plan import Plan
from studio.compile.spelling import short
from studio.compile.symbols import codes, symbols
from studio.compile.trained import RESERVED as OF_TRAINING
from studio.compile.trained import after_build, bare, before_build, freezes
from studio.compile.training_part import RESERVED as OF_LESSONS
from studio.compile.training_part import Lesson, training_part
from studio.compile.uses import Uses, uses
from studio.compile.variables import own_name
from studio.graph.model import Graph

_TAKEN = {"x", "inputs", "outputs", "mean", "build", "keras", "np", "base64", "zlib", "mean_image", "INPUT_SHAPE"}
_MAIN = ["", "", 'if __name__ == "__main__":', "    build().summary()"]


class Source(NamedTuple):
    """A program.

    Attributes:
        text: All of it.
        lines: The first and last line, counted from 1, of each node by its id, and of each node inside a module by its path: with the
            number of the repetition (`stage.2/conv`) and without (`stage/conv`). Nodes may share lines: those of a function belong to all
            instances of its module. The first that holds a line is the one to select for it: the node on the board, or the path through
            the first instance in the data's way.
    """

    text: str
    lines: Mapping[str, Lines]


def source(plan: Plan, centre: str = "none", graph: Graph | None = None, lesson: Lesson | None = None) -> Source:
    """The program that builds the plan's network.

    Args:
        plan: The network, with its preprocessing put in by `prepared`; auxiliary answers are left out, as in every export.
        centre: How training will centre the images; where the plan has no mean yet, a comment says so.
        graph: The drawing that was planned: with it, modules become functions and repeats loops; without it, all is a row of layers.
        lesson: The data and the recipe, where the program shall also read the images and train.
    """
    trained = plan.answering()
    plan = bare(trained)
    found = uses(plan, graph) if graph else Uses()
    named = symbols(plan, found)
    code = codes(plan, found)
    scope = _scope(found, named, names(code), graph)
    page = Page([*head(plan, named, code, scope.constants, lesson is not None), *before_build(trained)])
    functions = {name: page.place(function(module, scope), gap=2) for name, module in found.modules.items()}
    nodes = page.place(build(plan, centre, found, scope, frozen=freezes(trained)))
    paces = after_build(trained)
    page.add([*paces, *_mean_image(plan), *(training_part(lesson, plan, bool(paces)) if lesson else _MAIN)])
    return Source("\n".join(page.lines) + "\n", linked(nodes, found, functions))


def _scope(found: Uses, named: Collection[str], defined: Collection[str], graph: Graph | None) -> Scope:
    """What the program uses itself, with what a person's own code defines; functions step aside for all else."""
    taken = {*defined} | _TAKEN | OF_TRAINING | OF_LESSONS | {short(symbol).partition(".")[0] for symbol in named}
    known = constants(graph, taken | RESERVED)
    taken |= {*known.names.values()}
    functions: dict[str, str] = {}
    for name in found.modules:
        functions[name] = own_name(name, {*taken, *RESERVED, *functions.values()})
    return Scope(functions, frozenset({*taken, *functions.values(), *(RESERVED if functions else ())}), found.values, known)


def _mean_image(plan: Plan) -> list[str]:
    found = mean(plan)
    return ["", "", *mean_image_lines(found)] if found else []

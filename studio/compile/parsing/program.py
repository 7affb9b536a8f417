"""A whole program as a drawing: its text is read as data, nothing in it is run."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from msgspec.structs import replace

from studio.blocks.activation import Softmax
from studio.blocks.ends import Input, Output
from studio.compile.page import Lines
from studio.compile.parsing.evaluating import evaluate
from studio.compile.parsing.faults import Fault, Outside, ParsingError, Unclear
from studio.compile.parsing.models import finished
from studio.compile.parsing.routines import called
from studio.compile.parsing.scope import Scope, Shared
from studio.compile.parsing.sheet import Sheet
from studio.compile.parsing.signals import Broken, Continued, Exhausted, Returned
from studio.compile.parsing.statements import execute
from studio.compile.parsing.trained import said, trained
from studio.compile.parsing.values import Coded, Network, Routine, Stack, Tensor
from studio.graph.model import Graph
from studio.graph.module import Binding, Module
from studio.graph.modules.used import modules_of
from studio.graph.names import free_name

LONGEST = 8 * 2**20
"""Letters of a program; one with a mean image of 512 x 512 pixels has four million."""
NO_CODE: Mapping[str, Coded] = {}
_BUILDERS = ("build", "build_model", "make_model", "create_model", "get_model", "model", "network")
_NO_MODEL = (
    "The program builds no model that can be read. Expected: keras.Model(inputs, outputs), or keras.Sequential([...]) that begins with an "
    "Input, at the top or in a function without arguments. Write one, or have the program run instead."
)
_NO_DRAWING = "What the program draws depends on values that are not known. Have the program run instead."


class Parsed(NamedTuple):
    """A program as a drawing, not laid out; ids are the names that the program gives.

    Attributes:
        graph: From Input to Output.
        modules: By name, inner ones first.
        name: Of the model; empty where it is not said.
        lines: Where the program makes each node.
        places: The same for the nodes inside each module.
        remarks: What is left out, which matters in training alone.
        parameters: Values of the constants that are parameters of the drawing, by name.
        bindings: What follows them.
        others: What other models at the top of the program are called, which are no part of this one.
    """

    graph: Graph
    modules: Mapping[str, Module]
    name: str
    lines: Mapping[str, Lines]
    places: Mapping[str, Mapping[str, Lines]]
    remarks: tuple[str, ...]
    parameters: Mapping[str, Any]
    bindings: tuple[Binding, ...]
    others: tuple[str, ...] = ()


def parsed(text: str, classes: bool = True, parameters: Collection[str] = (), code: Mapping[str, Coded] = NO_CODE) -> Parsed:
    """The drawing of a program.

    Args:
        text: All of it.
        classes: Whether a Softmax at the end is the Output's own.
        parameters: Constants that values follow; others are read as what they are.
        code: Layers of a person's own that blocks hold, by the names of their classes.

    Raises:
        ParsingError: Something that the network needs cannot be read.
    """
    tree, wanted = _tree(text), set(parameters)
    while True:
        try:
            return _whole(tree, text, classes, wanted, code)
        except Unclear as error:
            if not wanted & error.names:
                raise ParsingError([Fault(1, 0, 1, 0, _NO_DRAWING)]) from None
            wanted -= error.names  # which decide on what is drawn


def _whole(tree: ast.Module, text: str, classes: bool, parameters: Collection[str], code: Mapping[str, Coded]) -> Parsed:
    names = {"__name__": "__main__"}
    shared = Shared(evaluate, execute, text.split("\n"), tree.body, code, names, parameters=dict.fromkeys(parameters))
    scope = Scope(shared, Sheet(whole=True))
    found = None
    with suppress(Exhausted):
        _read(scope, tree)
        found = _network(scope) if not shared.faults else None
    if shared.faults or found is None:
        raise ParsingError(shared.faults or [Fault(1, 0, 1, 0, _NO_MODEL)])
    return _parsed(scope, found, classes)


def _tree(text: str) -> ast.Module:
    if len(text) > LONGEST:
        raise ParsingError([Fault(1, 0, 1, 0, f"A program may have at most {LONGEST} letters. Received: {len(text)}. Shorten it.", False)])
    try:
        with warnings.catch_warnings(action="ignore", category=SyntaxWarning):  # of what is half typed
            return ast.parse(text)
    except SyntaxError as error:
        raise ParsingError([_misspelled(error)]) from None
    except (ValueError, MemoryError, RecursionError) as error:
        reason = str(error) or "it is nested too deep"
        raise ParsingError([Fault(1, 0, 1, 0, f"The text is no Python: {reason}. Mend it.", False)]) from None


def _misspelled(error: SyntaxError) -> Fault:
    line, column = error.lineno or 1, max(0, (error.offset or 1) - 1)
    end_line = max(line, error.end_lineno or line)
    end = max(0, (error.end_offset or 0) - 1)
    end = end if end > column or end_line > line else column + 1
    words = (error.msg or "it cannot be read").rstrip(".")
    return Fault(line, column, end_line, end, f"The text is no Python here: {words}. Mend this line.", False)


def _read(scope: Scope, tree: ast.Module) -> None:
    try:
        scope.run(tree.body)
    except (Returned, Broken, Continued):
        scope.shared.note(Outside(tree, "leaves a function or loop where there is none", "Mend it.", runs=False))


def _network(scope: Scope) -> Network | None:
    """The model that the program is about: the last one that it builds, or that a function of it would."""
    shared = scope.shared
    try:
        for value in [shared.globals.get("model"), *reversed(shared.globals.values())]:
            if isinstance(value, Network):
                return value
            if isinstance(value, Stack):
                return finished(scope, value)
        if shared.networks:
            return shared.networks[-1]
        return _built(scope)
    except Outside as error:
        shared.note(error)
        return None


def _built(scope: Scope) -> Network | None:
    routines = [value for value in scope.shared.globals.values() if isinstance(value, Routine) and not _needs(value.definition)]
    for routine in sorted(routines, key=_likely):
        call = ast.Call(ast.Name(routine.definition.name, ast.Load()), [], [], lineno=routine.definition.lineno, col_offset=0)
        found = called(scope, call, routine, [], {})
        if isinstance(found, Stack):
            return finished(scope, found)
        if isinstance(found, Network):
            return found
        if scope.shared.faults:
            return None
    return None


def _likely(routine: Routine) -> int:
    name = routine.definition.name
    return _BUILDERS.index(name) if name in _BUILDERS else len(_BUILDERS) + ("model" not in name and "net" not in name)


def _needs(definition: ast.FunctionDef) -> bool:
    """Whether it has arguments without a default."""
    args = definition.args
    return len(args.posonlyargs) + len(args.args) > len(args.defaults) or None in args.kw_defaults


def _parsed(scope: Scope, found: Network, classes: bool) -> Parsed:
    sheet, shared = scope.sheet, scope.shared
    if alone := [tensor for tensor in found.inputs if not isinstance(sheet.nodes[tensor.node].block, Input)]:
        shared.note(Outside(found.node, f"begins at {alone[0].node}, which is no Input"))
        raise ParsingError(shared.faults)
    ends = [_ended(sheet, end, found, classes and found.outputs.count(end) == 1) for end in found.outputs]
    kept = sheet.needed(Tensor(end) for end in ends) | {tensor.node for tensor in found.inputs}
    graph = trained(sheet.graph(kept), said(shared.globals, shared.lines))
    lines = {node: place for node, place in sheet.lines.items() if node in kept}
    bindings, used = tuple(sheet.bound(kept)), _used(graph, shared)
    others = tuple(_others(scope, found))
    return Parsed(graph, used, found.name, lines, shared.places, shared.remarks.sentences(), shared.parameters, bindings, others)


def _others(scope: Scope, found: Network) -> Iterator[str]:
    """The names of other models; what is part of the network is none, such as its first half."""
    within = scope.sheet.needed(found.outputs)
    for name, value in scope.shared.globals.items():
        match value:
            case Stack(network=None, layers=[Tensor(), *_]):
                yield name
            case Network(outputs=outputs) | Stack(network=Network(outputs=outputs)) if any(end.node not in within for end in outputs):
                yield name


def _used(graph: Graph, shared: Shared) -> dict[str, Module]:
    used = modules_of(graph)
    return {name: used[name] for name in shared.modules if name in used}


def _ended(sheet: Sheet, end: Tensor, found: Network, classes: bool) -> str:
    """Adds the Output of an answer; a Softmax of its own right before it becomes the Output's."""
    block = sheet.block(end.node)
    taken = any(end in takes for takes in sheet.feeds.values())
    if classes and isinstance(block, Softmax) and not taken and block == Softmax():
        sheet.nodes[end.node] = replace(sheet.nodes[end.node], block=Output())
        return end.node
    meaning = "classes" if classes and getattr(block, "activation", "") == "softmax" else "values"
    return sheet.add(Output.read({"meaning": meaning}), free_name("output", sheet.nodes), [end], found.node)

"""Functions of a program: those that take what layers give are modules, all others are read where they are called."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.compile.parsing.drawing import inner_name
from studio.compile.parsing.faults import Outside, Unclear
from studio.compile.parsing.scope import DEEPEST, Scope
from studio.compile.parsing.sheet import BEGIN, Sheet
from studio.compile.parsing.signals import Returned
from studio.compile.parsing.trees import known, text_of
from studio.compile.parsing.values import Foreign, Formula, Routine, Tensor, plain, tensors
from studio.compile.reading.naming import identifier
from studio.forms import FormError
from studio.graph.module import Instance, Module, Parameter
from studio.graph.modules.inside import ContentError, content
from studio.graph.names import free_name

_NAMES = ("name", "prefix", "block_name", "name_prefix", "scope")
"""Parameters that say what the names of layers begin with."""
_BEGUN = object()
"""In place of a function that is being read."""


class NoModule(Exception):
    """A function that gives something else than what layers give."""


class Drawn(NamedTuple):
    """A function as a module.

    Attributes:
        module: Shared by its instances.
        several: Whether it gives a tuple.
    """

    module: Module
    several: bool


def called(scope: Scope, node: ast.Call, routine: Routine, given: Sequence[Any], said: Mapping[str, Any]) -> Any:
    """What a function of the program gives.

    Raises:
        Outside: It cannot be read.
        Unclear: It depends on parameters of the function that calls it.
    """
    if scope.depth >= DEEPEST:
        raise Outside(node, f"lies more than {DEEPEST} functions deep")
    if _takes_any(routine.definition) and not tensors([*given, *said.values()]):
        return Foreign("takes any number of arguments, which is not read", node)
    bound = _arguments(scope, node, routine.definition, given, said)
    if any(isinstance(value, Tensor) for value in bound.values()):
        try:
            return _instance(scope, node, routine, bound)
        except NoModule:
            pass
    inner = Scope(scope.shared, scope.sheet, dict(bound), scope.depth + 1)
    return _run(inner, routine.definition)


def _run(scope: Scope, definition: ast.FunctionDef) -> Any:
    try:
        scope.run(definition.body)
    except Returned as done:
        return done.value
    return None


def _arguments(scope: Scope, node: ast.Call, definition: ast.FunctionDef, given: Sequence[Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What each parameter is at a call, in the order of the parameters."""
    names = [each.arg for each in (*definition.args.posonlyargs, *definition.args.args)]
    every = [*names, *(each.arg for each in definition.args.kwonlyargs)]
    if _takes_any(definition):
        raise Outside(definition, "takes any number of arguments, which no module does")
    if len(given) > len(names) or (unknown := [name for name in said if name not in every]):
        wrong = f"gives {len(given)} values" if len(given) > len(names) else f"names {unknown[0]}"
        raise Outside(node, f"{wrong}, and {definition.name} takes {', '.join(every) or 'none'}", "Change one of them.", runs=False)
    found = _defaults(scope, definition) | dict(zip(names, given, strict=False)) | dict(said)
    if missing := [name for name in every if name not in found]:
        raise Outside(node, f"leaves out {missing[0]}, which {definition.name} needs", "Say it.", runs=False)
    return {name: found[name] for name in every}


def _takes_any(definition: ast.FunctionDef) -> bool:
    return bool(definition.args.vararg or definition.args.kwarg)


def _defaults(scope: Scope, definition: ast.FunctionDef) -> dict[str, Any]:
    top = Scope(scope.shared, scope.sheet, None, scope.depth)
    names = [each.arg for each in (*definition.args.posonlyargs, *definition.args.args)]
    count = len(definition.args.defaults)
    pairs = [*zip(names[len(names) - count :], definition.args.defaults, strict=True)]
    pairs += [(each.arg, default) for each, default in zip(definition.args.kwonlyargs, definition.args.kw_defaults, strict=True) if default]
    return {name: top.value(default) for name, default in pairs}


def is_plain(value: Any) -> bool:
    """Whether a parameter can have a value."""
    match value:
        case Formula() | bool() | int() | float() | str() | None:
            return True
        case tuple() if not hasattr(value, "_fields"):
            return all(isinstance(part, bool | int | float | str | None) for part in value)
    return False


def _instance(scope: Scope, node: ast.Call, routine: Routine, bound: Mapping[str, Any]) -> Any:
    """Adds an instance of the module that a function is."""
    while True:
        fixed = {name: known(value) for name, value in bound.items() if not isinstance(value, Tensor) and _is_fixed(routine, name, value)}
        try:
            drawn = _drawn(scope, routine, bound, fixed)
            if drawn is not None:
                _check(node, drawn.module, bound)
            break
        except Unclear as error:
            if not (more := error.names & (bound.keys() - fixed.keys())):
                raise
            routine.fixed |= more
    if drawn is None:
        raise Outside(None)
    kept = {each.name: each for each in drawn.module.parameters}
    values = {name: plain(bound[name]) for name, each in kept.items() if not _same(bound[name], each.value)}
    follows = {name: text_of(bound[name]) for name in kept if isinstance(bound[name], Formula)}
    chosen = {name: value for name, value in values.items() if scope.sheet.whole or name not in follows}
    takes = [value for value in bound.values() if isinstance(value, Tensor)]
    added = scope.sheet.add(Instance(drawn.module, chosen), _called(scope, drawn.module, bound), takes, scope.where, follows)
    outlets = tuple(Tensor(added, outlet) for outlet in range(len(drawn.module.outputs)))
    return outlets if drawn.several else outlets[0]


def _check(node: ast.AST, module: Module, bound: Mapping[str, Any]) -> None:
    """Refuses values that a module cannot have.

    Raises:
        Unclear: The function may be read for this very value, which is no number.
        Outside: It cannot have them anyway.
    """
    values = {each.name: plain(bound[each.name]) for each in module.parameters}
    try:
        content(Instance(module, values))
    except ContentError as error:
        if odd := {name for name, value in values.items() if value is None or isinstance(value, str)}:
            raise Unclear(odd) from None
        raise Outside(node, f"gives values that cannot be: {str(error).rstrip('.')}", "Change them.", runs=False) from None


def _is_fixed(routine: Routine, name: str, value: Any) -> bool:
    return name in routine.fixed or not (is_plain(value) or name in _NAMES)


def _same(one: Any, other: Any) -> bool:
    return not isinstance(one, Formula) and type(one) is type(other) and bool(one == other)


def _called(scope: Scope, module: Module, bound: Mapping[str, Any]) -> str:
    """The name of an instance."""
    said = next((plain(bound[name]) for name in _NAMES if isinstance(plain(bound.get(name)), str)), "")
    return inner_name(said) if said else free_name(module.name, scope.sheet.nodes)


def _drawn(scope: Scope, routine: Routine, bound: Mapping[str, Any], fixed: Mapping[str, Any]) -> Drawn | None:
    """The module of a function; None where it could not be read, which was told. One that was read before is the same."""
    drawn = scope.shared.drawn
    key = (id(routine.definition), repr(_outline(bound)), repr(fixed))
    if drawn.get(key, _BEGUN) is not _BEGUN:
        return _given_again(drawn[key])
    if key in drawn and (more := {name for name, value in bound.items() if name not in fixed and not isinstance(value, Tensor)}):
        raise Unclear(more)  # it calls itself, and ends for some of their values
    inner = _entered(scope, routine, bound, fixed)
    count = len(scope.shared.faults)
    drawn[key] = _BEGUN
    try:
        found = _read(inner, routine.definition)
    except NoModule as error:
        drawn[key] = error
        raise
    except Unclear:
        drawn.pop(key, None)
        del scope.shared.faults[count:]
        raise
    if inner.sheet.asked:
        drawn.pop(key, None)
    else:
        drawn[key] = found
    return found


def _outline(bound: Mapping[str, Any]) -> list[tuple[str, str | bool]]:
    """Which parameters are given what layers give, and whether names are given: with these the inside changes."""
    kinds = {name: type(value).__name__ if isinstance(value, Tensor) else value is None for name, value in bound.items()}
    return [(name, kind) for name, kind in kinds.items() if name in _NAMES or isinstance(bound[name], Tensor)]


def _entered(scope: Scope, routine: Routine, bound: Mapping[str, Any], fixed: Mapping[str, Any]) -> Scope:
    """A function's inside before its first line: a sheet with a port for each tensor that it is given, and what its parameters are."""
    definition = routine.definition
    entering: dict[str, Tensor] = {}
    sheet = Sheet(lambda port: scope.sheet.shape(entering[port]))
    head = ast.Pass(lineno=definition.lineno, end_lineno=max(definition.lineno, definition.body[0].lineno - 1))
    samples = _samples(scope, routine, bound)
    names: dict[str, Any] = {}
    for name, value in bound.items():
        if isinstance(value, Tensor):
            added = sheet.add(_port(ModuleInput, len(entering) + 1, definition), name, (), head)
            entering[added], names[name] = value, Tensor(added)
        else:
            names[name] = _inside(name, value, fixed, samples)
    return Scope(scope.shared, sheet, names, scope.depth + 1)


def _samples(scope: Scope, routine: Routine, bound: Mapping[str, Any]) -> dict[str, Any]:
    """A value for each parameter: that of the first call for those that have none of their own."""
    samples = routine.samples | _defaults(scope, routine.definition)
    for name, value in bound.items():
        if name not in samples and is_plain(value):
            samples[name] = routine.samples[name] = plain(value)
    return samples


def _given_again(found: Drawn | NoModule | None) -> Drawn | None:
    if isinstance(found, NoModule):
        raise found
    return found


def _inside(name: str, value: Any, fixed: Mapping[str, Any], samples: Mapping[str, Any]) -> Any:
    """What a parameter is read as within its function."""
    if name in fixed:
        return fixed[name]
    if name in _NAMES and isinstance(plain(value), str):
        return BEGIN
    sample = samples.get(name, plain(value))
    return Formula(ast.Name(name, ast.Load()), plain(value) if isinstance(sample, Foreign) or not is_plain(sample) else sample)


def _port(kind: type[Any], number: int, definition: ast.AST) -> Any:
    try:
        return kind(port=number)
    except FormError:
        raise Outside(definition, "has more inputs or outputs than a module", "Take some away.") from None


def _read(scope: Scope, definition: ast.FunctionDef) -> Drawn | None:
    count, parameters = len(scope.shared.faults), {name: value for name, value in (scope.names or {}).items() if isinstance(value, Formula)}
    given = _run(scope, definition)
    ends = [given] if isinstance(given, Tensor) else list(given) if isinstance(given, tuple | list) else []
    if len(scope.shared.faults) > count:
        return None
    if not ends or not all(isinstance(end, Tensor) for end in ends):
        raise NoModule
    held = tuple(Parameter(name, formula.value) for name, formula in parameters.items())
    module = _module(scope, definition.name, ends, held, ast.get_docstring(definition) or "", definition)
    return Drawn(module, not isinstance(given, Tensor))


def _module(scope: Scope, name: str, ends: Sequence[Tensor], parameters: tuple[Parameter, ...], words: str, where: ast.AST) -> Module:
    """What was drawn on a sheet as a module."""
    sheet, shared = scope.sheet, scope.shared
    ports = [node for node, each in sheet.nodes.items() if isinstance(each.block, ModuleInput)]
    last = getattr(where, "body", [where])[-1]
    outs = [sheet.add(_port(ModuleOutput, number, where), f"output{number}", [end], last) for number, end in enumerate(ends, start=1)]
    kept = sheet.needed(map(Tensor, outs)) | {*ports}
    made = Module(identifier(name), sheet.graph(kept), parameters, tuple(sheet.bound(kept)), help=" ".join(words.split()))
    known_one = next((each for each in shared.modules.values() if _alike(each, made, name)), None)
    if known_one is not None:
        return known_one
    module = Module(free_name(made.name, shared.modules), made.graph, parameters, made.bindings, help=made.help)
    shared.modules[module.name] = module
    shared.places[module.name] = {node: lines for node, lines in sheet.lines.items() if node in kept}
    return module


def _alike(one: Module, other: Module, name: str) -> bool:
    said = one.name == identifier(name) or one.name.startswith(f"{identifier(name)}_")
    return said and (one.graph, one.parameters, one.bindings) == (other.graph, other.parameters, other.bindings)


def placed(
    scope: Scope,
    node: ast.AST,
    name: str,
    sheet: Sheet,
    draw: Callable[[Scope, Sequence[Tensor]], Tensor],
    takes: Sequence[Tensor],
) -> Tensor:
    """Adds an instance of a module that is drawn for this place alone.

    Args:
        scope: Where it stands.
        node: What is blamed.
        name: Of the module.
        sheet: An empty one for its inside.
        draw: Draws the inside, from what enters to what leaves.
        takes: What enters.
    """
    ports = [Tensor(sheet.add(_port(ModuleInput, number, node), f"input{number}", (), node)) for number in range(1, len(takes) + 1)]
    end = draw(Scope(scope.shared, sheet, scope.names, scope.depth + 1, node), ports)
    module = _module(scope_of(scope, sheet), inner_name(name), [end], (), "", node)
    return Tensor(scope.sheet.add(Instance(module), free_name(inner_name(name), scope.sheet.nodes), takes, scope.where))


def scope_of(scope: Scope, sheet: Sheet) -> Scope:
    """A scope like another one with another sheet."""
    return Scope(scope.shared, sheet, scope.names, scope.depth + 1)

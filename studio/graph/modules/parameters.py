"""Parameters of a module: inner values that an instance may choose, and the expressions by which they follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from studio.blocks.block import Block
from studio.forms import FormError
from studio.graph.model import Node
from studio.graph.module import BYPASS, Binding, Instance, Module, Parameter
from studio.graph.modules.expressions import ExpressionError, evaluate, names_in, substituted
from studio.graph.names import kind, name_fault
from studio.graph.refusals import EditRefused, node_of

_ALWAYS = {BYPASS: "every node can be bypassed", "repeat": "every module has a repeat count"}
"""What parameters would be mistaken for, and why."""


def promote(module: Module, node_id: str, field: str, name: str) -> Module:
    """Lets an inner value follow a parameter, which is made where there is none of that name.

    Args:
        module: Of which.
        node_id: Id of the inner node.
        field: Of its block, parameter of its module, or `bypass`.
        name: Of the parameter.

    Raises:
        EditRefused: There is no such value, or the name cannot be one.
    """
    node = node_of(module.graph, node_id)
    value = _value(node, field)
    if name not in _defaults(module):
        if fault := parameter_fault(name):
            raise EditRefused(fault)
        module = replace(module, parameters=(*module.parameters, Parameter(name, value, _like(node, field))))
    return bind(module, node_id, field, name)


def bind(module: Module, node_id: str, field: str, expression: str) -> Module:
    """Lets an inner value follow an expression of the module's parameters.

    Raises:
        EditRefused: There is no such value, the expression cannot be worked out for the defaults, or the value refuses what it comes to.
    """
    node = node_of(module.graph, node_id)
    _value(node, field)
    _put(node, field, _evaluated(module, expression))
    others = tuple(binding for binding in module.bindings if (binding.node, binding.field) != (node_id, field))
    return replace(module, bindings=(*others, Binding(node_id, field, expression)))


def unpromote(module: Module, node_id: str, field: str) -> Module:
    """Lets an inner value follow no parameter any more: it stays as the defaults have it. A parameter that nothing else follows goes.

    Raises:
        EditRefused: The value follows no parameter.
    """
    binding = next((each for each in module.bindings if (each.node, each.field) == (node_id, field)), None)
    if binding is None:
        raise EditRefused(f"{field} of {node_of(module.graph, node_id).name} follows no parameter. Choose a value that does.")
    module = _fixed(module, binding)
    spoken = {name for each in module.bindings for name in names_in(each.expression)}
    gone = {name for name in names_in(binding.expression) if name not in spoken}
    return replace(module, parameters=tuple(each for each in module.parameters if each.name not in gone))


def change_parameter(module: Module, name: str, value: Any, help: str | None = None) -> Module:
    """Gives a parameter another default and, where one is given, another help.

    Raises:
        EditRefused: There is no such parameter, or an inner value refuses what follows from it.
    """
    old = _parameter(module, name)
    new = replace(old, value=value, help=old.help if help is None else help)
    module = replace(module, parameters=tuple(new if each is old else each for each in module.parameters))
    if type(value) is type(old.value) and value == old.value:
        return module  # what follows from it is as it was, right or wrong
    for binding in module.bindings:
        if name in names_in(binding.expression) and binding.node in module.graph.nodes:
            _put(module.graph.nodes[binding.node], binding.field, _evaluated(module, binding.expression))
    return module


def rename_parameter(module: Module, old: str, new: str) -> Module:
    """Gives a parameter another name, in all expressions too; `replace_module` takes the values of instances along by `renamed`.

    Raises:
        EditRefused: There is no such parameter, the new name cannot be one or is taken, or makes an expression too long.
    """
    parameter = _parameter(module, old)
    if new == old:
        return module
    if fault := parameter_fault(new):
        raise EditRefused(fault)
    if new in _defaults(module):
        raise EditRefused(f"The name {new} is taken by another parameter. Choose another.")
    try:
        bindings = tuple(replace(each, expression=substituted(each.expression, {old: new})) for each in module.bindings)
    except ExpressionError as error:
        raise EditRefused(str(error)) from None
    parameters = tuple(replace(each, name=new) if each is parameter else each for each in module.parameters)
    return replace(module, parameters=parameters, bindings=bindings)


def remove_parameter(module: Module, name: str) -> Module:
    """Takes a parameter away; what followed it stays as the defaults have it.

    Raises:
        EditRefused: There is no such parameter.
    """
    parameter = _parameter(module, name)
    for binding in module.bindings:
        if name in names_in(binding.expression):
            module = _fixed(module, binding)
    return replace(module, parameters=tuple(each for each in module.parameters if each is not parameter))


def values_of(node: Node) -> Mapping[str, Any]:
    """All values of a node that can follow a parameter, by field: those of its block or module, and `bypass`."""
    own = {BYPASS: node.state == "bypassed"}
    if isinstance(node.block, Instance):
        return own | node.block.chosen(1)
    return own | ({field.name: getattr(node.block, field.name) for field in node.block.form()} if isinstance(node.block, Block) else {})


def parameter_fault(name: str) -> str | None:
    """Why a text cannot be the name of a parameter, in sentences; None where it can."""
    if name not in _ALWAYS:
        return name_fault(name)
    return f"A parameter cannot be called {name}, because {_ALWAYS[name]} without it. Choose another name, such as {name}1."


def _defaults(module: Module) -> dict[str, Any]:
    return {parameter.name: parameter.value for parameter in module.parameters}


def _parameter(module: Module, name: str) -> Parameter:
    found = next((parameter for parameter in module.parameters if parameter.name == name), None)
    if found is None:
        raise EditRefused(f"{kind(Instance(module))} has no parameter {name}. Known: {', '.join(_defaults(module)) or 'none'}.")
    return found


def _evaluated(module: Module, expression: str) -> Any:
    try:
        return evaluate(expression, _defaults(module))
    except ExpressionError as error:
        raise EditRefused(str(error)) from None


def _value(node: Node, field: str) -> Any:
    if field not in values_of(node):
        raise EditRefused(f"{node.name} has no value {field}. Known: {', '.join(values_of(node))}.")
    return values_of(node)[field]


def _like(node: Node, field: str) -> str:
    """The field whose limits and editor a parameter for it has."""
    if isinstance(node.block, Instance):
        return next((parameter.like for parameter in node.block.module.parameters if parameter.name == field), "")
    return "" if field == BYPASS else f"{kind(node.block)}.{field}"


def _put(node: Node, field: str, value: Any) -> Node:
    """A node with one value changed."""
    try:
        if field == BYPASS:
            return replace(node, state="bypassed" if value else "on")
        if isinstance(node.block, Instance):
            return replace(node, block=replace(node.block, values={**node.block.values, field: value}))
        return replace(node, block=node.block.replace(**{field: value})) if isinstance(node.block, Block) else node
    except FormError as error:
        raise EditRefused(f"In {node.name}: {error.faults[0]}") from None


def _fixed(module: Module, binding: Binding) -> Module:
    """The module in which a value stays as the defaults have it, or as it is drawn where they come to nothing that it takes."""
    bindings = tuple(each for each in module.bindings if each is not binding)
    if binding.node not in module.graph.nodes:
        return replace(module, bindings=bindings)
    try:
        node = _put(module.graph.nodes[binding.node], binding.field, _evaluated(module, binding.expression))
    except EditRefused:
        return replace(module, bindings=bindings)
    return replace(module, bindings=bindings, graph=module.graph.replace(nodes={**module.graph.nodes, node.id: node}))

"""Parameters of a module and the inner values that follow them, as plain dicts, lists, numbers and words, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from studio.blocks.block import Block
from studio.forms.words import alternatives, shown
from studio.graph.model import Node
from studio.graph.module import BYPASS, Binding, Instance, Module, Parameter
from studio.graph.modules.expressions import ExpressionError, names_in
from studio.graph.modules.parameters import parameter_fault
from studio.graph.names import kind
from studio.project.values import can_be_written, plain_value, read_value


def parameter_record(parameter: Parameter) -> dict[str, Any]:
    """The parameter; `like` and `help` only where they say something."""
    told = {part: text for part, text in (("like", parameter.like), ("help", parameter.help)) if text}
    return {"name": parameter.name, "value": plain_value(parameter.value), **told}


def binding_record(binding: Binding) -> dict[str, Any]:
    """Which inner value follows which expression."""
    return {"node": binding.node, "field": binding.field, "expression": binding.expression}


def read_parameters(plain: Any, faults: list[str]) -> tuple[Parameter, ...]:
    """The parameters of a list; what is wrong is added to `faults`, a sentence each."""
    found = []
    for record, texts in _records("parameters", plain, {"name": None, "like": "", "help": ""}, faults):
        name, value = texts["name"], record.get("value")
        if fault := parameter_fault(name):
            faults.append(f"parameters: {fault}")
        if not can_be_written(value):
            faults.append(f"parameter {name}: value must be finite. Received: {shown(value)}.")
        found.append(Parameter(name, read_value(value, texts["like"]), texts["like"], texts["help"]))
    times = Counter(parameter.name for parameter in found)
    faults += [f"{count} parameters are named {name}. Give each a name of its own." for name, count in times.items() if count > 1]
    return tuple(found)


def read_bindings(plain: Any, faults: list[str]) -> tuple[Binding, ...]:
    """The bindings of a list; what is wrong is added to `faults`, a sentence each."""
    needed = {"node": None, "field": None, "expression": None}
    return tuple(Binding(**texts) for _, texts in _records("bindings", plain, needed, faults))


def _records(
    what: str, plain: Any, texts: Mapping[str, str | None], faults: list[str]
) -> Iterator[tuple[Mapping[str, Any], dict[str, str]]]:
    """The records of a list with their texts, whose defaults are given; None where there must be one."""
    if not isinstance(plain, list):
        faults.append(f"{what} must be a list of records. Received: {shown(plain)}.")
        return
    for record in plain:
        found = {part: record.get(part, usual) for part, usual in texts.items()} if isinstance(record, Mapping) else {}
        if found and all(isinstance(text, str) for text in found.values()):
            yield record, found
        else:
            faults.append(f"{what} must be records with the texts {', '.join(texts)}. Received: {shown(record)}.")


def binding_fault(module: Module, binding: Binding, owner: str = "module") -> str | None:
    """Why a value of a node cannot follow the parameters, in a whole sentence; None where it can.

    Args:
        module: Whose parameters they are.
        binding: Which value follows which expression.
        owner: What has the parameters: module or drawing.
    """
    node = module.graph.nodes.get(binding.node)
    if node is None:
        where = "inside" if owner == "module" else "there"
        return f"{binding.expression} sets {binding.field} of node {binding.node}, which is not {where}. Take that binding out."
    return _field_fault(node, binding) or _expression_fault(module, node, binding, owner)


def _field_fault(node: Node, binding: Binding) -> str | None:
    if binding.field == BYPASS or (isinstance(node.block, Block) and binding.field in node.block.__struct_fields__):
        return None  # before the form is made, which takes longer than to read the module
    if isinstance(node.block, Instance):
        known = [parameter.name for parameter in node.block.module.parameters]
    elif isinstance(node.block, Block):
        known = [field.name for field in node.block.form()]
    else:
        return None  # nobody can say what an unknown block has
    if binding.field in known:
        return None
    expected = alternatives([*known, BYPASS])
    return f"{binding.expression} sets {binding.field} of {node.name}, but {kind(node.block)} has no {binding.field}. Expected: {expected}."


def _expression_fault(module: Module, node: Node, binding: Binding, owner: str) -> str | None:
    known = [parameter.name for parameter in module.parameters]
    try:
        unknown = [name for name in names_in(binding.expression) if name not in known]
    except ExpressionError as error:
        return f"{binding.field} of {node.name}: {error}"
    if not unknown:
        return None
    return (
        f"{binding.expression} sets {binding.field} of {node.name}, but {unknown[0]} is no parameter of the {owner}. "
        f"Expected: {alternatives(known) if known else 'no parameters'}. Add it to parameters, or change the expression."
    )

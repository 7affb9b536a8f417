"""The functions of modules: what is inside each, with its parameters as the function's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from studio.blocks.block import Block
from studio.compile.arguments import at_call, called, of_block, of_instance, said, spelled
from studio.compile.body import Key, Placing, body
from studio.compile.choices import choose, runs
from studio.compile.constants import NONE, Constants
from studio.compile.formulas import Formulas
from studio.compile.page import Page
from studio.compile.part import Part, statement
from studio.compile.planner import layer_name
from studio.compile.spelling import Verbatim, arguments, call, docstring, short, value
from studio.compile.variables import HARD_TO_READ, own_name, targets, variables
from studio.graph.flat import prefixes
from studio.graph.module import BYPASS, Instance, Module
from studio.graph.rules import outputs_of

RESERVED = HARD_TO_READ | {"x", "name", "range", "min", "max", "int"}
"""What functions and their parameters may not be called."""


@dataclass(frozen=True)
class Scope:
    """What all functions of a program share.

    Attributes:
        functions: What the function of each module is called, by the module's name.
        taken: Names that the program uses itself, those of the functions among them.
        values: What the parameters of each module are at its calls, by the module's name.
        constants: What the parameters of the drawing are called.
    """

    functions: Mapping[str, str]
    taken: frozenset[str]
    values: Mapping[str, Collection[Mapping[str, Any]]]
    constants: Constants = NONE

    def parameters(self, module: Module) -> dict[str, str]:
        """What the program calls each parameter of a module."""
        found: dict[str, str] = {}
        for parameter in module.parameters:
            found[parameter.name] = own_name(parameter.name, {*RESERVED, *self.taken, *found.values()})
        return found

    def arguments(self, instance: Instance, bound: Mapping[str, Verbatim], loop: str) -> list[str]:
        """What a call of a module's function says of its parameters."""
        names = self.parameters(instance.module)
        return [f"{names[name]}={spelled(given, loop)}" for name, given in of_instance(instance, bound).items()]


def wishes(name: str, instance: Instance) -> tuple[str, ...]:
    """What the variables of an instance's outputs could be called."""
    return (name, *(f"{name}_{port.name}" for port in instance.module.outputs[1:]))[: len(instance.module.outputs)]


def repeated(instance: Instance, loop: str) -> str:
    """The head of the loop around the call of an instance; empty where it stands once."""
    return f"for {loop} in range(1, {instance.repeat + 1}):" if instance.repeat > 1 else ""


def function(module: Module, scope: Scope) -> Page:
    """The function of a module; the ports have its head and its end."""
    writing, page = _Writing(module, scope), Page()
    found, ends = writing.variables, [port.id for port in module.outputs]
    page.add(writing.head, *(port.id for port in module.inputs))
    page.add(docstring(module.help.strip() or f"{module.title or module.name}."))
    for run in runs(writing.parts, found)[1:]:
        if run[0].condition:
            choose(page, run, found)
        elif writing.is_end(run[0]):
            page.add(statement(run[0], found, "return"), run[0].id, *ends)
            return page
        else:
            page.add(statement(run[0], found, targets(run[0], found)), run[0].id)
    page.add([f"    return {', '.join(found[key] for key in body(module).outputs)}"], *ends)
    return page


@dataclass(frozen=True)
class _Writing:
    """What is known of a function before its lines."""

    module: Module
    scope: Scope

    @cached_property
    def names(self) -> dict[str, str]:
        """What the parameters are called."""
        return self.scope.parameters(self.module)

    @cached_property
    def loop(self) -> str:
        """The variable that counts repetitions."""
        return own_name("i", self._taken)

    @cached_property
    def _taken(self) -> set[str]:
        """What its variables may not be called; those of `build` are out of sight."""
        return {*self.scope.taken, *self.names.values()} - {"inputs", "outputs", "mean"}

    @cached_property
    def formulas(self) -> Formulas:
        """Writes its expressions."""
        return Formulas(self.names, self.scope.values.get(self.module.name, ()))

    @cached_property
    def parts(self) -> list[Part]:
        """What is in it; the first part gives what is given to the function."""
        ports = self.module.inputs
        names = ("inputs",) if len(ports) == 1 else tuple(port.name for port in ports)
        entry = Part("", "", (), (), tuple((port.id, 0) for port in ports), names)
        return [entry, *map(self._part, body(self.module).placings)]

    @cached_property
    def variables(self) -> dict[Key, str]:
        """The variable of each value; what nobody takes is a parameter of the function all the same."""
        entry, taken = self.parts[0], {*RESERVED, *self._taken, self.loop}
        found = variables(self.parts, body(self.module).outputs, {}, taken)
        for key, name in zip(entry.gives, entry.wishes, strict=True):
            found.setdefault(key, own_name(name, {*taken, *found.values()}))
        return found

    @cached_property
    def head(self) -> list[str]:
        """`def residual(x, filters=64, name="residual"):`."""
        inputs = [self.variables[key] for key in self.parts[0].gives]
        parameters = [f"{self.names[each.name]}={value('', said(each.value))}" for each in self.module.parameters]
        name = f'name="{layer_name(self.module.name)}"'
        return call(f"def {self.scope.functions[self.module.name]}", [*inputs, *parameters, name], ":", indent=0)

    def is_end(self, part: Part) -> bool:
        """Whether what a part gives is what the function gives, so that it can be returned as it is made."""
        return part is self.parts[-1] and part.gives == body(self.module).outputs and not part.loop

    def _part(self, placing: Placing) -> Part:
        node, block = placing.node, placing.node.block
        bound = {name: self.formulas.value(name, expression) for name, expression in placing.bound.items() if name != BYPASS}
        condition = self.formulas.opposite(placing.bound[BYPASS]) if BYPASS in placing.bound else ""
        if isinstance(block, Instance):
            return self._call(placing, block, bound, condition)
        assert isinstance(block, Block)  # a plan has no unknown blocks
        given = (*arguments(of_block(block, bound), block.made_by), called(node.name, inside=True))
        gives, on = tuple((node.id, outlet) for outlet in range(outputs_of(block))), tuple(arguments(at_call(block, bound), ""))
        named = (node.name, *(f"{node.name}_{output}" for output in block.output_names[1:]))
        return Part(node.id, short(block.made_by), given, placing.takes, gives, named, True, "", condition, block.calling, on)

    def _call(self, placing: Placing, instance: Instance, bound: Mapping[str, Verbatim], condition: str) -> Part:
        node, loop = placing.node, self.loop if instance.repeat > 1 else ""
        name = called(prefixes(self.module.graph)[node.id], inside=True, loop=loop)
        gives = tuple((node.id, outlet) for outlet in range(len(instance.module.outputs)))
        given = (*self.scope.arguments(instance, bound, loop), name)
        made, around = self.scope.functions[instance.module.name], repeated(instance, loop)
        return Part(node.id, made, given, placing.takes, gives, wishes(node.name, instance), False, around, condition)

"""What a program names of Keras and of our own layers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from studio.blocks.block import Block
from studio.blocks.python import CodeBlock
from studio.compile.arguments import of_block, of_instance, said
from studio.compile.body import body
from studio.compile.code_parts import of_plan
from studio.compile.plan import Call, Plan
from studio.compile.spelling import Verbatim
from studio.compile.uses import Uses
from studio.graph.module import BYPASS, Instance, Module


def symbols(plan: Plan, uses: Uses) -> list[str]:
    """All symbols, those inside arguments too."""
    nested = [symbol for step in plan.steps for value in step.arguments.values() for symbol in _nested(value)]
    inside = [symbol for module in uses.modules.values() for symbol in _of_module(module)]
    said = [symbol for use in uses.calls.values() for symbol in _of_call(use.instance, ())]
    return [step.symbol for step in plan.steps] + nested + inside + said


def codes(plan: Plan, uses: Uses) -> tuple[str, ...]:
    """All code of a person's own layers, each once: also that of functions which the network does not come by."""
    inside = (placing.node.block for module in uses.modules.values() for placing in body(module).placings)
    return tuple(dict.fromkeys([*of_plan(plan), *(block.code for block in inside if isinstance(block, CodeBlock))]))


def _of_module(module: Module) -> list[str]:
    """Those of a function, whether the network comes by them or not."""
    found = [symbol for parameter in module.parameters for symbol in _nested(said(parameter.value))]
    for placing in body(module).placings:
        block = placing.node.block
        if isinstance(block, Instance):
            found += _of_call(block, placing.bound)
        elif isinstance(block, Block):
            bound = {name: Verbatim("") for name in placing.bound if name != BYPASS}
            found += [block.made_by, *(symbol for value in of_block(block, bound).values() for symbol in _nested(value))]
    return found


def _of_call(instance: Instance, bound: Iterable[str]) -> list[str]:
    given = of_instance(instance, {name: Verbatim("") for name in bound}).values()
    return [symbol for pair in given for value in pair for symbol in _nested(value)]


def _nested(value: Any) -> list[str]:
    """The symbols inside a value as a plan holds it."""
    if isinstance(value, Call):
        return [value.symbol, *_nested(list(value.arguments.values()))]
    return [symbol for part in value for symbol in _nested(part)] if isinstance(value, list) else []

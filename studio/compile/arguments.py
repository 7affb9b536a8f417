"""What the calls of a program are given: values of layers and modules that differ from the defaults, and those that follow parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from studio.blocks.block import Block
from studio.compile.planner import plain
from studio.compile.spelling import Verbatim, value
from studio.forms.keras_form import worded
from studio.graph.module import Instance


class Given(NamedTuple):
    """What a parameter is at a call: in the first repetition, and in the others."""

    first: Any
    others: Any


def of_block(block: Block, bound: Mapping[str, Verbatim]) -> dict[str, Any]:
    """The arguments of a layer, in order; those that follow parameters are always said."""
    following = {block.renamed.get(name, name): text for name, text in bound.items() if name not in block.at_call}
    own = {name: plain(given) for name, given in block.arguments().items()} | following
    fields = (block.renamed.get(field.name, field.name) for field in block.form())
    order = dict.fromkeys([*fields, *own])  # some layers are one of Keras's with an argument of its own
    return {name: own[name] for name in order if name in own}


def at_call(block: Block, bound: Mapping[str, Verbatim]) -> dict[str, Any]:
    """The arguments of the call of a layer; those that follow parameters are always said."""
    own = {name: plain(given) for name, given in block.said_at_call().items()}
    return own | {name: text for name, text in bound.items() if name in block.at_call and name not in block.wired}


def said(value: Any) -> Any:
    """A parameter's value as a plan would hold it, with Keras's word where there is one."""
    return plain(worded(value))


def of_instance(instance: Instance, bound: Mapping[str, Verbatim]) -> dict[str, Given]:
    """The parameters that a call of a module's function must say, by name."""
    found: dict[str, Given] = {}
    for parameter in instance.module.parameters:
        others = bound.get(parameter.name, said(instance.values.get(parameter.name, parameter.value)))
        first = said(instance.first[parameter.name]) if instance.repeat > 1 and parameter.name in instance.first else others
        if not first == others == said(parameter.value):
            found[parameter.name] = Given(first, others)
    return found


def spelled(given: Given, loop: str) -> str:
    """A value, or the choice between two in a loop: `2 if i == 1 else 1`."""
    if given.first == given.others:
        return value("", given.others)
    if (given.first, given.others) in ((True, False), (False, True)) and isinstance(given.first, bool):
        return f"{loop} == 1" if given.first else f"{loop} > 1"
    return f"{value('', given.first)} if {loop} == 1 else {value('', given.others)}"


def called(name: str, *, inside: bool = False, loop: str = "") -> str:
    """The argument `name` of a layer or function.

    Args:
        name: What it is called where it is drawn.
        inside: Whether that is inside a module, whose own name comes before.
        loop: The variable that counts the repetitions; empty without a loop.
    """
    text = f"{'{name}_' if inside else ''}{re.sub('[^A-Za-z0-9_]', '_', name)}{f'_{{{loop}}}' if loop else ''}"
    return f'name={"f" if inside or loop else ""}"{text}"'

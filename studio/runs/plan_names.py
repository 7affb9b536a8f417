"""Names in the network that a run tells of: a run may come from anybody, and its names are written into programs as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studio.compile.plan import Call, Plan, Step


def strange_name(plan: Plan) -> str | None:
    """A name that no drawing can have given, such as one that would be code in a program; None where all are as they should be."""
    for step in plan.steps:
        for name in _names(step):
            if not all(part.isidentifier() for part in name.split(".")):
                return name
    known = {value for step in plan.steps for value in step.gives}
    taken = [value for step in plan.steps for value in step.inputs]
    return next((value for value in (*taken, plan.logits, plan.output, *(head.logits for head in plan.heads)) if value not in known), None)


def _names(step: Step) -> Iterator[str]:
    """The names of a step, and those in its arguments; a name with dots is that of a class."""
    yield step.name.replace(".", " ")
    yield step.symbol
    yield from filter(None, (step.calling, *step.outputs))
    yield from (name for given in (step.arguments, step.at_call) for name in _names_in(given))


def _names_in(value: Any) -> Iterator[str]:
    match value:
        case Call(symbol=symbol, arguments=arguments):
            yield symbol
            yield from _names_in(arguments)
        case dict():
            for name, part in value.items():
                yield name.replace(".", " ")
                yield from _names_in(part)
        case list():
            for part in value:
                yield from _names_in(part)

"""What one line of a program makes: a layer, or a call of a module's function, once or in a loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.compile.body import Key
from studio.compile.plan import arranged
from studio.compile.spelling import call


@dataclass(frozen=True)
class Part:
    """A statement, before its variables are known.

    Attributes:
        id: Of the node that it comes from; empty where the plan adds it.
        makes: What is called: `layers.Conv2D`, `residual`.
        arguments: As they are written, the name last.
        takes: The values that it is called on.
        gives: The values that it gives.
        wishes: What variables of theirs could be called.
        layer: Whether its inputs are given to what the call makes, and not to the call itself.
        loop: The head of the loop that it stands in: `for i in range(1, 4):`.
        calling: How the layer takes several inputs: see `studio.compile.plan.Step`.
        at_call: Keyword arguments of the call on them, as they are written.
        condition: Of the `if` that it stands in; without it, what it takes first is what it gives.
    """

    id: str
    makes: str
    arguments: tuple[str, ...]
    takes: tuple[Key, ...]
    gives: tuple[Key, ...]
    wishes: tuple[str, ...]
    layer: bool = True
    loop: str = ""
    condition: str = ""
    calling: str = ""
    at_call: tuple[str, ...] = ()


def statement(part: Part, variables: Mapping[Key, str], target: str, indent: int = 4) -> list[str]:
    """The lines of a part; its condition is not among them.

    Args:
        part: What to write.
        variables: Of the values that it takes.
        target: What its values are kept in: `x`, `x, skip`; or `return`.
        indent: How deep it stands, in letters.
    """
    taken = [variables[key] for key in part.takes]
    if not part.loop:
        return _call(part, taken, target, indent)
    before = [*kept(target, taken[0]), part.loop]
    return [*(" " * indent + line for line in before), *_call(part, [target], target, indent + 4)]


def kept(target: str, value: str) -> list[str]:
    """The line that keeps a value in each variable of a target that does not hold it already; none where all do."""
    others = [name for name in target.split(", ") if name not in (value, "_")]
    return [f"{', '.join(others)} = {', '.join([value] * len(others))}"] if others else []


def _call(part: Part, taken: Sequence[str], target: str, indent: int) -> list[str]:
    head = f"{target} {part.makes}" if target == "return" else f"{target} = {part.makes}"
    if not part.layer:
        return call(head, [*taken, *part.arguments], "", indent)
    placed, named = arranged(part.calling, taken)
    on = [value if isinstance(value, str) else _listed(value) for value in placed]
    on += [f"{name}={_listed(values)}" for name, values in named.items()]
    return call(head, part.arguments, f"({', '.join([*on, *part.at_call])})", indent)


def _listed(values: Sequence[str]) -> str:
    return f"[{', '.join(values)}]"

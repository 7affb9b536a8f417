"""What sections that are wired alike differ in: the parameters of their module."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import Struct

from studio.blocks.block import Block
from studio.compile.reading.naming import identifier
from studio.compile.reading.repeats.sections import Section
from studio.graph.model import Parameter
from studio.graph.module import Instance, Placed

MOST = 10
"""Parameters that a module may have; sections that differ in more are told apart."""

_PLAIN = (bool, int, float, str)
Place = tuple[str, str]
"""Inner name and field."""


class Family(Struct, frozen=True):
    """Sections that can be instances of one module.

    Attributes:
        sections: In the data's way.
        parameters: What they differ in; the default is what most of them have.
        bindings: Which inner values follow, by inner name and field, with the expression.
    """

    sections: tuple[Section, ...]
    parameters: tuple[Parameter, ...]
    bindings: Mapping[Place, str]

    def values(self, section: Section) -> dict[str, Any]:
        """The values that a section has otherwise than by default, by parameter."""
        defaults = {each.name: each.value for each in self.parameters}
        return {name: value for name, value in self.chosen(section).items() if value != defaults[name]}

    def chosen(self, section: Section) -> dict[str, Any]:
        """The values that a section has, by parameter."""
        first = {name: place for place, name in reversed(list(self.bindings.items()))}
        return {each.name: section.values[first[each.name]] for each in self.parameters}


def families(sections: Iterable[Section]) -> list[Family]:
    """Sections that are wired alike as families of two and more.

    Those that differ in what no parameter holds, or in too much, are told apart by that.
    """
    found = []
    for wired in _grouped(sections, lambda each: each.form):
        fixed = [place for place in wired[0].values if not _can_vary([each.values[place] for each in wired])]
        for alike in _grouped(wired, partial(_said, fixed)):
            made = _family(alike)
            found += [made] if made else [_equal(equal) for equal in _grouped(alike, lambda each: repr(each.blocks))]
    return found


def _said(places: Sequence[Place], section: Section) -> str:
    return repr([section.values[place] for place in places])


def _grouped(sections: Iterable[Section], key: Callable[[Section], Hashable]) -> list[list[Section]]:
    groups: dict[Hashable, list[Section]] = {}
    for each in sections:
        groups.setdefault(key(each), []).append(each)
    return [group for group in groups.values() if len(group) > 1]


def _equal(sections: Sequence[Section]) -> Family:
    return Family(tuple(sections), (), {})


def _family(sections: Sequence[Section]) -> Family | None:
    """The family; None where its module would have too many parameters."""
    varying: dict[tuple[Any, ...], list[Place]] = {}
    for place in sections[0].values:
        values = tuple(each.values[place] for each in sections)
        if any(value != values[0] for value in values):
            varying.setdefault(values, []).append(place)
    names: dict[tuple[Any, ...], str] = {}
    bindings: dict[Place, str] = {}
    for values, places in sorted(varying.items(), key=lambda each: _size(each[0])):
        expression = _multiple(values, names) or names.setdefault(values, _name(places, sections[0], set(names.values())))
        bindings |= dict.fromkeys(places, expression)
    parameters = [_parameter(names[values], values, varying[values][0], sections[0]) for values in varying if values in names]
    return Family(tuple(sections), tuple(parameters), bindings) if len(parameters) <= MOST else None


def _can_vary(values: Sequence[Any]) -> bool:
    """Whether they are equal, or a parameter can hold them: numbers, words and tuples of numbers, all of one kind."""
    if all(value == values[0] for value in values):
        return True
    kinds = {tuple(map(type, value)) if isinstance(value, tuple) else type(value) for value in values}
    return len(kinds) == 1 and all(kind in _PLAIN for kind in _flat(kinds.pop()))


def _flat(kind: Any) -> tuple[Any, ...]:
    return kind if isinstance(kind, tuple) else (kind,)


def _size(values: Sequence[Any]) -> tuple[int, float]:
    """Whole numbers first, the smallest before their multiples."""
    whole = all(type(value) is int for value in values)
    return (0, values[0]) if whole else (1, 0)


def _multiple(values: Sequence[Any], names: Mapping[tuple[Any, ...], str]) -> str:
    """`filters * 4` where they are so many times those of a parameter; empty where they are of none."""
    for known, name in names.items():
        if all(type(value) is int and type(base) is int and base > 0 for value, base in zip(values, known, strict=True)):
            factor, rest = divmod(values[0], known[0])
            if factor > 1 and not rest and all(value == factor * base for value, base in zip(values, known, strict=True)):
                return f"{name} * {factor}"
    return ""


def _name(places: Sequence[Place], section: Section, taken: set[str]) -> str:
    """The field's own name, with that of the node where two would be called so."""
    inner, field = places[0]
    label = identifier(f"{section.labels[inner]}_{field}")
    return next(name for name in (field, label, *(f"{label}_{number}" for number in range(2, 100))) if name not in taken)


def _parameter(name: str, values: Sequence[Any], place: Place, section: Section) -> Parameter:
    usual = Counter(values).most_common(1)[0][0]
    return Parameter(name, usual, _like(section.blocks[place[0]], place[1]))


def _like(block: Placed, field: str) -> str:
    if isinstance(block, Instance):
        return next(parameter.like for parameter in block.module.parameters if parameter.name == field)
    return f"{type(block).__name__}.{field}" if isinstance(block, Block) else ""

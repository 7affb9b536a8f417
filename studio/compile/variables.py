"""Variables of a program: `x` down a chain, a name of its own where a value must be remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from keyword import iskeyword

from studio.compile.body import Key
from studio.compile.part import Part

HARD_TO_READ = frozenset({"l", "I", "O"})


def own_name(name: str, taken: Collection[str]) -> str:
    """The name, with as many `_` behind it as make it unlike all taken ones."""
    while name in taken or iskeyword(name):
        name += "_"
    return name


def variables(parts: Sequence[Part], ends: Iterable[Key], fixed: Mapping[Key, str], taken: Collection[str]) -> dict[Key, str]:
    """The variable of each value that is used.

    Args:
        parts: In their order.
        ends: The values that are used after the last of them.
        fixed: Variables that are given already.
        taken: Names that no variable may have.
    """
    takers = _takers(parts, ends)
    found = dict(fixed)
    for place, part in enumerate(parts):
        for key, wish in zip(part.gives, part.wishes, strict=True):
            if key in takers and key not in found:
                chained = takers[key] == {place + 1} and "x" not in [found.get(other) for other in part.gives]
                found[key] = "x" if chained else own_name(wish, {*taken, *found.values()})
    return found


def _takers(parts: Sequence[Part], ends: Iterable[Key]) -> dict[Key, set[int]]:
    """The places where each value is used."""
    takers: dict[Key, set[int]] = {key: {len(parts)} for key in ends}
    for place, part in enumerate(parts):
        for key in part.takes:
            takers.setdefault(key, set()).add(place)
    return takers


def targets(part: Part, found: Mapping[Key, str], known: Collection[Key] = ()) -> str:
    """What the values of a part are kept in: `x, skip`; `_` for those that are not used, or known from before."""
    news = (key not in known and key not in part.gives[:place] for place, key in enumerate(part.gives))
    return ", ".join(found.get(key, "_") if new else "_" for key, new in zip(part.gives, news, strict=True))

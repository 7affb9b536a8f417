"""What a person is told of a model that was opened: a sentence for all that is alike."""

from __future__ import annotations

from dataclasses import dataclass, field

_SHOWN = 3


@dataclass
class Remarks:
    """Gathers remarks in the order in which the first of each kind comes."""

    _names: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def note(self, name: str, one: str, several: str = "") -> None:
        """Notes something of a layer.

        Args:
            name: Of the layer.
            one: A sentence with {} for its name.
            several: The same sentence for several layers; without one each has its own.
        """
        names = self._names.setdefault((one, several) if several else (one.replace("{}", name, 1), ""), [])
        if name not in names:
            names.append(name)

    def sentences(self) -> tuple[str, ...]:
        """All remarks, whole."""
        return tuple(_sentence(one, several, names) for (one, several), names in self._names.items())


def _sentence(one: str, several: str, names: list[str]) -> str:
    return (several or one).replace("{}", _listed(names), 1) if len(names) > 1 else one.replace("{}", names[0], 1)


def _listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b, c and 12 more`."""
    shown = names if len(names) <= _SHOWN + 1 else [*names[:_SHOWN], f"{len(names) - _SHOWN} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)

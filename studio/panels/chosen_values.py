"""The values of a module in its place, to be shown and replaced as those of a form are."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from studio.forms import FormError
from studio.graph.module import Instance
from studio.graph.modules.inside import ContentError, content
from studio.graph.modules.parameter_fields import checked


class ChosenValues(Struct, frozen=True):
    """The parameters of one instance as attributes.

    Attributes:
        instance: Whose.
    """

    instance: Instance

    def __getattr__(self, name: str) -> Any:
        """The value of a parameter."""
        try:
            return self.instance.chosen(1)[name]
        except KeyError:
            raise AttributeError(name) from None

    def replace(self, **changes: Any) -> ChosenValues:
        """The same instance with other values; defaults are not written.

        Raises:
            FormError: A parameter refuses its value, or a node inside refuses what follows from it.
        """
        instance = self.instance
        for name, value in changes.items():
            instance = with_value(instance, name, value)
        if faults := new_faults(self.instance, instance):
            raise FormError(faults)
        return ChosenValues(instance)


def with_value(instance: Instance, name: str, value: Any) -> Instance:
    """The instance with one value; a default is not written.

    Raises:
        FormError: The parameter refuses it.
    """
    parameter = next(each for each in instance.module.parameters if each.name == name)
    kept, faults = checked(parameter, value)
    if faults:
        raise FormError(faults)
    others = {key: other for key, other in instance.values.items() if key != name}
    return replace(instance, values=others if kept == parameter.value else {**others, name: kept})


def new_faults(old: Instance, new: Instance) -> tuple[str, ...]:
    """What nodes inside refuse of the new values that they did not refuse of the old ones."""
    known = _faults(old)
    return tuple(fault for fault in _faults(new) if fault not in known)


def _faults(instance: Instance) -> tuple[str, ...]:
    """What nodes inside refuse, in the first repetition and in the others."""
    found: list[str] = []
    for repetition in range(min(instance.repeat, 2)):
        try:
            content(instance, repetition)
        except ContentError as error:
            found += error.faults
    return tuple(dict.fromkeys(found))

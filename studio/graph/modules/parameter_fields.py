"""Parameters of modules as fields: with the editor, limits and unit of the field that each is like."""

from __future__ import annotations

import math
from typing import Any

from studio.blocks.catalogue import CATALOGUE
from studio.forms import Field, Form, FormError
from studio.forms.fields import Editor
from studio.forms.words import shown
from studio.graph.module import Parameter

_KINDS: dict[type, tuple[Editor, str]] = {
    bool: ("flag", "True or False"),
    int: ("whole", "a whole number"),
    float: ("number", "a number"),
    str: ("text", "text"),
    tuple: ("pair", "two numbers"),
}
"""What a parameter that is like no field is edited with and must be, by the kind of its default."""


def field_of(parameter: Parameter) -> Field:
    """How a parameter is shown and edited."""
    kind, name = _like(parameter)
    model = next((field for field in kind.form() if field.name == name), None) if kind else None
    words = parameter.help or (model.help if model else "")
    label = parameter.name.replace("_", " ").capitalize()
    if model is not None:
        return model._replace(name=parameter.name, label=label, default=parameter.value, help=words, more=False, required=False)
    return plain_field(parameter.name, label, _KINDS.get(type(parameter.value), _KINDS[str])[0], parameter.value, words)


def definition_of(parameter: Parameter) -> Field:
    """How a parameter is edited where it is defined: there a whole number that is like no field may become any number."""
    field = field_of(parameter)
    return field._replace(editor="number") if _whole(parameter) else field


def defined(parameter: Parameter, value: Any) -> tuple[Any, tuple[str, ...]]:
    """As `checked`, where a parameter is defined."""
    if not _whole(parameter) or type(value) is not float or not math.isfinite(value):
        return checked(parameter, value)
    return int(value) if value.is_integer() else value, ()


def plain_field(name: str, label: str, editor: Editor, default: Any, words: str, lowest: float | None = None) -> Field:
    """A field of its own, without choices, unit or search range."""
    return Field(name, label, editor, (), False, lowest, None, 1, "", None, False, default, words, False)


def checked(parameter: Parameter, value: Any) -> tuple[Any, tuple[str, ...]]:
    """A value as the parameter keeps it, and why it cannot be taken; nothing where it can.

    Args:
        parameter: Of a module.
        value: As an editor sent it.
    """
    kind, name = _like(parameter)
    if kind is None:
        return _plain(parameter, value)
    try:
        return getattr(kind().replace(**{name: value}), name), ()
    except FormError as error:
        return value, tuple(fault.replace(f"{kind.__name__}: {name} ", f"{parameter.name} ", 1) for fault in error.faults)


def _whole(parameter: Parameter) -> bool:
    """Whether it is a whole number by its value alone."""
    return type(parameter.value) is int and _like(parameter)[0] is None


def _like(parameter: Parameter) -> tuple[type[Form] | None, str]:
    """The class and field that a parameter is like; None where there is none such."""
    kind, _, name = parameter.like.partition(".")
    found = CATALOGUE.get(kind)
    return (found, name) if found and any(field.name == name for field in found.form()) else (None, "")


def _plain(parameter: Parameter, value: Any) -> tuple[Any, tuple[str, ...]]:
    kind = type(parameter.value)
    if kind is float and type(value) is int:
        return float(value), ()
    words = _KINDS.get(kind, _KINDS[str])[1]
    return value, () if type(value) is kind and _usable(value) else (f"{parameter.name} must be {words}. Received: {shown(value)}.",)


def _usable(value: Any) -> bool:
    """Whether it holds numbers that a file can hold, where it should hold numbers."""
    parts = value if isinstance(value, tuple) else (value,) if isinstance(value, float) else ()
    return all(isinstance(part, int | float) and math.isfinite(part) for part in parts)

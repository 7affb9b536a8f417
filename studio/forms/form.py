"""A value the user may edit: a frozen record, checked when made as well as when read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from inspect import get_annotations
from typing import Any, Self, TypeVar, dataclass_transform, get_args

import msgspec
from msgspec import Struct, StructMeta, ValidationError, structs

from studio.forms.fields import Field, fields_of, forms_of
from studio.forms.words import accepted, shown

M = TypeVar("M", bound="FormMeta")


class FormError(ValueError):
    """Values that a form refuses.

    Attributes:
        faults: One whole sentence a fault.
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class FormMeta(StructMeta):
    """Makes every form frozen, keyword-only and tagged; Structs do not inherit `kw_only`."""

    def __new__(mcls: type[M], name: str, bases: tuple[type, ...], namespace: dict[str, Any], /, **options: Any) -> M:
        """Adds the house options to those of the class statement."""
        house: dict[str, Any] = {"frozen": True, "kw_only": True, "tag": True, "tag_field": "kind", "forbid_unknown_fields": True}
        return super().__new__(mcls, name, bases, namespace, **(house | options))


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(msgspec.field,))
class Form(Struct, metaclass=FormMeta, frozen=True, kw_only=True):
    """Base of blocks, optimizers, losses, data sources and preferences.

    The annotation of a field states its limits (see `studio.forms.kinds`); its line in the class docstring is its help.

    Raises:
        FormError: A value is outside its limits; all faults at once.
    """

    def __post_init__(self) -> None:
        names, whole, _ = _types(type(self))
        given = tuple(getattr(self, name) for name in names)
        try:
            kept = structs.astuple(msgspec.convert(given, whole))  # one call for all fields
        except ValidationError:
            raise FormError(_faults(type(self), dict(zip(names, given, strict=True)))) from None
        for name, old, new in zip(names, given, kept, strict=True):
            if new is not old:  # lists became tuples, whole numbers floats, dicts nested forms
                structs.force_setattr(self, name, new)

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Makes the form from loose values, as they come from a file or a panel.

        Raises:
            FormError: A name is unknown, missing or its value refused; all faults at once.
        """
        if values.keys() <= set(cls.__struct_fields__) and _needed(cls) <= values.keys():
            return cls(**values)
        raise FormError(_misread(cls, values))

    @classmethod
    def form(cls) -> tuple[Field, ...]:
        """The fields in order, for a property panel."""
        return _form(cls)

    @classmethod
    def summary(cls) -> str:
        """The first line of the docstring: what the form is, in one sentence."""
        return (cls.__doc__ or "").strip().partition("\n\n")[0].replace("\n", " ")

    def values(self) -> dict[str, Any]:
        """The values that differ from the defaults."""
        return {f.name: value for f in self.form() if (value := getattr(self, f.name)) != f.default}

    def replace(self, **changes: Any) -> Self:
        """The same form with other values, checked.

        Raises:
            FormError: A name is unknown or a value refused.
        """
        unknown = changes.keys() - set(self.__struct_fields__)
        if unknown:
            raise FormError(f"{type(self).__name__} has no {name}." for name in sorted(unknown))
        return structs.replace(self, **changes)


@cache
def _types(cls: type[Form]) -> tuple[tuple[str, ...], Any, dict[str, Any]]:
    """Names, a twin record to convert into, and the annotations; a Struct is analysed once, a tuple type at every call."""
    hints = {name: hint for base in reversed(cls.__mro__) for name, hint in _annotations(base).items()}
    names = cls.__struct_fields__
    hinted = {name: hints[name] for name in names}
    return names, msgspec.defstruct(cls.__name__, list(hinted.items()), array_like=True), hinted


@cache
def _annotations(cls: type) -> dict[str, Any]:
    """The annotations of a class without those of its bases, which it shares with many others."""
    return get_annotations(cls, eval_str=True)


@cache
def nested(cls: type[Form]) -> dict[str, tuple[type[Form], ...]]:
    """By field: the forms that its value may be."""
    found = ((name, forms_of(hint, Form)) for name, hint in _types(cls)[2].items())
    return {name: forms for name, forms in found if forms}


@cache
def _needed(cls: type[Form]) -> frozenset[str]:
    """The fields without a default; of the first ones msgspec may keep none at all."""
    usual = dict(zip(reversed(cls.__struct_fields__), reversed(cls.__struct_defaults__), strict=False))
    return frozenset(name for name in cls.__struct_fields__ if usual.get(name, msgspec.NODEFAULT) is msgspec.NODEFAULT)


@cache
def _form(cls: type[Form]) -> tuple[Field, ...]:
    return fields_of(cls, _types(cls)[2], nested=Form)


def _misread(cls: type[Form], values: Mapping[str, Any]) -> list[str]:
    """What is wrong with values of which a name is unknown or missing."""
    known = {field.name: field for field in cls.form()}
    faults = [f"{cls.__name__} has no {name}. Known: {', '.join(known)}." for name in values if name not in known]
    faults += [f"{cls.__name__} needs {f.name}: {f.help}" for f in known.values() if f.required and f.name not in values]
    return faults + _faults(cls, {name: value for name, value in values.items() if name in known})


def _faults(cls: type[Form], values: Mapping[str, Any]) -> list[str]:
    hints = _types(cls)[2]
    return [text for name, value in values.items() for text in _fault(cls, name, value, hints[name])]


def _fault(cls: type[Form], name: str, value: Any, hint: Any) -> list[str]:
    try:
        msgspec.convert(value, hint)
    except ValidationError:
        inner = _nested_faults(hint, value)
        if inner:
            return [f"{name}: {fault}" for fault in inner]
        return [f"{cls.__name__}: {name} must be {accepted(hint)}. Received: {shown(value)}."]
    except FormError as error:
        return [f"{name}: {fault}" for fault in error.faults]
    return []


def _nested_faults(hint: Any, value: Any) -> tuple[str, ...]:
    """What the nested form named by the value's `kind` refuses, where there is one."""
    parts = {part.__name__: part for part in (hint, *get_args(hint)) if isinstance(part, FormMeta)}
    nested: Any = parts.get(str(value.get("kind"))) if isinstance(value, Mapping) else None
    if nested is None:
        return ()
    try:
        nested.read({name: part for name, part in value.items() if name != "kind"})
    except FormError as error:
        return error.faults
    return ()

"""What a property panel must know of one field of a form."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from msgspec import inspect

Editor = Literal["whole", "number", "flag", "choice", "text", "pair", "shape", "form", "forms", "path", "code"]


class Field(NamedTuple):
    """One field of a form.

    Attributes:
        name: The attribute, which is Keras's argument name where there is one.
        label: The name for people, in sentence case.
        editor: Which kind of editor shows it; `shape` is a tuple of any length, `pair` one of two.
        choices: The values to choose from (`choice`), or the nested form classes (`form`; `forms` where there are several in a row).
        optional: Whether None is a value.
        lowest: Smallest number (of an element for pairs and shapes), or the one it must lie above; None where there is none. Of `forms`,
            how few there may be.
        highest: Largest number, or the one it must lie below. Of `forms`, how many there may be.
        step: What one notch of a spin box adds.
        unit: What the number counts: px, maps, units … or nothing.
        search: Range that a hyper-parameter search starts from, or None.
        required: Whether there is no default.
        default: The default value, `msgspec.NODEFAULT` where there is none.
        help: The field's line in the class docstring.
        more: Whether it is folded away until asked for (listed under `More:` in the docstring).
    """

    name: str
    label: str
    editor: Editor
    choices: tuple[Any, ...]
    optional: bool
    lowest: float | None
    highest: float | None
    step: float
    unit: str
    search: tuple[float, float] | None
    required: bool
    default: Any
    help: str
    more: bool


def fields_of(cls: type, hints: dict[str, Any], nested: type) -> tuple[Field, ...]:
    """The fields of a form class, in order; `nested` is the base class of forms within forms."""
    helps, folded_helps = _told(cls, nested)
    info: Any = inspect.type_info(cls)
    return tuple(_field(f, hints[f.name], helps | folded_helps, f.name in folded_helps, nested) for f in info.fields)


def _told(cls: type, nested: type) -> tuple[dict[str, str], dict[str, str]]:
    """What the docstrings of a class, and of the forms that it takes its fields from, tell of the fields; those after `More:` last."""
    shown, folded = dict[str, str](), dict[str, str]()
    for base in reversed([base for base in cls.__mro__ if issubclass(base, nested)]):
        first, _, rest = cleandoc(base.__doc__ or "").partition("\nMore:\n")
        shown |= _helps(first)
        folded |= _helps(rest)
    return shown, folded


def _helps(text: str) -> dict[str, str]:
    """The lines `name: help` of a docstring; a help may run on in deeper lines."""
    found = re.findall(r"^( *)(\w+): (\S.*(?:\n\1 +\S.*)*)$", text, re.MULTILINE)
    return {name: re.sub(r"\s+", " ", words) for _, name, words in found}


def _field(field: Any, hint: Any, helps: dict[str, str], more: bool, nested: type) -> Field:
    kinds, extra = _parts(field.type)
    row = _row(hint)
    forms = forms_of(row or hint, nested)
    options = choices(hint)
    number = _number(kinds)
    return Field(
        name=field.name,
        label=extra.get("label", field.name.replace("_", " ").capitalize()),
        editor="forms" if forms and row else _editor(kinds, forms, options, extra),
        choices=forms or options,
        optional=any(isinstance(kind, inspect.NoneType) for kind in kinds),
        lowest=kinds[0].min_length if forms and row else _limit(number, "ge", "gt"),
        highest=kinds[0].max_length if forms and row else _limit(number, "le", "lt"),
        step=extra.get("step", 1),
        unit=extra.get("unit", ""),
        search=extra.get("search"),
        required=field.required,
        default=field.default,
        help=helps.get(field.name, ""),
        more=more,
    )


def forms_of(hint: Any, nested: type) -> tuple[Any, ...]:
    """The forms among the members of an annotation; those in a row do not count."""
    members = () if get_origin(hint) is tuple else get_args(hint)
    return tuple(part for part in (hint, *members) if isinstance(part, type) and issubclass(part, nested))


def _row(hint: Any) -> Any:
    """What stands in a row of any length; None where the annotation is of no row."""
    bare = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    return get_args(bare)[0] if get_origin(bare) is tuple else None


def _parts(kind: Any) -> tuple[list[Any], dict[str, Any]]:
    """The members of a union without their wrappers, and what `Meta(extra=…)` says of any of them."""
    if isinstance(kind, inspect.Metadata):
        kinds, extra = _parts(kind.type)
        return kinds, extra | (kind.extra or {})
    if isinstance(kind, inspect.UnionType):
        found = [_parts(part) for part in kind.types]
        merged: dict[str, Any] = {}
        for _, extra in found:
            merged |= extra
        return [part for kinds, _ in found for part in kinds], merged
    if isinstance(kind, inspect.VarTupleType):
        return [kind], _parts(kind.item_type)[1]
    return [kind], {}


def _editor(kinds: list[Any], forms: tuple[Any, ...], options: tuple[Any, ...], extra: dict[str, Any]) -> Editor:
    if forms:
        return "form"
    if options:
        return "choice"
    for kind in kinds:
        match kind:
            case inspect.BoolType():
                return "flag"
            case inspect.IntType():
                return "whole"
            case inspect.FloatType():
                return "number"
            case inspect.VarTupleType():
                return "pair" if kind.max_length == 2 else "shape"
            case _:
                continue
    return "code" if extra.get("code") else "path" if extra.get("path") else "text"


def _number(kinds: list[Any]) -> Any:
    """The numeric type among the members, looking into tuples."""
    for kind in kinds:
        if isinstance(kind, inspect.IntType | inspect.FloatType):
            return kind
        if isinstance(kind, inspect.VarTupleType):
            return _number(_parts(kind.item_type)[0])
    return None


def _limit(number: Any, included: str, excluded: str) -> float | None:
    limit = getattr(number, included, None)
    return getattr(number, excluded, None) if limit is None else limit


def choices(hint: Any) -> tuple[Any, ...]:
    """Literal values in written order; `msgspec.inspect` sorts them."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return tuple(value for part in get_args(hint) for value in choices(part))

"""Values typed behind a name, such as `6 5x5 same s2`: each word goes to the field that it suits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from studio.forms import Field

_NUMBER = r"[-+]?(?:[0-9]{1,12}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})(?:e[-+]?[0-9]{1,3})?"
_WINDOW = r"[0-9]{1,12}(?:[x×*][0-9]{1,12})+"
_NUMERIC = ("whole", "number", "pair", "shape")
_SHORTEST = 2  # letters of a word that is not written out
_YES, _NO = ("true", "yes", "on"), ("false", "no", "off")
_NAMED = {"x": "repeat"}


class Values(NamedTuple):
    """What typed words say.

    Attributes:
        taken: Values by the name of their field; they may still be refused by the form.
        left: Words that suit no field.
    """

    taken: Mapping[str, Any]
    left: tuple[str, ...]


def read_values(words: Sequence[str], fields: Sequence[Field]) -> Values:
    """Gives each word to a field.

    Numbers fill the numeric fields in order, `5x5` the first window, `s2` and `/2` the strides, a word the choice that it names, and
    `name=value` any field.
    """
    taken: dict[str, Any] = {}
    left = []
    for word in _parted(words):
        found = _given(word, fields, taken)
        if found is None:
            left.append(word)
        else:
            taken[found[0]] = found[1]
    return Values(taken, tuple(left))


def _parted(words: Sequence[str]) -> Iterator[str]:
    """The words, `3x3/2` as the window and its strides."""
    for word in words:
        size, slash, step = word.partition("/")
        if not slash or "=" in word or not step:
            yield word
            continue
        if size:
            yield size
        yield f"strides={step}"


def _given(word: str, fields: Sequence[Field], taken: Mapping[str, Any]) -> tuple[str, Any] | None:
    """Name of the field that takes a word, and its value there; None where none does."""
    name, equals, text = word.partition("=")
    if equals:
        field = _called(name, fields)
        return (field.name, _value(field, text)) if field else None
    free = [field for field in fields if field.name not in taken]
    return _choice(word, free) or _number(word, fields, taken) or _window(word, free) or _abbreviated(word, free) or _flag(word, free)


def _choice(word: str, fields: Sequence[Field]) -> tuple[str, Any] | None:
    """A choice that is written out, in any field; else the first that begins so, in a field that is not folded away."""
    wanted = _plain(word)
    options = [(field, value) for field in fields if field.editor == "choice" for value in field.choices]
    for field, value in options:
        if _plain(str(value)) == wanted:
            return field.name, value
    for field in fields:
        if field.editor == "form" and (form := _form(field, word)):
            return field.name, form
    if len(wanted) < _SHORTEST:
        return None
    begun = ((field.name, value) for field, value in options if not field.more and _plain(str(value)).startswith(wanted))
    return next(begun, None)


def _number(word: str, fields: Sequence[Field], taken: Mapping[str, Any]) -> tuple[str, Any] | None:
    """The next numeric field; a shape takes numbers as long as they come."""
    if not re.fullmatch(_NUMBER, word):
        return None
    for field in fields:
        if field.more or field.editor not in _NUMERIC:
            continue
        if field.editor == "shape":
            return field.name, (*(taken.get(field.name) or ()), _amount(word))
        if field.name not in taken:
            return field.name, _value(field, word)
    return None


def _window(word: str, fields: Sequence[Field]) -> tuple[str, Any] | None:
    if not re.fullmatch(_WINDOW, word):
        return None
    field = next((field for field in fields if field.editor in ("pair", "shape") and not field.more), None)
    return (field.name, _sides(word)) if field else None


def _abbreviated(word: str, fields: Sequence[Field]) -> tuple[str, Any] | None:
    """`s2`, `k5x5`, `x3`: the beginning of a numeric field's name and its value."""
    found = re.fullmatch(rf"([a-z_]+)({_WINDOW}|{_NUMBER})", word.lower())
    if found is None:
        return None
    start = _NAMED.get(found[1], found[1])
    field = next((field for field in fields if field.editor in _NUMERIC and field.name.startswith(start)), None)
    return (field.name, _value(field, found[2])) if field else None


def _flag(word: str, fields: Sequence[Field]) -> tuple[str, Any] | None:
    """`keepdims`, `bias`, `nobias`."""
    for field in fields:
        if field.editor == "flag":
            name = _plain(field.name)
            names = {name, name.removeprefix("use")}
            if _plain(word) in names:
                return field.name, True
            if _plain(word).removeprefix("no") in names:
                return field.name, False
    return None


def _called(name: str, fields: Sequence[Field]) -> Field | None:
    """The field with a name, else the first whose name begins so."""
    whole = next((field for field in fields if _plain(field.name) == _plain(name)), None)
    return whole or next((field for field in fields if name and _plain(field.name).startswith(_plain(name))), None)


def _value(field: Field, text: str) -> Any:
    """A text as the kind of value that a field holds; where it is none, the text, for the form to refuse."""
    if field.optional and text.lower() == "none":
        return None
    if field.editor in _NUMERIC:
        return _numeric(field, text)
    if field.editor == "flag":
        return text.lower() in _YES if text.lower() in (*_YES, *_NO) else text
    if field.editor == "choice":
        return next((value for value in field.choices if _plain(str(value)) == _plain(text)), text)
    if field.editor == "form":
        return _form(field, text) or text
    return text


def _form(field: Field, word: str) -> dict[str, str] | None:
    """The nested form that a word names, with its defaults: `l2`, `he_normal`."""
    return next(({"kind": form.__name__} for form in field.choices if form.__name__.lower() == _plain(word)), None)


def _numeric(field: Field, text: str) -> Any:
    if re.fullmatch(_WINDOW, text):
        return _sides(text) if field.editor in ("pair", "shape") else text
    if not re.fullmatch(_NUMBER, text):
        return text
    amount = _amount(text)
    return {"pair": (amount, amount), "shape": (amount,)}.get(field.editor, amount)


def _amount(text: str) -> int | float:
    return int(text) if re.fullmatch(r"[-+]?[0-9]+", text) else float(text)


def _sides(text: str) -> tuple[int, ...]:
    return tuple(int(side) for side in re.split("[x×*]", text))


def _plain(word: str) -> str:
    return re.sub("[_-]", "", word.lower()) if not re.fullmatch(_NUMBER, word) else word

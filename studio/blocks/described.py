"""Blocks made of descriptions: of Keras's layers that nobody wrote a block for, and of a person's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Meta

from studio.blocks.asked import Asked
from studio.blocks.description import Argument, Description
from studio.forms.form import FormMeta
from studio.forms.kinds import Text

OF_KERAS = Path(__file__).with_name("keras_layers.json")
"""Written by `python -m tests.describe`."""

_WHOLE = 2**31 - 1
_LONGEST = 65536
_NUMBER = r"-?\d+(\.\d*)?([eE][-+]?\d+)?"
_NUMBERS = rf"^\s*({_NUMBER}(\s*,\s*{_NUMBER})*)?\s*$"
Numbers = Annotated[str, Meta(max_length=_LONGEST, pattern=_NUMBERS, extra={"said": "numbers with commas between, such as 0, 0.5, 1"})]
Words = Annotated[str, Meta(max_length=_LONGEST, extra={"said": "words with commas between"})]


class Described(Asked):
    """Base of blocks that are made of a description."""

    several: ClassVar[Mapping[str, str]] = {}  # fields that hold several words or numbers with commas between

    def arguments(self, whole: bool = False) -> dict[str, Any]:
        """The keyword arguments to write; several words or numbers become a list."""
        said = super().arguments(whole)
        return {name: _listed(value, self.several[name]) if name in self.several else value for name, value in said.items()}

    @classmethod
    def of_keras(cls, config: Mapping[str, Any]) -> Mapping[str, Any]:
        """The arguments that Keras tells of a layer, as the fields take them; what follows from others says nothing."""
        told, fields = super().of_keras(config), {field.name for field in cls.form()}
        held = {name: value for name, value in told.items() if name in fields or not _follows(name, value)}
        return {name: _joined(value) if name in cls.several else value for name, value in held.items()}

    def caption(self) -> str:
        """The first value that differs from the usual, or that has to be said."""
        shown = [value for name, value in self.values().items() if not isinstance(value, bool) and name not in self.several]
        shown += [getattr(self, name) for name in self.given if name not in self.several]
        return str(shown[0]) if shown else ""


def block_of(described: Description) -> type[Described]:
    """The block of a description."""
    fields = [each for each in described.arguments if each.name.isidentifier()]
    space: dict[str, Any] = {
        "__module__": __name__,
        "__qualname__": described.name,
        "__doc__": _docstring(described),
        "__annotations__": {each.name: _annotation(each) for each in fields},
        "family": described.family,
        "many_inputs": described.many,
        "calling": "apart" if described.apart else "",
        "given": tuple(each.name for each in fields if each.said),
        "several": {each.name: each.kind for each in fields if each.kind in ("words", "numbers")},
    }
    space |= {each.name: _default(each) for each in fields}
    for name in ("family", "many_inputs", "calling", "given", "several"):
        space["__annotations__"][name] = ClassVar[Any]
    made: Any = FormMeta(described.name, (Described,), space)
    block: type[Described] = made
    return block


def blocks_of(descriptions: bytes) -> Mapping[str, type[Described]]:
    """The blocks of some descriptions, by name; raises MsgspecError where it is something else."""
    return {each.name: block_of(each) for each in msgspec.json.decode(descriptions, type=tuple[Description, ...])}


def of_keras() -> Mapping[str, type[Described]]:
    """The blocks of Keras's layers that are described."""
    return blocks_of(OF_KERAS.read_bytes())


def _follows(name: str, value: Any) -> bool:
    """Whether an argument that is no field has the only value that it can have here."""
    return name == "vocabulary_size" or value in (None, False, _ALONE.get(name, ()))


_ALONE = {"vocabulary_dtype": "int64", "oov_method": "floormod"}


def _docstring(described: Description) -> str:
    shown, rare = ([_row(each) for each in described.arguments if each.more is more] for more in (False, True))
    folded = ["", "    More:", *rare] if rare else []
    formula = ["", f"    Formula: {described.formula}", f"        {described.letters}"] if described.formula else []
    ending = ["", "    Shape:  as Keras says", f"    Source: {described.symbol}", "    "]
    return "\n".join([_line(described.help), "", *shown, *folded, *formula, *ending])


def _row(argument: Argument) -> str:
    return f"    {argument.name}: {_line(argument.help) or 'See its documentation.'}"


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _annotation(argument: Argument) -> Any:
    plain = _plain(argument)
    return plain | None if argument.optional else plain


def _plain(argument: Argument) -> Any:
    match argument.kind:
        case "whole":
            lowest = 0 if isinstance(argument.default, int) and argument.default >= 0 else -_WHOLE
            return Annotated[int, Meta(ge=lowest, le=_WHOLE)]
        case "number":
            return Annotated[float, Meta(ge=-1e12, le=1e12)]
        case "flag":
            return bool
        case "choice":
            return Literal[argument.choices]
        case "words":
            return Words
        case "numbers":
            return Numbers
        case "text":
            return Text


def _default(argument: Argument) -> Any:
    return _joined(argument.default) if argument.kind in ("words", "numbers") else argument.default


def _joined(value: Any) -> Any:
    return ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else value


def _listed(text: Any, kind: str) -> Any:
    if not isinstance(text, str):
        return text
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return [_number(part) for part in parts] if kind == "numbers" else parts


def _number(text: str) -> int | float:
    return int(text) if re.fullmatch(r"-?\d+", text) else float(text)

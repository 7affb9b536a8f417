"""Describes a Keras layer by what Keras itself says of it: its signature and its documentation."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from studio.blocks.description import Argument, Description, Kind

_ITSELF = frozenset(
    {"name", "dtype", "trainable", "autocast", "kwargs", "args", "self", "data_format", "sparse", "ragged", "vocabulary_dtype"}
)
"""Arguments that the studio sets itself; along wires go dense tensors, channels last."""
_LONGEST = 240  # letters of a help


class Hints(NamedTuple):
    """What the documentation of a layer does not say, or not so that a program could read it.

    Attributes:
        starts: What arguments are at first where Keras has no default that works.
        kinds: What arguments take.
        many: Whether it takes several inputs.
        apart: Whether each of them is an argument of its own.
        helps: What is said of arguments where the documentation, shortened, says too little.
        formula: What the layer computes.
        letters: What the letters of the formula mean.
    """

    starts: Mapping[str, Any] = MappingProxyType({})
    kinds: Mapping[str, Kind] = MappingProxyType({})
    many: bool = False
    apart: bool = False
    helps: Mapping[str, str] = MappingProxyType({})
    formula: str = ""
    letters: str = ""


def described(cls: type, symbol: str, family: str = "preprocessing", hints: Hints = Hints()) -> Description:  # noqa: B008  # it is frozen
    """The description of a layer.

    Args:
        cls: Its class.
        symbol: Where it is found.
        family: Where the palette shows it.
        hints: What is known beside.
    """
    parameters = [each for each in inspect.signature(cls).parameters.values() if _is_named(each)]
    helps = _helps(cls)
    found = [_argument(each, helps.get(each.name, ""), hints) for each in parameters]
    return Description(
        name=cls.__name__,
        symbol=symbol,
        help=_summary(cls),
        arguments=tuple(each for each in found if each),
        family=family,
        many=hints.many,
        apart=hints.apart,
        formula=hints.formula,
        letters=hints.letters,
    )


def _is_named(parameter: inspect.Parameter) -> bool:
    return parameter.name not in _ITSELF and parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)


def _argument(parameter: inspect.Parameter, text: str, hints: Hints) -> Argument | None:
    """The argument; None where it takes what no value of a drawing is: a function, an object."""
    name, required, starts = parameter.name, parameter.default is inspect.Parameter.empty, hints.starts
    usual = None if required else parameter.default
    choices = _choices(text) if usual is None or isinstance(usual, str) else ()
    kind = hints.kinds.get(name) or _kind(parameter, starts.get(name, usual), text, choices)
    if kind is None or (required and name not in starts and kind not in _STARTS):
        return None
    default = starts.get(name, _STARTS[kind] if required else usual)
    optional = usual is None and not required and name not in starts
    if kind == "choice" and default is not None and default not in choices:
        choices = (default, *choices)
    said = required or name in starts
    rare = not said and (name in _RARE or "only" in text.lower()[:80])
    return Argument(
        name, kind, default, optional, choices if kind == "choice" else (), hints.helps.get(name) or _shortened(text), said, rare
    )


_STARTS: Mapping[str, Any] = {"whole": 16, "number": 1.0, "flag": False, "text": ""}
"""What a required argument is at first."""
_RARE = frozenset({"invert", "seed", "salt", "epsilon", "encoding", "idf_weights", "mask_value", "periodic", "scaling"})


def _kind(parameter: inspect.Parameter, value: Any, text: str, choices: tuple[str, ...]) -> Kind | None:
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int):
        return "whole"
    if isinstance(value, float):
        return "number"
    if isinstance(value, list | tuple):
        return "words" if any(isinstance(part, str) for part in value) else "numbers"
    if len(choices) > 1:
        return "choice"
    return "text" if isinstance(value, str) else _said(parameter, text.lower())


def _said(parameter: inspect.Parameter, text: str) -> Kind | None:
    """What an argument without a value takes, by its annotation or its documentation."""
    if (annotated := _ANNOTATED.get(getattr(parameter.annotation, "__name__", str(parameter.annotation)))) is not None:
        return annotated
    return next((kind for kind, words in _WORDS if re.search(words, text[:160])), None)


_ANNOTATED: Mapping[str, Kind] = {"int": "whole", "float": "number", "bool": "flag", "str": "text"}
_WORDS: tuple[tuple[Kind, str], ...] = (
    ("numbers", r"(list|tuple|array)[^.]*(boundar|weights|numbers|integers|floats)"),
    ("words", r"(list|tuple|array)[^.]*(string|tokens)"),
    ("whole", r"\b(int|integer|number of|maximum size|length)\b"),
    ("number", r"\b(float|fraction|frequency)\b"),
    ("flag", r"\b(bool|boolean|whether|if true)\b"),
    ("text", r"\b(string|token|path|name)\b"),
)


def _choices(text: str) -> tuple[str, ...]:
    """The words in quotes that a documentation offers: `"int"`, `"one_hot"`."""
    return tuple(dict.fromkeys(re.findall(r"\"([a-z][a-z0-9_-]*)[`\"]", text)))


def _summary(cls: type) -> str:
    return _shortened(inspect.cleandoc(cls.__doc__ or "").partition("\n\n")[0]) or f"{cls.__name__}, which says nothing of itself."


def _helps(cls: type) -> dict[str, str]:
    """What the documentation says of each argument."""
    section = re.search(r"^(Args|Arguments):\n((?:[ \t]+.*\n?|\n)*)", inspect.cleandoc(cls.__doc__ or ""), re.MULTILINE)
    if section is None:
        return {}
    body = inspect.cleandoc(section[2])
    return dict(re.findall(r"^\*{0,2}(\w+): *((?:.*(?:\n[ \t]+.*|\n(?=\n*[ \t]))*))", body, re.MULTILINE))


def _shortened(text: str) -> str:
    """The first sentences, as many as a panel has room for, without markup."""
    plain = re.sub(r"\s+", " ", re.sub(r"`+\"?|\"?`+", "", text)).strip()
    found = ""
    for sentence in re.split(r"(?<=[.!]) (?=[A-Z])", plain):
        if found and len(found) + len(sentence) > _LONGEST:
            break
        found = f"{found} {sentence}".strip()
    found = found if len(found) <= _LONGEST + 60 else f"{found[: _LONGEST - 4].rsplit(' ', 1)[0]} ..."
    found = re.sub(r"^\W+|[:,]$", "", found)
    return f"{found[:1].upper()}{found[1:]}{'' if not found or found.endswith('.') else '.'}"

"""The values of a Keras config as those of a form, by the names that both share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from studio.compile.reading.activations import word
from studio.compile.reading.unsaid import ABOUT_ITSELF, from_end, goes_without_saying, matters_in_training_alone
from studio.compile.spelling import SIDES
from studio.forms import Field, Form, FormError, KerasForm
from studio.forms.words import shown

_AROUND = frozenset({"RandomRotation", "RandomShear", "RandomBrightness", "RandomSaturation", "RandomColorDegeneration"})
"""Blocks whose one number Keras takes both ways: 0.2 for (-0.2, 0.2)."""
_FROM = {"RandomPosterization": 1}
"""Where that of others begins that do not begin at 0."""


_FOLLOWED = {"strides": "pool_size", "value_dim": "key_dim"}
"""The arguments whose values Keras takes for others that are None."""


class UnheldError(ValueError):
    """A layer that no block can stand for; the text is why, as it follows `stands as an unknown block:`, without a full stop."""


class Held(NamedTuple):
    """What a form takes of a config.

    Attributes:
        form: With all values that it can hold.
        left: Arguments that are left out, which matter in training alone, with their values.
        refused: Other arguments that it cannot hold.
    """

    form: KerasForm
    left: Mapping[str, Any]
    refused: Mapping[str, Any]


def held(cls: type[KerasForm], config: Mapping[str, Any], axes: int | None = None) -> Held:
    """The form of a class with the values of a config.

    Args:
        cls: What the config is read as.
        config: Keras's arguments by name.
        axes: How many axes the layer's input has with that of the batch, where it is known.
    """
    fields, config = {field.name: field for field in cls.form()}, cls.of_keras(config)
    values: dict[str, Any] = {}
    left: dict[str, Any] = {}
    refused: dict[str, Any] = {}
    for name, value in config.items():
        if name in ABOUT_ITSELF - fields.keys() or name in fixed_arguments(cls) or _follows(fields.get(name), config):
            continue
        found = next(_readings(cls, fields[name], value, axes), None) if name in fields else None
        if found is not None:
            values[name] = found[0]
        elif name in fields or not goes_without_saying(cls.__name__, name, value, axes):
            (left if matters_in_training_alone(name) else refused)[name] = value
    return Held(cls.read(values), left, refused)


def _follows(field: Field | None, config: Mapping[str, Any]) -> bool:
    """Whether a value is what Keras takes without it: that of another argument."""
    other = _FOLLOWED.get(field.name) if field and field.optional else None
    return other in config and config[other] == config[field.name] if field and other else False


def fixed_arguments(cls: type[KerasForm]) -> dict[str, Any]:
    """The arguments that all forms of a class give Keras and that are no fields: what tells blocks of one Keras class apart."""
    return {name: value for name, value in cls().arguments().items() if name not in {*cls.__struct_fields__, *cls.renamed.values()}}


def said_of(name: str, value: Any) -> str:
    """An argument in a sentence: `data_format 'channels_first'`."""
    kind = value.get("class_name") if isinstance(value, dict) else None
    return f"{name} {kind if isinstance(kind, str) else shown(value)}"


def _readings(cls: type[KerasForm], field: Field, value: Any, axes: int | None) -> Iterator[tuple[Any]]:
    """The value as the field takes it, in a tuple because it may be None; nothing where it takes none."""
    for each in _ways(cls.__name__, field, value, axes):
        try:
            cls.read({field.name: each})
        except FormError:
            continue
        yield (each,)


def _lowest(block: str, high: float) -> float:
    """Where the range begins that Keras makes of one number."""
    return -high if block in _AROUND else _FROM.get(block, 0)


def _ways(block: str, field: Field, value: Any, axes: int | None) -> Iterator[Any]:
    """What a value could mean for a field of a block, likeliest first."""
    if field.editor == "form":
        yield from _nested(field, value)
        return
    if field.editor == "forms":
        parts = [next(_nested(field, part), None) for part in value] if isinstance(value, list) else []
        yield from [parts] if None not in parts else []
        return
    yield word(value) if field.name.endswith("activation") else value
    match value:
        case [[first, second], [third, fourth]] if first == second and third == fourth:
            yield [first, third]  # margins on both sides
        case int() if field.editor == "pair":
            yield [value, value]
        case int() if field.editor == "shape":
            yield [value]
        case [single]:
            yield single
        case [first, second] if field.name in SIDES and first == second:
            yield first
        case [int() | float() as low, int() | float() as high] if low == _lowest(block, high):
            yield high  # Keras makes a range of one number
        case _:
            pass
    if field.name == "axis":
        yield from_end(value, axes)


def nested(field: Field, value: Any) -> Form | str | None:
    """The form that a field takes for an object of Keras's; None where it takes none."""
    return next(_nested(field, value), None)


def _nested(field: Field, value: Any) -> Iterator[Form | str | None]:
    """A form within, by the name of its class."""
    if value is None:
        yield None
    name, config = _described(value)
    for cls in field.choices:
        if issubclass(cls, KerasForm) and name in (cls.__name__, cls.known_as):
            found = held(cls, config)
            if not found.refused and not found.left:
                yield found.form


def _described(value: Any) -> tuple[str, Mapping[str, Any]]:
    """Class and config of an object of Keras's; none where it is somebody's own."""
    if isinstance(value, str) and value:
        return value, {}
    if not isinstance(value, dict) or not isinstance(value.get("class_name"), str) or not _is_keras(value):
        return "?", {}
    config = value.get("config", {})
    return value["class_name"], config if isinstance(config, dict) else {"?": config}


def _is_keras(value: Mapping[str, Any]) -> bool:
    own = value.get("registered_name")
    return str(value.get("module") or "keras").partition(".")[0] == "keras" and ">" not in str(own or "")

"""A form that stands for something Keras makes: a layer, a regulariser, an optimizer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Self

from studio.forms.fields import Field
from studio.forms.form import Form, nested
from studio.forms.origin import origin


class KerasForm(Form):
    """Base of forms whose fields are Keras's keyword arguments.

    The docstring of a subclass ends in `Source:`, the symbol of what Keras makes of it. Defaults are Keras's own, so that they need
    not be written; arguments without a default in Keras are named in `given` and always written. What Keras knows by a word as well,
    such as `he_normal`, says so in `known_as`: where all its values are defaults, the word is written, and the word can be read.
    Fields that cannot have Keras's name for them say it in `renamed`; those of `at_call` are said where the layer is called, but for
    those of `wired`, which wires say. Fields come in the order of the classes that have them, those of `leading` first.
    """

    given: ClassVar[tuple[str, ...]] = ()
    known_as: ClassVar[str] = ""
    renamed: ClassVar[Mapping[str, str]] = MappingProxyType({})
    at_call: ClassVar[tuple[str, ...]] = ()
    wired: ClassVar[tuple[str, ...]] = ()
    leading: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def form(cls) -> tuple[Field, ...]:
        """The fields in order, for a property panel."""
        return _led(cls) if cls.leading else super().form()

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Makes the form from loose values; a form within may be named by Keras's word for it.

        Raises:
            FormError: A name is unknown, missing or its value refused; all faults at once.
        """
        words = _words(cls)
        return super().read({name: _meant(words.get(name), value) for name, value in values.items()})

    def arguments(self, whole: bool = False) -> dict[str, Any]:
        """The keyword arguments to write, in order; nested forms stay forms, or become Keras's word for them.

        Args:
            whole: Whether defaults are written as well.
        """
        values = ((field, getattr(self, field.name)) for field in self.form() if field.name not in self.at_call)
        said = {field.name: worded(value) for field, value in values if whole or field.name in self.given or value != field.default}
        return {self.renamed.get(name, name): value for name, value in said.items()} if self.renamed else said

    def said_at_call(self) -> dict[str, Any]:
        """The keyword arguments to write where the layer is called."""
        said = {*self.at_call} - {*self.wired}
        values = ((field, getattr(self, field.name)) for field in self.form() if field.name in said)
        return {field.name: value for field, value in values if value != field.default}

    @classmethod
    def of_keras(cls, config: Mapping[str, Any]) -> Mapping[str, Any]:
        """The arguments that Keras tells of an object, by the names of the fields."""
        names = {keras: own for own, keras in cls.renamed.items()}
        return {names.get(name, name): value for name, value in config.items()} if names else config

    @classmethod
    def symbol(cls) -> str:
        """Where Keras has it: `keras.layers.Conv2D`; or a module of `studio.layers` and the class."""
        return origin(cls)


@cache
def _led(cls: type[KerasForm]) -> tuple[Field, ...]:
    """The fields, the leading ones first."""
    fields = {field.name: field for field in super(KerasForm, cls).form()}
    return tuple(fields[name] for name in dict.fromkeys([*cls.leading, *fields]))


Words = Mapping[str, type[Form]]


@cache
def _words(cls: type[KerasForm]) -> Mapping[str, Words]:
    """By field: the forms that it may hold, by Keras's words for them."""
    return {name: {word: kind for kind in kinds if (word := _word(kind))} for name, kinds in nested(cls).items()}


def _word(kind: type[Form]) -> str:
    return kind.known_as if issubclass(kind, KerasForm) else ""


def _meant(words: Words | None, value: Any) -> Any:
    return words[value]() if words and isinstance(value, str) and value in words else value


def worded(value: Any) -> Any:
    """A value as Keras takes it: its word for a form where that says all of it."""
    return value.known_as if isinstance(value, KerasForm) and value.known_as and not value.values() else value

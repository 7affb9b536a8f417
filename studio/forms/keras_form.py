"""A form that stands for something Keras makes: a layer, a regulariser, an optimizer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar, Self

from studio.forms.form import Form
from studio.forms.origin import origin


class KerasForm(Form):
    """Base of forms whose fields are Keras's keyword arguments.

    The docstring of a subclass ends in `Source:`, the symbol of what Keras makes of it. Defaults are Keras's own, so that they need
    not be written; arguments without a default in Keras are named in `given` and always written. What Keras knows by a word as well,
    such as `he_normal`, says so in `known_as`: where all its values are defaults, the word is written, and the word can be read.
    """

    given: ClassVar[tuple[str, ...]] = ()
    known_as: ClassVar[str] = ""

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
        values = ((field, getattr(self, field.name)) for field in self.form())
        return {field.name: worded(value) for field, value in values if whole or field.name in self.given or value != field.default}

    @classmethod
    def symbol(cls) -> str:
        """Where Keras has it: `keras.layers.Conv2D`; or a module of `studio.layers` and the class."""
        return origin(cls)


Words = Mapping[str, type[Form]]


@cache
def _words(cls: type[KerasForm]) -> Mapping[str, Words]:
    """By field: the forms that it may hold, by Keras's words for them."""
    nested = (field for field in cls.form() if field.editor == "form")
    return {field.name: {kind.known_as: kind for kind in field.choices if getattr(kind, "known_as", "")} for field in nested}


def _meant(words: Words | None, value: Any) -> Any:
    return words[value]() if words and isinstance(value, str) and value in words else value


def worded(value: Any) -> Any:
    """A value as Keras takes it: its word for a form where that says all of it."""
    return value.known_as if isinstance(value, KerasForm) and value.known_as and not value.values() else value

"""A form that stands for something Keras makes: a layer, a regulariser, an optimizer."""

from __future__ import annotations

from typing import Any, ClassVar

from studio.forms.form import Form
from studio.forms.origin import origin


class KerasForm(Form):
    """Base of forms whose fields are Keras's keyword arguments.

    The docstring of a subclass ends in `Source:`, the symbol of what Keras makes of it. Defaults are Keras's own, so that they need
    not be written; arguments without a default in Keras are named in `given` and always written.
    """

    given: ClassVar[tuple[str, ...]] = ()

    def arguments(self) -> dict[str, Any]:
        """The keyword arguments to write, in order; nested forms stay forms."""
        values = ((field, getattr(self, field.name)) for field in self.form())
        return {field.name: value for field, value in values if field.name in self.given or value != field.default}

    @classmethod
    def symbol(cls) -> str:
        """Where Keras has it: `keras.layers.Conv2D`; or a module of `studio.layers` and the class."""
        return origin(cls)

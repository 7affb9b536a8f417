"""Blocks over sequences, images or volumes, whose sizes may be said by one number for all sides, as Keras takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from studio.blocks.block import Block


class Gridded(Block):
    """Works along all axes but the last, which holds the channels."""

    dimensions: ClassVar[int] = 1

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Self:
        """Makes the block from loose values; one number stands for all sides.

        Raises:
            FormError: A name is unknown, missing or its value refused; all faults at once.
        """
        several = {field.name for field in cls.form() if field.editor == "shape"}
        return super().read({name: cls._spread(value) if name in several else value for name, value in values.items()})

    @classmethod
    def _spread(cls, value: Any) -> Any:
        one = value[0] if isinstance(value, list | tuple) and len(value) == 1 else value
        return (one,) * cls.dimensions if isinstance(one, int) else value

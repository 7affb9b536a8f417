"""What weights must be after every training step: Keras's constraints as forms."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from studio.blocks.block import ShapeError, spelled
from studio.forms import Form, KerasForm
from studio.forms.kinds import Share

Bound = Annotated[float, Meta(ge=0, le=1000, extra={"step": 0.1})]
Axis = Annotated[int, Meta(ge=0, le=3)]
Axes = Annotated[tuple[Axis, ...], Meta(min_length=1, max_length=4)]


class MaxNorm(KerasForm):
    """Shortens what has become longer than a bound; goes well with Dropout and high learning rates.

    max_value: The greatest length.
    axis: Axes of the weights that are one thing: 0 a unit of a Dense, 0 × 1 × 2 a filter of a Conv2D.

    Source: keras.constraints.MaxNorm
    """

    max_value: Bound = 2.0
    axis: Axes = (0,)


class MinMaxNorm(KerasForm):
    """Brings lengths between two bounds.

    min_value: The least length.
    max_value: The greatest length.
    rate: How much of the way is gone at each step; 1 goes all of it.
    axis: Axes of the weights that are one thing: 0 a unit of a Dense, 0 × 1 × 2 a filter of a Conv2D.

    Source: keras.constraints.MinMaxNorm
    """

    min_value: Bound = 0.0
    max_value: Bound = 1.0
    rate: Share = 1.0
    axis: Axes = (0,)


class UnitNorm(KerasForm):
    """Keeps every length at 1, so that only directions are learned.

    axis: Axes of the weights that are one thing: 0 a unit of a Dense, 0 × 1 × 2 a filter of a Conv2D.

    Source: keras.constraints.UnitNorm
    """

    axis: Axes = (0,)


class NonNeg(KerasForm):
    """Sets negative weights to zero: every input can only speak for, never against.

    Source: keras.constraints.NonNeg
    """


Constraint = MaxNorm | MinMaxNorm | UnitNorm | NonNeg | None


_HELD_BY = {"bias_constraint": "use_bias", "beta_constraint": "center", "gamma_constraint": "scale"}
"""Which field says whether there is anything to constrain."""


def check_axes(block: Form, **counts: int) -> None:
    """Refuses constraints along axes that the weights do not have.

    Args:
        block: What has the constraints.
        counts: How many axes the weights have, by the field of their constraint.

    Raises:
        ShapeError: An axis is not there, or named twice.
    """
    for field, count in counts.items():
        axes: tuple[int, ...] = getattr(getattr(block, field), "axis", ())
        held = getattr(block, _HELD_BY.get(field, ""), True)
        if held and (max(axes, default=0) >= count or len(set(axes)) < len(axes)):
            known = "axis 0 alone" if count == 1 else f"axes 0 to {count - 1}, each once"
            raise ShapeError(f"{type(block).__name__} takes in its {field} {known}. Received: axis {spelled(axes)}. Leave out the others.")

"""What a form view says of a field: its limits, its default, and what lies folded away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from studio.forms import Field, Form
from studio.look.figures import MINUS, count, window
from studio.panels.form_view.number_field import written

_UNBOUNDED = 1_000_000  # a limit so far away says nothing


def help_of(field: Field, accepts: Callable[[Any], bool], highest: float | None = None) -> str:
    """The help line of a field: what it is, its limits, and how to have none.

    Args:
        field: The field.
        accepts: Whether the form takes a value for it.
        highest: A limit that follows from where the form is used; the field's own where not given.
    """
    parts = [field.help, _limits(field, accepts, highest), "Leave it empty for none." if _may_be_empty(field) else ""]
    return " ".join(part for part in parts if part)


def spoken(value: Any) -> str:
    """A value in a sentence or menu: `5×5`, `none`, `yes`, `Adam`."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return window(value)
        case Form():
            return type(value).__name__
        case _:
            return written(value).replace("-", MINUS)


def folded(fields: Sequence[Field]) -> str:
    """`6 more: dilation rate, groups, kernel initializer, …`."""
    return f"{len(fields)} more: {', '.join(field.label[0].lower() + field.label[1:] for field in fields)}"


def _limits(field: Field, accepts: Callable[[Any], bool], highest: float | None) -> str:
    """`From 1 to 28.`, `Above 0, at most 10.`, or nothing."""
    low, high = field.lowest, field.highest if highest is None else highest
    if low is None or field.editor == "shape":
        return ""
    single = field.editor in ("whole", "number")
    over = single and not accepts(low)
    if high is None or high > _UNBOUNDED:
        return f"Above {_number(low)}." if over else f"At least {_number(low)}."
    under = single and highest is None and not accepts(high)
    if over:
        return f"Above {_number(low)}, {'below' if under else 'at most'} {_number(high)}."
    return f"From {_number(low)} to {'below ' if under else ''}{_number(high)}."


def _number(value: float) -> str:
    return count(int(value)) if float(value).is_integer() else f"{value:g}".replace("-", MINUS)


def _may_be_empty(field: Field) -> bool:
    return field.optional and field.editor in ("whole", "number", "pair", "shape", "text")

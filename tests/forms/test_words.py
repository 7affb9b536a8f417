"""What a type accepts, in words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta, inspect

from studio.forms.words import phrase, shown


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (int, "a whole number"),
        (Annotated[int, Meta(ge=1, le=9)], "a whole number from 1 to 9"),
        (Annotated[float, Meta(gt=0, le=0.5)], "a number above 0 and at most 0.5"),
        (Annotated[float, Meta(ge=0, lt=1)], "a number from 0 to below 1"),
        (Annotated[int, Meta(ge=0)], "a whole number of at least 0"),
        (Annotated[float, Meta(lt=1)], "a number below 1"),
        (Annotated[int, Meta(ge=1)] | None, "a whole number of at least 1 or None"),
        (Annotated[tuple[int, ...], Meta(min_length=2, max_length=2)], "2 values, each a whole number"),
        (Annotated[tuple[int, ...], Meta(min_length=1, max_length=4)], "1 to 4 values, each a whole number"),
        (tuple[float, ...], "values, each a number"),
        (bool, "True or False"),
        (str, "text"),
        (Literal["valid", "same"], "'same' or 'valid'"),
    ],
)
def test_says_what_a_type_accepts(hint: Any, words: str) -> None:
    assert phrase(inspect.type_info(hint)) == words


def test_shows_values_as_a_person_wrote_them() -> None:
    assert [shown(value) for value in (None, "a", 1.5, (1, 2))] == ["None", "'a'", "1.5", "(1, 2)"]
    assert len(shown("x" * 500)) == 80

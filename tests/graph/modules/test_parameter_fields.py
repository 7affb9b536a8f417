"""Parameters of modules are checked by the field that each is like, else by the kind of its default."""

from __future__ import annotations

from typing import Any

import pytest

from studio.blocks.regularizers import L2
from studio.graph.module import Parameter
from studio.graph.modules.parameter_fields import checked, field_of


@pytest.mark.parametrize(
    ("default", "value", "answer"),
    [
        (1, 4, (4, ())),
        (1, "x", ("x", ("size must be a whole number. Received: 'x'.",))),
        (0.5, 1, (1.0, ())),
        (True, False, (False, ())),
        ((1, 1), (2, 2), ((2, 2), ())),
        (0.5, float("inf"), (float("inf"), ("size must be a number. Received: inf.",))),
        ((1.0, 1), (2, float("inf")), ((2, float("inf")), ("size must be two numbers. Received: (2, inf).",))),
        ((1, 1), ("", 2), (("", 2), ("size must be two numbers. Received: ('', 2).",))),
    ],
)
def test_a_parameter_like_no_field_keeps_the_kind_of_its_default(default: Any, value: Any, answer: Any) -> None:
    assert checked(Parameter("size", default), value) == answer
    assert field_of(Parameter("size", default)).default == default


def test_a_parameter_like_a_field_takes_what_that_takes() -> None:
    weight = Parameter("weight_decay", None, "Conv2D.kernel_regularizer")
    assert checked(weight, {"kind": "L2"}) == (L2(), ())
    width = Parameter("width", 8, "Conv2D.filters")
    assert checked(width, 0) == (0, ("width must be a whole number from 1 to 65536. Received: 0.",))

"""A form is frozen, checked when made and when read, and says all its faults in whole sentences."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.forms import Form, FormError, KerasForm
from tests.forms.example import Boat, Canvas, Paint

REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"crew": 0}, "Boat: crew must be a whole number from 1 to 65536. Received: 0."),
    ({"crew": 1.5}, "Boat: crew must be a whole number from 1 to 65536. Received: 1.5."),
    ({"crew": True}, "Boat: crew must be a whole number from 1 to 65536. Received: True."),
    ({"crew": "two"}, "Boat: crew must be a whole number from 1 to 65536. Received: 'two'."),
    ({"crew": None}, "Boat: crew must be a whole number from 1 to 65536. Received: None."),
    ({"draught": 1.5}, "Boat: draught must be a number from 0 to 1. Received: 1.5."),
    ({"draught": math.inf}, "Boat: draught must be a number from 0 to 1. Received: inf."),
    ({"draught": math.nan}, "Boat: draught must be a number from 0 to 1. Received: nan."),
    ({"speed": 0}, "Boat: speed must be a number above 0 and at most 10. Received: 0."),
    ({"cabin": (1, 2, 3)}, "Boat: cabin must be 2 values, each a whole number from 1 to 1024, or None. Received: (1, 2, 3)."),
    ({"cabin": (0, 2)}, "Boat: cabin must be 2 values, each a whole number from 1 to 1024, or None. Received: (0, 2)."),
    ({"hull": ()}, "Boat: hull must be 1 to 4 values, each a whole number from 1 to 65536. Received: ()."),
    ({"name": 5}, "Boat: name must be text of at most 4096 characters. Received: 5."),
    ({"flag": 1}, "Boat: flag must be True or False. Received: 1."),
    ({"rig": "junk"}, "Boat: rig must be 'sloop', 'ketch' or 'cutter'. Received: 'junk'."),
    ({"sail": {"kind": "Paint", "layers": 0}}, "sail: Paint: layers must be a whole number from 1 to 65536. Received: 0."),
    (
        {"sail": {"kind": "Canvas"}},
        "sail: Canvas needs weight: How heavy the cloth is, in grams for one square metre; heavier cloth lasts longer.",
    ),
    ({"sail": {"kind": "Oar"}}, "Boat: sail must be a Paint, a Canvas or None. Received: {'kind': 'Oar'}."),
]


@pytest.mark.parametrize(("values", "sentence"), REFUSED)
def test_refuses_in_one_whole_sentence(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(FormError) as read:
        Boat.read(values)
    assert read.value.faults == (sentence,)
    with pytest.raises(FormError) as made:
        Boat(**values)
    assert made.value.faults == (sentence,)
    with pytest.raises(FormError) as replaced:
        Boat().replace(**values)
    assert str(replaced.value) == sentence


def test_says_all_faults_at_once() -> None:
    with pytest.raises(FormError) as error:
        Boat.read({"crew": 0, "mast": 2, "draught": -1})
    assert str(error.value) == (
        "Boat has no mast. Known: crew, draught, cabin, hull, name, sail, log, speed, flag, rig.\n"
        "Boat: crew must be a whole number from 1 to 65536. Received: 0.\n"
        "Boat: draught must be a number from 0 to 1. Received: -1."
    )


def test_says_what_is_missing() -> None:
    with pytest.raises(FormError) as error:
        Canvas.read({})
    assert error.value.faults == (
        "Canvas needs weight: How heavy the cloth is, in grams for one square metre; heavier cloth lasts longer.",
    )


def test_refuses_unknown_names_in_a_replacement() -> None:
    with pytest.raises(FormError) as error:
        Boat().replace(mast=2, anchor=1)
    assert error.value.faults == ("Boat has no anchor.", "Boat has no mast.")


def test_a_long_value_is_cut_in_the_sentence() -> None:
    with pytest.raises(FormError) as error:
        Boat(crew="x" * 200)
    assert str(error.value) == f"Boat: crew must be a whole number from 1 to 65536. Received: '{'x' * 76}...."


def test_is_frozen() -> None:
    with pytest.raises(AttributeError):
        Boat().crew = 2


def test_equal_values_make_equal_forms_that_can_be_keys() -> None:
    assert Boat(crew=2) == Boat().replace(crew=2)
    assert {Boat(): 1}[Boat(crew=1)] == 1
    assert Paint() != Paint(layers=3)


def test_loose_values_become_what_the_field_says() -> None:
    boat = Boat.read({"draught": 1, "cabin": [3, 4], "hull": [1], "sail": {"kind": "Canvas", "weight": 300}})
    assert boat == Boat(draught=1.0, cabin=(3, 4), hull=(1,), sail=Canvas(weight=300))
    assert isinstance(boat.draught, float)
    assert isinstance(boat.cabin, tuple)


def test_values_are_those_that_differ_from_the_defaults() -> None:
    assert Boat().values() == {}
    assert Boat.read({"crew": 1, "hull": [3, 2], "flag": False}).values() == {"flag": False}
    assert Canvas(weight=300).values() == {"weight": 300}


def test_the_summary_is_the_first_sentence() -> None:
    assert Boat.summary() == "Floats on water."


boats = st.fixed_dictionaries(
    {},
    optional={
        "crew": st.integers(1, 65536),
        "draught": st.floats(0, 1),
        "cabin": st.none() | st.tuples(st.integers(1, 1024), st.integers(1, 1024)),
        "hull": st.lists(st.integers(1, 65536), min_size=1, max_size=4),
        "name": st.text(max_size=20),
        "sail": st.none() | st.builds(Paint, layers=st.integers(1, 9)) | st.builds(Canvas, weight=st.integers(1, 9)),
        "rig": st.sampled_from(["sloop", "ketch", "cutter"]),
    },
)


@given(boats)
def test_survives_json(values: dict[str, Any]) -> None:
    boat = Boat.read(values)
    assert Boat.read(msgspec.json.decode(msgspec.json.encode(boat.values()))) == boat


@given(
    st.dictionaries(
        st.sampled_from([field.name for field in Boat.form()]), st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    )
)
def test_anything_is_taken_or_refused_in_words(values: dict[str, Any]) -> None:
    try:
        boat = Boat.read(values)
    except FormError as error:
        assert error.faults  # noqa: PT017  either way is right
    else:
        assert Boat.read(boat.values()) == boat


class Tide(KerasForm):
    """Comes and goes.

    height: How high.
    hours: How long.

    Source: keras.layers.Tide
    """

    given = ("height",)

    height: float = 1.0
    hours: float = 6.0


def test_arguments_are_those_that_keras_must_be_given() -> None:
    assert Tide().arguments() == {"height": 1.0}
    assert Tide(hours=7).arguments() == {"height": 1.0, "hours": 7.0}
    assert Tide.symbol() == "keras.layers.Tide"


class Nameless(KerasForm):
    """Comes from nowhere."""


def test_a_form_without_a_source_says_so() -> None:
    with pytest.raises(TypeError, match=r"Nameless names no Source: in its docstring\."):
        Nameless.symbol()


def test_a_form_is_a_form() -> None:
    assert isinstance(Tide(), Form)

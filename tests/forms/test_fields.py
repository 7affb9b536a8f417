"""A form tells a property panel all it must know of each field."""

from __future__ import annotations

from msgspec import NODEFAULT

from studio.forms import Field
from tests.forms.example import Boat, Canvas, Paint

FIELDS = {field.name: field for field in Boat.form()}


def test_fields_come_in_the_order_of_the_class() -> None:
    assert list(FIELDS) == ["crew", "draught", "cabin", "hull", "name", "sail", "log", "speed", "flag", "rig"]


def test_each_kind_has_its_editor() -> None:
    assert {name: field.editor for name, field in FIELDS.items()} == {
        "crew": "whole",
        "draught": "number",
        "cabin": "pair",
        "hull": "shape",
        "name": "text",
        "sail": "form",
        "log": "path",
        "speed": "number",
        "flag": "flag",
        "rig": "choice",
    }


def test_limits_unit_step_and_search_come_from_the_kind() -> None:
    assert (FIELDS["crew"].lowest, FIELDS["crew"].highest, FIELDS["crew"].search) == (1, 65536, (8, 512))
    assert (FIELDS["cabin"].lowest, FIELDS["cabin"].highest, FIELDS["cabin"].unit) == (1, 1024, "px")
    assert (FIELDS["draught"].step, FIELDS["draught"].unit) == (0.05, "")
    assert (FIELDS["speed"].lowest, FIELDS["speed"].highest) == (0, 10), "the one it must lie above"
    assert (FIELDS["name"].lowest, FIELDS["name"].highest) == (None, None)


def test_choices_keep_the_written_order() -> None:
    assert FIELDS["rig"].choices == ("sloop", "ketch", "cutter")
    assert FIELDS["sail"].choices == (Paint, Canvas)


def test_none_is_a_value_where_the_class_says_so() -> None:
    assert [name for name, field in FIELDS.items() if field.optional] == ["cabin", "sail"]


def test_help_is_the_line_of_the_docstring_and_more_is_folded() -> None:
    assert FIELDS["crew"].help == "How many sail it."
    assert FIELDS["rig"].help == "How the sails are set."
    assert [name for name, field in FIELDS.items() if field.more] == ["name", "sail", "log", "speed", "flag", "rig"]


def test_help_may_run_over_several_lines() -> None:
    (weight,) = Canvas.form()
    assert weight.help == "How heavy the cloth is, in grams for one square metre; heavier cloth lasts longer."


def test_a_field_without_default_is_required() -> None:
    (weight,) = Canvas.form()
    assert (weight.required, weight.default) == (True, NODEFAULT)
    assert (FIELDS["crew"].required, FIELDS["crew"].default) == (False, 1)


def test_labels_are_for_people() -> None:
    assert {"Kernel size"} == {field.label for field in (labelled("kernel_size"),)}


def labelled(name: str) -> Field:
    from studio.blocks.convolution import Conv2D

    return next(field for field in Conv2D.form() if field.name == name)

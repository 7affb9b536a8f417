import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.panels.form_view.arithmetic import computed


@pytest.mark.parametrize(
    ("text", "value"),
    [("64", 64), ("64*2", 128), ("28 - 4", 24), ("2 × (3 + 4)", 14), ("1e-3", 0.001), ("−1", -1), ("7/2", 3.5), ("8/2", 4), ("7//2", 3)],
)
def test_sums_and_products_are_computed(text: str, value: float) -> None:
    assert computed(text) == value
    assert type(computed(text)) is type(value)


@pytest.mark.parametrize("text", ["", "x", "64*", "1/0", "2**9", "True", "__import__('os')", "1e999", "[1]", "'a'*3", "9" * 100])
def test_what_is_no_number_is_none(text: str) -> None:
    assert computed(text) is None


@given(st.text(max_size=40))
def test_no_text_raises(text: str) -> None:
    assert computed(text) is None or isinstance(computed(text), int | float)

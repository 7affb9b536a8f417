import pytest

from studio.panels import sample_data
from studio.panels.python_colours import stretches


def words(text: str) -> list[tuple[str, str]]:
    lines = text.split("\n")
    found = stretches(text)
    return [(lines[number][each.start : each.start + each.length], each.kind) for number in sorted(found) for each in found[number]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import keras", [("import", "keyword")]),
        ("def build(): pass", [("def", "keyword"), ("build", "definition"), ("pass", "keyword")]),
        ("x = layers.Conv2D(6, name='a')", [("Conv2D", "call"), ("6", "number"), ("name", "argument"), ("'a'", "string")]),
        ("x = 1  # one", [("1", "number"), ("# one", "comment")]),
    ],
)
def test_kinds_of_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert words(text) == expected


def test_a_string_over_several_lines_is_coloured_on_each() -> None:
    assert words('a = """one\ntwo\n three"""') == [('"""one', "string"), ("two", "string"), (' three"""', "string")]


def test_a_program_that_breaks_off_is_coloured_up_to_there() -> None:
    assert ("def", "keyword") in words('def build():\n    x = f("')


def test_the_whole_sample_is_coloured() -> None:
    kinds = {kind for _, kind in words(sample_data.PROGRAM)}
    assert kinds == {"keyword", "string", "number", "comment", "definition", "call", "argument"}

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.catalogue import CATALOGUE
from studio.graph.quick.matching import match, match_any, nearest


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("conv", "Conv2D"),
        ("mp", "MaxPooling2D"),
        ("maxp", "MaxPooling2D"),
        ("gap", "GlobalAveragePooling2D"),
        ("bn", "BatchNormalization"),
        ("relu", "ReLU"),
        ("c2t", "Conv2DTranspose"),
        ("lrn", "LocalResponseNormalization"),
        ("drop", "Dropout"),
        ("batch norm", "BatchNormalization"),
    ],
)
def test_the_best_match_comes_first(query: str, first: str) -> None:
    scores = {name: hit.score for name in CATALOGUE if (hit := match(query, name))}
    assert max(scores, key=lambda name: scores[name]) == first


def test_letters_that_were_meant_are_told() -> None:
    hit = match("mp", "MaxPooling2D")
    assert hit is not None
    assert hit.places == (0, 3)


def test_what_is_nowhere_finds_nothing() -> None:
    assert match("xq", "Conv2D") is None


@given(st.text("abcD2 ", max_size=8), st.text("abcdABCD2", max_size=12))
def test_places_spell_the_query_in_order(query: str, text: str) -> None:
    hit = match(query, text)
    wanted = "".join(query.split()).lower()
    letters = iter(text.lower())
    assert (hit is not None) == all(letter in letters for letter in wanted)
    if hit is not None:
        assert "".join(text[place] for place in hit.places).lower() == wanted
        assert list(hit.places) == sorted(set(hit.places))


@pytest.mark.parametrize(
    ("query", "also", "called"),
    [
        ("fc", ("fully connected", "fc"), "fc"),
        ("fully con", ("fully connected", "fc"), "fully connected"),
        ("connected", ("fully connected",), "fully connected"),
        ("d", ("deconv",), ""),  # one letter names nothing else
        ("dse", ("xdse",), ""),  # its title comes first where it suits
    ],
)
def test_other_names_are_found_by_how_they_begin(query: str, also: tuple[str, ...], called: str) -> None:
    hit = match_any(query, "Dense", also)
    assert hit is not None
    assert hit.called == called
    assert bool(hit.places) != bool(called)


def test_the_letters_of_the_other_name_are_told() -> None:
    hit = match_any("lin un", "ELU", ("exponential linear unit",))
    assert hit is None  # a word is left out between
    hit = match_any("linear un", "ELU", ("exponential linear unit",))
    assert hit is not None
    assert (hit.called, hit.within) == ("exponential linear unit", (*range(12, 18), 19, 20))


def test_letters_together_count_more_than_letters_here_and_there() -> None:
    together, scattered = match("conv", "DepthwiseConv1D"), match("conv", "ContrastLimitedAdaptiveHistogramEqualization")
    assert together is not None
    assert scattered is not None
    assert together.score > scattered.score + 8


def test_letters_within_another_name_find_nothing() -> None:
    assert match_any("onnected", "Dense", ("fully connected",)) is None
    assert match_any("fcc", "Dense", ("fully connected", "fc")) is None


@pytest.mark.parametrize(
    ("query", "first"),
    [("cnov", "Conv2D"), ("dnese", "Dense"), ("poling", "MaxPooling2D"), ("sofmaxx", "Softmax"), ("fuly conected", "Dense")],
)
def test_what_is_spelled_nearly_so_is_near(query: str, first: str) -> None:
    assert first in nearest(query, {kind: (kind, *block.also()) for kind, block in CATALOGUE.items()})


def test_what_is_spelled_otherwise_is_not_near() -> None:
    names = {kind: (kind,) for kind in CATALOGUE}
    assert nearest("qqq", names) == []
    assert nearest("x", names) == []
    assert nearest("", names) == []
    assert len(nearest("pooling", names, most=2)) == 2

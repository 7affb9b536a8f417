"""What comes first when nothing is typed."""

from __future__ import annotations

import pytest

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE, FAMILIES
from studio.graph.quick import ranking
from studio.graph.quick.ranking import likely, remembered, usual


def best(after: str | None, count: int, leaves: bool = True, lately: tuple[str, ...] = ()) -> list[str]:
    beside = CATALOGUE[after]() if after else None
    return sorted(CATALOGUE, key=lambda key: -likely(key, beside, leaves, lately))[:count]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (None, ["Input"]),
        ("Conv2D", ["BatchNormalization", "ReLU", "MaxPooling2D"]),
        ("Flatten", ["Dense", "Dropout"]),
        ("Dense", ["ReLU", "Dropout", "Dense"]),
        ("Softmax", ["Output"]),
        ("GlobalAveragePooling2D", ["Dense"]),
        ("Add", ["ReLU", "Conv2D"]),
    ],
)
def test_what_usually_follows_comes_first(after: str | None, expected: list[str]) -> None:
    assert best(after, len(expected)) == expected


def test_before_a_dense_comes_a_flatten() -> None:
    assert best("Dense", 3, leaves=False)[0] in ("Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D")


def test_what_was_placed_lately_comes_earlier_but_not_before_what_usually_follows() -> None:
    assert "Tanh" not in best("Conv2D", 8)
    found = best("Conv2D", 8, lately=("Tanh",))
    assert found[0] == "BatchNormalization"
    assert "Tanh" in found


def test_what_is_placed_often_goes_before_what_is_placed_seldom() -> None:
    assert usual("Conv2D") > usual("DepthwiseConv2D") == usual("module:residual") == 0 > usual("Conv1D")


def test_the_last_choices_are_remembered_once_each() -> None:
    lately: tuple[str, ...] = ()
    for key in [*CATALOGUE, "Dense", "Conv2D", "Dense"]:
        lately = remembered(lately, key)
    assert lately[:2] == ("Dense", "Conv2D")
    assert len(lately) == len(set(lately)) == 12


def test_the_table_speaks_of_blocks_that_exist() -> None:
    named = {kind for kinds in ranking._FOLLOWS.values() for kind in kinds} | set(ranking._OFTEN)
    assert named <= set(CATALOGUE)
    keys = set(CATALOGUE) | {family.key for family in FAMILIES} | {"module"}
    assert set(ranking._FOLLOWS) <= keys


@pytest.mark.parametrize("kind", [kind for kind, block in CATALOGUE.items() if block.has_output])
def test_after_every_block_something_is_likelier_than_chance(kind: str) -> None:
    assert issubclass(CATALOGUE[kind], Block)
    assert likely(best(kind, 1)[0], CATALOGUE[kind]()) >= 1

from collections.abc import Callable

import numpy as np

from studio.look import Look
from studio.panels.bars import Bars


def test_every_class_has_a_row_where_there_is_room(look: Look, shown: Callable[..., Bars]) -> None:
    bars = shown(Bars(look), 260, 160)
    bars.show_shares("0123456789", np.full(10, 0.1))
    assert bars.rows() == list(range(10))


def test_the_likeliest_classes_are_kept_in_their_order(look: Look, shown: Callable[..., Bars]) -> None:
    bars = shown(Bars(look, ("wire", "bad")), 260, 52)
    shares = np.zeros(10)
    shares[[2, 5, 7, 9]] = 0.4, 0.1, 0.3, 0.2
    bars.show_shares("0123456789", shares, np.zeros(10))
    assert bars.rows() == [2, 5, 7, 9]


def test_the_number_belongs_to_the_longest_bar(look: Look, shown: Callable[..., Bars]) -> None:
    bars = shown(Bars(look, ("wire", "bad")), 260, 160)
    bars.show_shares("79", [0.002, 0.989], [0.999, 0.001])
    assert [bars.number(row) for row in (0, 1)] == ["99.9 %", "98.9 %"]
    assert bars.accessibleName() == "7: 0.2 %, 99.9 %; 9: 98.9 %, 0.1 %"

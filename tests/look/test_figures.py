"""Numbers in words: the signs of typography, and units always."""

import pytest

from studio.look import figures


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (figures.number(-0.89), "−0.89"),
        (figures.number(0.174, signed=True), "+0.17"),
        (figures.number(12345.6, 1), "12,345.6"),
        (figures.count(61706), "61,706"),
        (figures.round_count(999), "999"),
        (figures.round_count(163_696), "164 k"),
        (figures.round_count(999_600), "1 M"),
        (figures.round_count(25_557_032), "25.6 M"),
        (figures.round_count(1_234_567_890_123), "1,235 G"),
        (figures.round_count(3_824, 2), "3.8 k"),
        (figures.round_count(14_222, 2), "14 k"),
        (figures.round_count(99_499, 2), "99 k"),
        (figures.round_count(99_500, 2), "100 k"),
        (figures.round_count(163_696, 2), "164 k"),
        (figures.round_count(842, 2), "842"),
        (figures.percent(0.9891), "98.9 %"),
        (figures.shape((28, 28, 6)), "28 × 28 × 6"),
        (figures.shape((None, 400)), "? × 400"),
        (figures.window((5, 5)), "5×5"),
        (figures.memory(800), "800 B"),
        (figures.memory(18_840), "18.4 KiB"),
        (figures.memory(3 * 1024**2), "3.0 MiB"),
        (figures.memory(5000 * 1024**3), "5000.0 GiB"),
        (figures.duration(2), "0:02"),
        (figures.duration(59.6), "1:00"),
        (figures.duration(3845), "1:04:05"),
    ],
)
def test_figures_are_written_as_the_design_says(written: str, wanted: str) -> None:
    assert written == wanted

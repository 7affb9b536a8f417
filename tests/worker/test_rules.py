"""When a run ends, how fast it says it is, when live answers are given, and why no GPU is used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.compile.plan import Plan
from studio.data import Data
from studio.messages import Order
from studio.messages.orders import Pause, Show, Watch
from studio.recipe import Recipe
from studio.worker import desk, line, pace
from studio.worker.checkpoint import Place
from studio.worker.desk import newest
from studio.worker.devices import Signs, advice
from studio.worker.pace import Pace
from studio.worker.stopping import reason_to_stop
from studio.worker.watch import Budget

RULES = Recipe(epochs=9, patience=2, target=0.9)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (Place(), ""),
        (Place(epoch=3, best_epoch=2, val_accuracy=0.8), ""),
        (Place(epoch=4, best_epoch=2, val_accuracy=0.8), "Validation loss has not become lower for 2 epochs, since epoch 2."),
        (Place(epoch=3, best_epoch=3, val_accuracy=0.9), "Validation accuracy reached 90.00%, the target being 90.00%, after epoch 3."),
        (Place(epoch=3, batch=1, best_epoch=3, val_accuracy=0.9), ""),
        (Place(epoch=9, best_epoch=9, val_accuracy=0.8), "All 9 epochs are done."),
    ],
)
def test_stop_rules_say_why(place: Place, reason: str) -> None:
    assert reason_to_stop(RULES, place) == reason


@given(st.lists(st.tuples(st.floats(0.01, 1), st.integers(1, 1000)), min_size=1, max_size=100))
def test_pace_is_that_of_the_last_seconds(blocks: list[tuple[float, int]]) -> None:
    seen = Pace()
    for seconds, images in blocks:
        seen.trained(seconds, images)
    rates = [images / seconds for seconds, images in blocks]
    assert min(rates) * 0.999 <= seen.images_per_second <= max(rates) * 1.001
    assert seen.seconds_left(500) == pytest.approx(500 / seen.images_per_second)


def test_pace_forgets_what_is_long_ago() -> None:
    seen = Pace()
    seen.trained(100.0, 1)
    for _ in range(10):
        seen.trained(1.0, 50)
    assert seen.images_per_second == pytest.approx(50)


def test_progress_is_due_at_most_twenty_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    seen, told = Pace(), 0
    for tick in range(1000):
        now[0] = tick / 1000
        told += seen.due()
    assert told == 20


@given(st.lists(st.floats(0.001, 0.2), min_size=2, max_size=50), st.floats(0.01, 0.5))
def test_answers_take_no_more_than_their_share_of_the_time(costs: list[float], share: float) -> None:
    budget, now, spent = Budget(), 0.0, 0.0
    for cost in costs:
        while not budget.open(now):
            now += 0.01
        now, spent = now + cost, spent + cost
        budget.spent(now, cost, share)
    assert spent - costs[-1] <= share * now + 1e-9


def test_an_idle_worker_without_a_window_ends_within_ten_seconds() -> None:
    assert line.SILENCE + desk.ALONE + 2 * desk.NAP < 10
    assert line.FIRST_WINDOW + desk.ALONE <= 10


def test_without_a_budget_there_is_no_further_answer() -> None:
    budget = Budget()
    budget.spent(1.0, 0.1, 0.0)
    assert not budget.open(1e9)


def test_of_many_watches_the_newest_counts_and_nothing_else_is_lost() -> None:
    show = Show(project="", plan=Plan("", (), "", ""), data=Data())
    first, last = Watch(maps="a"), Watch(maps="b")
    orders: list[Order] = [first, Pause(), show, last, Pause()]
    assert newest(orders) == [Pause(), show, last, Pause()]


HERE = Signs(gpus=0, system="linux", driver=True, libraries=True, hidden=None)


@pytest.mark.parametrize(
    ("signs", "sentence"),
    [
        (HERE._replace(gpus=1), ""),
        (
            HERE._replace(system="win32"),
            "No GPU is used: TensorFlow has none on Windows itself since version 2.11. Run the studio in WSL2 to use an NVIDIA GPU.",
        ),
        (HERE._replace(system="darwin"), "No GPU is used: TensorFlow has none on macOS by itself. Training runs on the CPU."),
        (
            HERE._replace(driver=False),
            "No GPU is used: no driver of an NVIDIA GPU is loaded. If there is such a GPU in this machine, install its driver.",
        ),
        (HERE._replace(hidden="-1"), 'No GPU is used: CUDA_VISIBLE_DEVICES is "-1", which hides all. Unset it and start the studio again.'),
        (
            HERE._replace(libraries=False),
            'No GPU is used: the CUDA libraries are not installed. Install them: pip install "abyss-studio[gpu]"',
        ),
        (
            HERE,
            "No GPU is used although driver and CUDA libraries are there. "
            "The driver may be too old for CUDA 12: run nvidia-smi and update it.",
        ),
    ],
)
def test_why_no_gpu_is_used_is_said_in_words(signs: Signs, sentence: str) -> None:
    assert advice(signs) == sentence

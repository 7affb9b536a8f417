"""What waits at the desk, and what is given up there by name."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Any

import pytest

from studio.data import Data
from studio.messages import Order
from studio.messages.events import Refused
from studio.messages.orders import Cancel, Export, Import
from studio.worker.desk import Desk
from tests.engine.orders import data, small_plan


class Line:
    """Brings orders that are there from the start; then there is no window any more."""

    def __init__(self, *orders: Order) -> None:
        self._orders = deque(orders)
        self.told: list[Any] = []

    def take(self, timeout: float) -> Order | None:
        return self._orders.popleft() if self._orders else None

    def tell(self, event: Any) -> None:
        self.told.append(event)

    def alone(self) -> float:
        return 0.0 if self._orders else 60.0


def order(folder: Path, model: str) -> Import:
    plain = Data(source=data(folder).source, scale=False, centre="none")
    return Import(project=str(folder), run="run-0001", plan=small_plan(), data=plain, layers={}, model=str(folder / model))


def refusals(*orders: Order) -> list[tuple[str, str]]:
    line = Line(*orders)
    Desk(line).run()
    return [(event.order, event.text) for event in line.told if isinstance(event, Refused)]


GIVEN_UP = ("Import", "Import was given up.")


def gone(folder: Path, model: str) -> tuple[str, str]:
    words = f"{folder / model} is not there any more, so its weights cannot be taken. Put it back, then open the project again."
    return ("Import", words)


@pytest.mark.parametrize("name", ["", "Import"])
def test_what_waits_is_given_up(tmp_path: Path, name: str) -> None:
    assert refusals(order(tmp_path, "a.keras"), Cancel(order=name)) == [GIVEN_UP]


def test_what_is_ordered_again_after_that_is_done(tmp_path: Path) -> None:
    told = refusals(order(tmp_path, "a.keras"), Cancel(order="Import"), order(tmp_path, "b.keras"))
    assert told == [GIVEN_UP, gone(tmp_path, "b.keras")]


def test_another_order_is_not_given_up_for_it(tmp_path: Path) -> None:
    assert refusals(order(tmp_path, "a.keras"), Cancel(order="Export")) == [gone(tmp_path, "a.keras")]
    export = Export(project=str(tmp_path), run="run-0007", format="keras", path=str(tmp_path / "out"))
    (told,) = refusals(export, Cancel(order="Import"))
    assert told[0] == "Export"
    assert told[1] != "Export was given up."


def test_what_is_ordered_later_is_not_given_up(tmp_path: Path) -> None:
    assert refusals(Cancel(order="Import"), order(tmp_path, "a.keras")) == [gone(tmp_path, "a.keras")]

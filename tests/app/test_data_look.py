from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from studio.app.data_look import DataLook
from studio.data import Mnist, NumpyFile
from studio.data.facts import DataError, Facts
from tests.app.conftest import told


def digits(folder: Path, count: int, name: str = "digits.npz") -> NumpyFile:
    np.savez(folder / name, images=np.zeros((count, 4, 4), np.uint8), labels=np.arange(count) % 2)
    return NumpyFile(path=str(folder / name))


@pytest.fixture
def look_at(qtbot: QtBot) -> Iterator[DataLook]:
    made = DataLook()
    yield made
    made.close()


def test_what_the_source_holds_is_told(look_at: DataLook, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look_at.found) as found:
        look_at.look(Mnist())
    assert isinstance(found.args[0], Facts)
    assert found.args[0].images == 70_000
    assert look_at.latest == found.args[0]


def test_what_is_wrong_is_told(look_at: DataLook, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(look_at.found) as found:
        look_at.look(NumpyFile(path=str(tmp_path / "no.npz")))
    assert isinstance(found.args[0], DataError)


def test_the_same_source_is_looked_at_once_unless_it_is_asked_for(look_at: DataLook, qtbot: QtBot, tmp_path: Path) -> None:
    source, heard = digits(tmp_path, 4), told(look_at.found)
    look_at.look(source)
    look_at.look(source)
    qtbot.waitUntil(lambda: len(heard) == 1)
    look_at.look(source)
    digits(tmp_path, 6)
    look_at.look(source, again=True)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert [facts.images for facts in heard] == [4, 6]


def test_only_the_newest_source_is_told(look_at: DataLook, qtbot: QtBot, tmp_path: Path) -> None:
    heard = told(look_at.found)
    for count in range(2, 12, 2):
        look_at.look(digits(tmp_path, count, f"{count}.npz"))
    qtbot.waitUntil(lambda: bool(heard))
    assert [facts.images for facts in heard] == [10]


def test_after_closing_nothing_is_told(look_at: DataLook, qtbot: QtBot) -> None:
    heard = told(look_at.found)
    look_at.look(Mnist())
    look_at.close()
    qtbot.wait(20)
    assert heard == []

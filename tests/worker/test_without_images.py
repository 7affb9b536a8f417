"""A run is looked at before its project has images that fit: weights and filters are there, and a picture file can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from msgspec import structs

from studio.data import Data, ImageFolder
from studio.data.facts import DataError
from studio.messages.answers import Attacked, Filters, Maps, Times, WeightValues
from studio.messages.events import Refused
from studio.messages.orders import AttackSpec, ImageChoice, Import, Show, Watch
from studio.worker.feed import Feed, read_feed
from studio.worker.importing import imported
from studio.worker.opening import images_for, shown
from studio.worker.watch import Subject, Watcher
from tests.engine.orders import data, small_plan
from tests.worker.test_importing import LAYERS, model

# Keras gives NumPy its variables in an old way when it writes or reads them
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")

Look = Callable[[Watch], list[Any]]


def feed_of(given: Data) -> Feed:
    return read_feed(given, lambda done, total: None)


@pytest.fixture
def order(tmp_path: Path) -> Show:
    """To show the weights of a model, in a project whose folder of images is not chosen yet."""
    model().save(tmp_path / "mine.keras")
    nothing = Data(source=ImageFolder(height=28, width=28, colour="grey"), scale=False, centre="none")
    path, folder = str(tmp_path / "mine.keras"), str(tmp_path)
    imported(Import(project=folder, run="run-0001", model=path, plan=small_plan(), data=nothing, layers=LAYERS))
    return Show(project=folder, plan=small_plan(), data=nothing, run="run-0001")


@pytest.fixture
def subject(order: Show) -> Subject:
    return shown(order, images_for(order, feed_of))


@pytest.fixture
def look(subject: Subject) -> Look:
    def looked(watch: Watch) -> list[Any]:
        heard: list[Any] = []
        watcher = Watcher(heard.append)
        watcher.look_at(subject)
        watcher.want(watch)
        watcher.answer_all()
        while watcher.unfinished:
            watcher.answer_all()
        return heard

    return looked


def test_the_classes_are_the_runs_and_there_are_no_images(subject: Subject) -> None:
    assert (subject.feed.sizes, subject.feed.classes) == ((0, 0, 0), tuple("0123456789"))


def test_what_needs_no_image_is_shown(look: Look) -> None:
    heard = look(Watch(filters="conv", weights="dense", times=True))
    assert [type(answer) for answer in heard] == [Filters, WeightValues, Times]


def test_what_needs_one_says_how_to_get_it(look: Look) -> None:
    words = "There is no image to look at yet. Drop a picture on the window, or choose images under Data."
    heard = look(Watch(maps="conv", attack=AttackSpec(), thumbnails=("conv",)))
    assert [(type(answer), answer.part, answer.text) for answer in heard] == [
        (Refused, part, words) for part in ("maps", "attack", "thumbnails")
    ]


def test_a_picture_file_is_looked_at_and_attacked(look: Look, tmp_path: Path) -> None:
    path = str(tmp_path / "seven.png")
    assert cv2.imwrite(path, np.random.default_rng(0).integers(0, 256, (40, 40), np.uint8))
    maps, attacked = look(Watch(maps="conv", attack=AttackSpec(), image=ImageChoice(file=path)))
    assert isinstance(maps, Maps)
    assert isinstance(attacked, Attacked)
    assert (maps.image.file, maps.maps.shape) == (path, (12, 12, 4))
    assert (attacked.fooled, attacked.tried) == (0, 0)


def test_images_of_another_size_count_as_none(order: Show, tmp_path: Path) -> None:
    np.savez(tmp_path / "large.npz", images=np.zeros((20, 30, 30, 1), np.uint8), labels=np.arange(20) % 10)
    other = structs.replace(order, data=Data(source=data(tmp_path).source.replace(path=str(tmp_path / "large.npz"))))
    assert images_for(other, feed_of) is None


def test_an_untrained_network_still_needs_its_data(order: Show) -> None:
    with pytest.raises(DataError):
        images_for(structs.replace(order, run=None), feed_of)

"""The image that is looked at: of the data, or a picture file, which is read as those of a folder are."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.data import Data
from studio.messages.answers import Attacked, Maps, Thumbnails
from studio.messages.events import Event, Refused
from studio.messages.orders import AttackSpec, ImageChoice, Watch
from studio.worker import watched
from studio.worker.build import Network, build
from studio.worker.feed import Feed, Portion
from studio.worker.pictures import picture
from studio.worker.predict import predict
from studio.worker.watch import Subject, Watcher
from studio.worker.watched import UNKNOWN, Album, PictureError
from tests.worker.plans import chain


@pytest.fixture
def feed(digits: np.ndarray) -> Feed:
    """Sixteen images to test, none else."""
    labels, nothing = np.arange(16) % 10, np.arange(0)
    test, empty = Portion(digits, labels, np.arange(16)), Portion(digits, labels, nothing)
    return Feed(Data(), tuple("0123456789"), {"train": test, "validation": empty, "test": test})


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A colour picture of another size than the network's."""
    path = tmp_path / "seven.png"
    cv2.imwrite(str(path), np.random.default_rng(3).integers(0, 256, (60, 40, 3), np.uint8))
    return path


class Told:
    """A watcher of a network, and what it told."""

    def __init__(self, network: Network, feed: Feed) -> None:
        self.events: list[Event] = []
        self._watcher = Watcher(self.events.append)
        self._watcher.look_at(Subject(network, feed, None))

    def ask(self, watch: Watch) -> list[Event]:
        self.events.clear()
        self._watcher.want(watch)
        self._watcher.answer_all()
        return list(self.events)


@pytest.fixture
def told(lenet5: Network, feed: Feed) -> Told:
    return Told(lenet5, feed)


def everything(image: ImageChoice) -> Watch:
    return Watch(maps="n-conv1", attack=AttackSpec(), thumbnails=("n-image", "n-conv1", "n-output"), image=image)


def test_a_file_is_what_maps_attack_and_thumbnails_are_of(told: Told, lenet5: Network, photo: Path) -> None:
    choice = ImageChoice(index=3, file=str(photo))
    maps, attack, thumbnails = told.ask(everything(choice))
    assert isinstance(maps, Maps)
    assert isinstance(attack, Attacked)
    assert isinstance(thumbnails, Thumbnails)
    pixels = picture(photo, (28, 28, 1))
    assert pixels is not None
    assert (maps.pixels == pixels).all()
    assert maps.image == attack.image == thumbnails.image == choice
    assert (attack.original == pixels).all()
    assert (thumbnails.pictures["n-image"].values == pixels).all()
    np.testing.assert_allclose(thumbnails.pictures["n-output"].values, predict(lenet5, pixels[None])[0], atol=1e-6)


def test_without_a_label_an_attack_leads_away_from_what_the_network_answers(told: Told, photo: Path) -> None:
    (attack,) = told.ask(Watch(attack=AttackSpec(epsilon=0.1), image=ImageChoice(file=str(photo))))
    assert isinstance(attack, Attacked)
    assert attack.label == UNKNOWN
    answer = int(attack.before.argmax())
    assert attack.after[answer] < attack.before[answer]
    assert attack.changed.dtype == np.float32
    assert np.abs(attack.changed - attack.original).max() == pytest.approx(25.5, abs=1e-3)
    assert attack.tried <= 16


def test_the_data_is_looked_at_again_with_its_labels(told: Told, photo: Path, digits: np.ndarray) -> None:
    told.ask(Watch(maps="n-conv1", image=ImageChoice(index=3, file=str(photo))))
    (maps,) = told.ask(Watch(maps="n-conv1", image=ImageChoice(index=3)))
    assert isinstance(maps, Maps)
    assert (maps.label, maps.image) == (3, ImageChoice(index=3))
    assert (maps.pixels == digits[3]).all()


def test_a_file_that_is_no_picture_is_refused_once_for_all_that_was_asked(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "notes.png"
    path.write_text("not a picture")
    (refused,) = told.ask(everything(ImageChoice(file=str(path))))
    assert refused == Refused(
        order="Watch",
        part="image",
        text=(
            "notes.png is no picture. Expected: a whole PNG, JPEG or other picture file. Received: 13 bytes of something else. "
            "Save it anew and drop it again."
        ),
    )
    assert [type(event) for event in told.ask(everything(ImageChoice()))] == [Maps, Attacked, Thumbnails]


@pytest.mark.parametrize(
    ("make", "received"),
    [(lambda path: None, errno.ENOENT), (os.mkdir, errno.EACCES if os.name == "nt" else errno.EISDIR)],
)
def test_a_file_that_is_gone_or_none_is_refused(told: Told, tmp_path: Path, make: Callable[[Path], None], received: int) -> None:
    path = tmp_path / "seven.png"
    make(path)
    (refused,) = told.ask(Watch(maps="n-conv1", image=ImageChoice(file=str(path))))
    assert isinstance(refused, Refused)
    assert refused.part == "image"
    words = f"Expected: a picture file. Received: {os.strerror(received)}."
    assert refused.text == f"{path} cannot be opened. {words} Drop it again once it can be read."


def test_a_network_of_two_channels_takes_no_file(feed: Feed, photo: Path) -> None:
    with pytest.raises(PictureError) as error:
        Album(feed, (28, 28, 2)).find(ImageChoice(file=str(photo)))
    assert str(error.value) == (
        "seven.png cannot be shown to this network. Expected: an Input of 1 channel, for grey, or of 3, for colour. Received: 2 channels. "
        "Choose an image of the data."
    )


def test_a_colour_network_sees_the_file_in_colour(digits: np.ndarray, photo: Path) -> None:
    network = build(chain((8, 6, 3), ("flatten", "Flatten", {}), ("scores", "Dense", {"units": 2})), seed=1)
    images, labels = digits.reshape(-1, 28, 28, 1)[:2, :8, :6].repeat(3, axis=3), np.arange(2)
    test = Portion(images, labels, np.arange(2))
    album = Album(Feed(Data(), ("a", "b"), {"train": test, "validation": test, "test": test}), network.plan.input_shape)
    found = album.find(ImageChoice(file=str(photo)))
    pixels = picture(photo, (8, 6, 3))
    assert pixels is not None
    assert (found.pixels == pixels).all()


def test_a_file_is_read_once_and_again_when_it_changes(feed: Feed, photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []

    def counted(path: Path, shape: tuple[int, ...]) -> np.ndarray | None:
        read.append(path)
        return picture(path, shape)

    monkeypatch.setattr(watched, "picture", counted)
    album, choice = Album(feed, (28, 28, 1)), ImageChoice(file=str(photo))
    first = album.find(choice).pixels
    assert album.find(choice).pixels is first
    cv2.imwrite(str(photo), np.zeros((30, 30, 3), np.uint8))
    assert not album.find(choice).pixels.any()
    assert len(read) == 2

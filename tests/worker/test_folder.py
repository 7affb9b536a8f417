"""A folder of pictures: decoded once, again when a file changes, and never half."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio import paths
from studio.data import Data, ImageFolder
from studio.data.facts import DataError
from studio.worker import folder
from studio.worker.browsing import Feeds
from studio.worker.folder import read_folder

COLOURS = {"blue": (0, 0, 255), "red": (255, 0, 0)}


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Two classes of three pictures, each of one colour, of differing sizes."""
    for name, colour in COLOURS.items():
        (tmp_path / name).mkdir()
        for number in range(3):
            pixels = np.full((10 + number, 20, 3), colour, np.uint8)
            cv2.imwrite(str(tmp_path / name / f"{number}.png"), pixels[..., ::-1])
    return tmp_path


def read(path: Path, told: list[tuple[int, int]] | None = None, **values: object) -> tuple[np.ndarray, np.ndarray]:
    source = ImageFolder.read({"path": str(path), "height": 6, "width": 8} | values)
    channels = 1 if source.colour == "grey" else 3
    note = (lambda done, total: told.append((done, total))) if told is not None else (lambda done, total: None)
    return read_folder(source, (6, 8, channels), note)


def test_pictures_become_pixels_of_one_size_in_red_green_blue(pictures: Path) -> None:
    images, labels = read(pictures)
    assert (images.shape, images.dtype) == ((6, 6, 8, 3), np.uint8)
    assert labels.tolist() == [0, 0, 0, 1, 1, 1]
    assert (images[0] == COLOURS["blue"]).all()
    assert (images[5] == COLOURS["red"]).all()


def test_grey_pictures_have_one_channel(pictures: Path) -> None:
    images, _ = read(pictures, colour="grey")
    assert images.shape == (6, 6, 8, 1)
    assert images[5, 0, 0, 0] == 76  # 0.299 of red


def test_the_second_reading_takes_what_the_first_one_kept(pictures: Path) -> None:
    first: list[tuple[int, int]] = []
    second: list[tuple[int, int]] = []
    images, _ = read(pictures, first)
    again, _ = read(pictures, second)
    assert (first[0], first[-1], second) == ((0, 6), (6, 6), [])
    assert (images == again).all()


def test_a_changed_file_is_read_anew(pictures: Path) -> None:
    read(pictures)
    cv2.imwrite(str(pictures / "red" / "0.png"), np.zeros((50, 50, 3), np.uint8))
    images, _ = read(pictures)
    assert (images[3] == 0).all()


def test_the_cache_forgets_older_readings_of_a_folder_and_keeps_those_of_others(
    pictures: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    shutil.copytree(pictures, other, dirs_exist_ok=True)
    read(other)
    kept = paths.cache() / "pictures"
    others = set(kept.iterdir())
    for number in range(5):
        cv2.imwrite(str(pictures / "red" / f"more-{number}.png"), np.zeros((5, 5, 3), np.uint8))
        read(pictures)
    assert len(others) == 1
    assert others < set(kept.iterdir())
    assert len(list(kept.iterdir())) == 1 + 2


def test_a_picture_that_comes_to_a_class_is_noticed(pictures: Path) -> None:
    data = Data(source=ImageFolder(path=str(pictures), height=6, width=8))
    feeds = Feeds(lambda event: None, lambda: None)
    before = len(feeds.of(data).parts["train"].images)
    assert feeds.of(data) is feeds.of(data)
    cv2.imwrite(str(pictures / "red" / "more.png"), np.zeros((5, 5, 3), np.uint8))
    assert len(feeds.of(data).parts["train"].images) == before + 1


def test_a_broken_picture_is_named(pictures: Path) -> None:
    broken = pictures / "red" / "1.png"
    broken.write_bytes(broken.read_bytes()[:20])
    with pytest.raises(DataError) as refused:
        read(pictures)
    assert str(refused.value) == (f"ImageFolder: a picture cannot be read: {broken}. Expected: whole picture files. Mend or remove them.")


def test_of_many_broken_pictures_the_first_five_are_named(pictures: Path) -> None:
    for path in pictures.glob("*/*.png"):
        path.write_bytes(b"")
    with pytest.raises(DataError) as refused:
        read(pictures)
    names = ", ".join(str(path) for path in sorted(pictures.glob("*/*.png"))[:5])
    assert str(refused.value) == (
        f"ImageFolder: 6 of 6 pictures cannot be read: {names} and 1 more. Expected: whole picture files. Mend or remove them."
    )
    assert list((paths.cache() / "pictures").iterdir()) == []


def test_reading_can_be_given_up_and_leaves_nothing(pictures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_TELL_EVERY", 1)

    def give_up(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_folder(ImageFolder(path=str(pictures), height=6, width=8), (6, 8, 3), give_up)
    assert list((paths.cache() / "pictures").iterdir()) == []


def test_opencv_leaves_no_trace_in_the_environment_that_would_break_qt() -> None:
    import os

    from studio.worker import pictures as imported

    assert imported.cv2 is cv2
    assert not {"QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"} & os.environ.keys()

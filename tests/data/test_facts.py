"""The quick look at a person's own data: what it sees, and what it refuses in which words."""

from __future__ import annotations

import errno
import os
import re
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from studio.data import ImageFolder, NumpyFile
from studio.data.facts import DataError, Facts, facts
from studio.data.image_folder import pictures
from studio.data.numpy_file import read_numpy_file

SUFFIXES = ".png, .jpg, .jpeg, .bmp, .webp, .tif, .tiff, .pgm, .ppm"
WANTED = "a folder that holds one folder of pictures for each class"
SAVE = "Save both with numpy.savez('file.npz', images=images, labels=labels)."
NUMBER = "Number them with classes, labels = numpy.unique(labels, return_inverse=True); or, where rows hold a single 1, labels.argmax(1)."


def faults(source: ImageFolder | NumpyFile) -> tuple[str, ...]:
    with pytest.raises(DataError) as refused:
        facts(source)
    assert str(refused.value) == "\n".join(refused.value.faults)
    return refused.value.faults


@pytest.fixture
def animals(tmp_path: Path) -> Path:
    """Two cats, one of them a folder deeper, three dogs, and what is no picture."""
    for name in ("cats/a.png", "cats/old/b.JPG", "dogs/1.jpeg", "dogs/2.bmp", "dogs/3.tif", "dogs/notes.txt", ".hidden/x.png", "readme.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def test_a_folder_is_counted_without_opening_a_picture(animals: Path) -> None:
    seen = facts(ImageFolder(path=str(animals), height=20, width=30, colour="grey"))
    assert seen == Facts(shape=(20, 30, 1), classes=("cats", "dogs"), counts=(2, 3), test_counts=None)
    assert facts(ImageFolder(path=str(animals))).shape == (64, 64, 3)


def test_the_files_come_in_the_order_of_their_names(animals: Path) -> None:
    files = pictures(ImageFolder(path=str(animals)))
    assert [str(path.relative_to(animals)) for paths in files.values() for path in paths] == [
        "cats/a.png",
        "cats/old/b.JPG",
        "dogs/1.jpeg",
        "dogs/2.bmp",
        "dogs/3.tif",
    ]


def test_no_folder_chosen() -> None:
    assert faults(ImageFolder()) == (f"ImageFolder: no folder is chosen. Choose {WANTED}.",)


def test_the_folder_is_not_there(tmp_path: Path) -> None:
    assert faults(ImageFolder(path=str(tmp_path / "gone"))) == (
        f"ImageFolder: {tmp_path / 'gone'} is not there. Expected: {WANTED}. Choose it again, or connect the disk that it is on.",
    )


def test_the_folder_is_a_file(animals: Path) -> None:
    assert faults(ImageFolder(path=str(animals / "readme.md"))) == (
        f"ImageFolder: {animals / 'readme.md'} is a file. Expected: {WANTED}. Choose the folder instead.",
    )


def test_a_folder_without_class_folders(animals: Path) -> None:
    assert faults(ImageFolder(path=str(animals / "dogs"))) == (
        f"ImageFolder: {animals / 'dogs'} holds no folders. Expected: {WANTED}. Sort the pictures into folders called as their classes.",
    )


def test_one_class_only_and_an_empty_one_are_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "cats").mkdir()
    (tmp_path / "cats" / "notes.txt").touch()
    assert faults(ImageFolder(path=str(tmp_path))) == (
        f"ImageFolder: {tmp_path} has one class only. Expected: at least two. Received: cats. Add a folder for each class.",
        f"ImageFolder: class cats has no pictures. Expected: files ending in {SUFFIXES}. Received: 1 other file. "
        "Add pictures or remove the folder.",
    )


def test_every_empty_class_is_said(animals: Path) -> None:
    (animals / "birds").mkdir()
    (animals / "fish").mkdir()
    assert faults(ImageFolder(path=str(animals))) == tuple(
        f"ImageFolder: class {name} has no pictures. Expected: files ending in {SUFFIXES}. Received: an empty folder. "
        "Add pictures or remove the folder."
        for name in ("birds", "fish")
    )


def test_a_class_folder_whose_name_is_no_text(animals: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("Only here do file systems take such names.")
    (animals / "caf\udce9").mkdir()
    (animals / "caf\udce9" / "a.png").touch()
    assert faults(ImageFolder(path=str(animals))) == (
        "ImageFolder: the name of a class folder cannot be read. Expected: text in UTF-8. Received: 'caf\\udce9'. Rename the folder.",
    )


def test_a_home_of_nobody_is_not_there() -> None:
    """As the path looks while somebody types it."""
    assert faults(ImageFolder(path="~nobody_at_all")) == (
        f"ImageFolder: ~nobody_at_all is not there. Expected: {WANTED}. Choose it again, or connect the disk that it is on.",
    )
    assert faults(NumpyFile(path="~nobody_at_all")) == (
        "NumpyFile: ~nobody_at_all is not there. Expected: an .npz file that holds images and labels. Choose it again.",
    )


def test_a_name_too_long_for_a_file() -> None:
    name = "/" + "a" * 300
    assert faults(ImageFolder(path=name)) == (
        f"ImageFolder: {name} cannot be opened. Received: {os.strerror(errno.ENAMETOOLONG)}. Allow yourself to read it.",
    )
    (fault,) = faults(NumpyFile(path=name))
    assert fault.startswith(f"NumpyFile: {name} cannot be read. Expected: an .npz file. Received: ")


def saved(folder: Path, **arrays: object) -> NumpyFile:
    np.savez(folder / "own.npz", **arrays)
    return NumpyFile(path=str(folder / "own.npz"))


IMAGES, LABELS = np.arange(6 * 4 * 5 * 3, dtype=np.uint8).reshape(6, 4, 5, 3), np.array([0, 1, 2, 0, 0, 1])


@pytest.mark.parametrize(("images", "labels"), [("images", "labels"), ("x", "y")])
def test_a_numpy_file_is_known_by_either_name(tmp_path: Path, images: str, labels: str) -> None:
    assert facts(saved(tmp_path, **{images: IMAGES, labels: LABELS})) == Facts((4, 5, 3), ("0", "1", "2"), (3, 2, 1))


def test_a_numpy_file_may_name_its_classes(tmp_path: Path) -> None:
    assert facts(saved(tmp_path, x=IMAGES, y=LABELS, classes=["cat", "dog", "eel"])).classes == ("cat", "dog", "eel")


def test_grey_images_need_no_axis_of_channels(tmp_path: Path) -> None:
    source = saved(tmp_path, x=IMAGES[..., 0], y=LABELS)
    assert facts(source).shape == (4, 5, 1)
    images, labels = read_numpy_file(source)
    np.testing.assert_array_equal(images[..., 0], IMAGES[..., 0])
    np.testing.assert_array_equal(labels, LABELS)


def test_the_quick_look_reads_no_pixels(tmp_path: Path) -> None:
    """Damaged pixels are no reason to refuse before they are read."""
    images = np.zeros((6, 200, 200, 3), np.uint8)
    images[-1, -1] = 77
    source = saved(tmp_path, x=images, y=LABELS)
    whole = Path(source.path).read_bytes()
    Path(source.path).write_bytes(whole.replace(bytes([77]) * 600, bytes([78]) * 600))
    assert facts(source).shape == (200, 200, 3)
    with pytest.raises(DataError) as refused:
        read_numpy_file(source)
    assert refused.value.faults == (
        f"NumpyFile: {source.path} cannot be read. Expected: an .npz file. Received: Bad CRC-32 for file 'x.npy'. {SAVE}",
    )


def test_no_file_chosen() -> None:
    assert faults(NumpyFile()) == ("NumpyFile: no file is chosen. Choose an .npz file that holds images and labels.",)


def test_the_file_is_not_there(tmp_path: Path) -> None:
    assert faults(NumpyFile(path=str(tmp_path / "gone.npz"))) == (
        f"NumpyFile: {tmp_path / 'gone.npz'} is not there. Expected: an .npz file that holds images and labels. Choose it again.",
    )


def test_a_single_array_has_no_labels(tmp_path: Path) -> None:
    np.save(tmp_path / "images.npy", IMAGES)
    assert faults(NumpyFile(path=str(tmp_path / "images.npy"))) == (
        f"NumpyFile: {tmp_path / 'images.npy'} holds one array only. Expected: images and labels in one .npz file. {SAVE}",
    )


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "own.npz").write_text("no archive")
    assert faults(NumpyFile(path=str(tmp_path / "own.npz"))) == (
        f"NumpyFile: {tmp_path / 'own.npz'} cannot be read. Expected: an .npz file. Received: File is not a zip file. {SAVE}",
    )


def test_arrays_of_other_names(tmp_path: Path) -> None:
    source = saved(tmp_path, pictures=IMAGES, y=LABELS)
    assert faults(source) == (f"NumpyFile: {source.path} lacks an array called images or x. Received: pictures, y. {SAVE}",)
    source = saved(tmp_path, a=IMAGES)
    assert faults(source) == (
        f"NumpyFile: {source.path} lacks an array called images or x and one called labels or y. Received: a. {SAVE}",
    )


def test_an_archive_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "own.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("images", b"no array")
        archive.writestr("labels.txt", b"no array either")
    assert faults(NumpyFile(path=str(path))) == (
        f"NumpyFile: {path} lacks an array called images or x and one called labels or y. Received: no arrays. {SAVE}",
    )


def test_an_archive_under_a_password(tmp_path: Path) -> None:
    source = saved(tmp_path, x=IMAGES, y=LABELS)
    whole = bytearray(Path(source.path).read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # says so of every array, in both places where an archive does
        for match in re.finditer(re.escape(sign), bytes(whole)):
            whole[match.start() + flags] |= 1
    Path(source.path).write_bytes(whole)
    assert faults(source) == (
        f"NumpyFile: {source.path} cannot be read. Expected: an .npz file. "
        f"Received: File 'x.npy' is encrypted, password required for extraction. {SAVE}",
    )


@pytest.mark.parametrize(
    ("pixels", "received"),
    [
        ([0.0, 1.0], "0 to 1. Save images * 255."),
        ([-1.0, 1.0], "-1 to 1. Bring them there before saving."),
        ([0, 4096], "0 to 4096. Bring them there before saving."),
        ([0.0, np.nan], "nan to nan. Bring them there before saving."),
    ],
)
def test_pixels_that_are_none(tmp_path: Path, pixels: list[float], received: str) -> None:
    source = saved(tmp_path, x=np.array(pixels * 3).reshape(6, 1, 1, 1), y=LABELS)
    with pytest.raises(DataError) as refused:
        read_numpy_file(source)
    assert refused.value.faults == (f"NumpyFile: the images of {source.path} must be numbers from 0 to 255. Received: {received}",)


def test_names_of_classes_may_be_bytes(tmp_path: Path) -> None:
    assert facts(saved(tmp_path, x=IMAGES, y=LABELS, classes=[b"cat", b"dog", b"eel"])).classes == ("cat", "dog", "eel")


def test_objects_are_never_unpickled(tmp_path: Path) -> None:
    source = saved(tmp_path, x=IMAGES, y=np.array([print] * 6, dtype=object))
    assert faults(source) == (
        f"NumpyFile: {source.path} cannot be read. Expected: an .npz file. "
        f"Received: Object arrays cannot be loaded when allow_pickle=False. {SAVE}",
    )


def test_images_of_the_wrong_shape_and_labels_of_the_wrong_kind_are_said_at_once(tmp_path: Path) -> None:
    source = saved(tmp_path, x=np.array(["a", "b"]), y=np.array([0.5, 1.5]))
    assert faults(source) == (
        f"NumpyFile: the images of {source.path} have the wrong shape. "
        "Expected: (count, height, width, channels) or (count, height, width). Received: (2,).",
        f"NumpyFile: the images of {source.path} must be numbers from 0 to 255. Received: an array of <U1.",
        f"NumpyFile: the labels of {source.path} must be one whole number of at least 0 for each image. "
        f"Received: an array of float64 shaped (2,). {NUMBER}",
    )


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (
            [0, 1, -1, 0, 0, 1],
            "the labels of {} must be one whole number of at least 0 for each image. "
            f"Received: an array of int64 shaped (6,) with -1 in it. {NUMBER}",
        ),
        ([0, 1, 2], "{} must hold one label for each image. Received: 6 images and 3 labels."),
        ([0, 0, 0, 0, 0, 0], "{} has one class only. Expected: labels of at least two. Received: 0 for each image."),
        ([0, 3, 3, 0, 1, 0], "no image of {} has label 2. Expected: each label from 0 to 3 at least once. " + NUMBER),
        ([0, 1, 2, 0, 10**9, 1], "the labels of {} must count the classes from 0. Received: 1000000000 among 6 labels. " + NUMBER),
    ],
)
def test_labels_that_do_not_fit(tmp_path: Path, labels: list[int], words: str) -> None:
    source = saved(tmp_path, x=IMAGES, y=np.array(labels))
    assert faults(source) == (f"NumpyFile: {words.format(source.path)}",)

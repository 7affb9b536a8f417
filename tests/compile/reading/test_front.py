"""What a model does to raw pixels first becomes the project's data, where the studio does the same itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.compile.reading.configs import Record, blocks, functional, image, layer, opened, sequential, tensor

MEAN = [0.25, 0.5, 0.75]
ONES = [1.0, 1.0, 1.0]
SCALING = layer("Rescaling", "scaling", scale=1 / 255, offset=0.0)
CENTRING = layer("Normalization", "centring", axis=[-1], mean=MEAN, variance=ONES, invert=False)
END = layer("Flatten", "flat")


def changed(record: Record, **config: Any) -> Record:
    return {**record, "config": {**record["config"], **config}}


def names(*front: Record) -> list[str]:
    return list(blocks(opened(sequential(image(), *front, END)).graph))


def test_division_by_255_and_the_mean_of_each_channel() -> None:
    found = opened(sequential(image(), SCALING, CENTRING, END))
    assert (found.scale, found.centre) == (True, "per channel")
    assert found.mean is not None
    assert found.mean.dtype == np.float32
    assert found.mean.tolist() == MEAN
    assert list(blocks(found.graph)) == ["image", "flat", "output"]
    assert found.remarks == ()


def test_a_mean_image() -> None:
    mean = np.arange(8 * 8 * 3).reshape(8, 8, 3) / 2
    found = opened(sequential(image(), changed(CENTRING, axis=[1, 2, 3], mean=mean.tolist(), variance=np.ones((8, 8, 3)).tolist()), END))
    assert (found.scale, found.centre) == (False, "mean image")
    assert np.array_equal(np.asarray(found.mean), mean.astype(np.float32))


def test_a_model_without_any() -> None:
    found = opened(sequential(image(), END))
    assert (found.scale, found.centre, found.mean) == (False, "none", None)


def test_division_in_single_precision_is_the_same_division() -> None:
    assert opened(sequential(image(), changed(SCALING, scale=float(np.float32(1 / 255))), END)).scale


@pytest.mark.parametrize(
    "scaling",
    [
        changed(SCALING, scale=1 / 127.5),
        changed(SCALING, offset=-1.0),
        changed(SCALING, scale=[1 / 255] * 3),
        changed(SCALING, scale=1e300),
        changed(SCALING, dtype="float16"),
    ],
)
def test_other_scalings_stay_in_the_drawing(scaling: Record) -> None:
    found = opened(sequential(image(), scaling, END))
    assert not found.scale
    assert list(blocks(found.graph)) == ["image", "scaling", "flat", "output"]


@pytest.mark.parametrize(
    "centring",
    [
        changed(CENTRING, variance=[1.0, 1.0, 2.0]),
        changed(CENTRING, mean=None, variance=None),
        changed(CENTRING, mean=[0.5], variance=[1.0]),
        changed(CENTRING, mean=[[0.5], 0.25, 1.0]),
        changed(CENTRING, mean=["a", "b", "c"]),
        changed(CENTRING, mean=[1e300, 0.0, 0.0]),
        changed(CENTRING, invert=True),
        changed(CENTRING, axis=[1]),
        changed(CENTRING, axis=None),
    ],
)
def test_other_normalizations_stay_in_the_drawing(centring: Record) -> None:
    found = opened(sequential(image(), SCALING, centring, END))
    assert (found.scale, found.centre, found.mean) == (True, "none", None)
    assert list(blocks(found.graph)) == ["image", "centring", "flat", "output"]


def test_a_mean_before_the_division_stays_in_the_drawing() -> None:
    found = opened(sequential(image(), CENTRING, SCALING, END))
    assert (found.scale, found.centre) == (False, "per channel")
    assert list(blocks(found.graph)) == ["image", "scaling", "flat", "output"]


def test_pixels_that_go_elsewhere_as_well_are_not_prepared_by_the_studio() -> None:
    model = functional(
        image(),
        {**SCALING, "inbound_nodes": [{"args": [tensor("image")], "kwargs": {}}]},
        layer("Add", "sum", [tensor("image"), tensor("scaling")]),
    )
    assert not opened(model).scale


def test_of_several_images_none_is_prepared_by_the_studio() -> None:
    model = functional(
        image("left"),
        image("right"),
        {**SCALING, "inbound_nodes": [{"args": [tensor("left")], "kwargs": {}}]},
        layer("Add", "sum", [tensor("right"), tensor("scaling")]),
        inputs=[["left", 0, 0], ["right", 0, 0]],
    )
    assert not opened(model).scale


def test_pixels_that_are_only_scaled_are_an_answer_of_their_own() -> None:
    found = opened(sequential(image(), SCALING))
    assert found.scale
    assert list(blocks(found.graph)) == ["image", "output"]


def test_what_is_no_image_is_not_prepared_by_the_studio() -> None:
    found = opened(sequential(image(shape=(192,)), SCALING, layer("Dense", "scores", units=2)))
    assert not found.scale
    assert list(blocks(found.graph)) == ["image", "scaling", "scores", "output"]


def test_images_without_channels_are_scaled_but_not_centred() -> None:
    centring = changed(CENTRING, mean=[0.5] * 8, variance=[1.0] * 8)
    found = opened(sequential(image(shape=(8, 8)), SCALING, centring, END))
    assert (found.scale, found.centre) == (True, "none")
    assert list(blocks(found.graph)) == ["image", "image1", "centring", "flat", "output"]

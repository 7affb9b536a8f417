"""Real digits, few of them, and a network with dropout and batch normalisation: what is hard to resume exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from studio.compile.plan import Plan, Step
from studio.data import Data, NumpyFile
from studio.data.mnist import read_mnist
from studio.messages.orders import Show, Train
from studio.recipe import Recipe
from studio.runs import next_run


def digits_file(folder: Path, count: int = 1200) -> Path:
    """The first digits of MNIST as an .npz file."""
    path = folder / "digits.npz"
    if not path.exists():
        digits = read_mnist()
        np.savez(path, images=digits.images[:count], labels=digits.labels[:count])
    return path


def small_plan() -> Plan:
    """Steps are called as their nodes."""
    return Plan(
        "Small",
        (
            Step("image", "keras.Input", {"shape": [28, 28, 1]}, (), "image"),
            Step(
                "conv",
                "keras.layers.Conv2D",
                {"filters": 4, "kernel_size": [5, 5], "strides": [2, 2], "activation": "relu"},
                ("image",),
                "conv",
            ),
            Step("norm", "keras.layers.BatchNormalization", {}, ("conv",), "norm"),
            Step("flat", "keras.layers.Flatten", {}, ("norm",), "flat"),
            Step("drop", "keras.layers.Dropout", {"rate": 0.3}, ("flat",), "drop"),
            Step("dense", "keras.layers.Dense", {"units": 10}, ("drop",), "dense"),
            Step("out", "keras.layers.Softmax", {}, ("dense",), "out"),
        ),
        "dense",
        "out",
        "classes",
        "out",
    )


def data(folder: Path) -> Data:
    """1,200 digits: 900 to train on, 100 to validate, 200 to test."""
    return Data(source=NumpyFile(path=str(digits_file(folder))))


def train(project: Path, **values: Any) -> Train:
    """An order to train the small network, with a recipe of the values that are its, in the next run."""
    recipe = {name: values.pop(name) for name in tuple(values) if name in Recipe.__struct_fields__}
    given = {"run": next_run(project), "plan": small_plan(), "data": data(project)} | values
    return Train(project=str(project), recipe=Recipe(**({"epochs": 2, "batch_size": 32} | recipe)), **given)


def show(project: Path) -> Show:
    """An order to look at the small network, untrained."""
    return Show(project=str(project), plan=small_plan(), data=data(project))

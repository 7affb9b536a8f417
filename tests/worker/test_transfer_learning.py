"""The pretrained network that travels learns digits with a new head: an epoch of 512 images changes the head's weights and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import structs

from studio import paths
from studio.compile.planner import plan
from studio.data import Data, NumpyFile
from studio.data.mnist import read_mnist
from studio.messages import Event
from studio.messages.events import EpochEnded
from studio.messages.orders import Train
from studio.project import file
from studio.project.project import Project
from studio.recipe import Recipe
from studio.worker.build import Network
from studio.worker.feed import read_feed
from studio.worker.opening import UnfitError, begin, kept

IMAGES = 512


@pytest.fixture(scope="module")
def project() -> Project:
    return file.read(paths.samples() / "transfer_learning")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project's folder with 512 digits to learn from, and as many as an eighth of them to validate and to test."""
    made, digits = tmp_path_factory.mktemp("transfer"), read_mnist()
    count = IMAGES * 5 // 4
    np.savez(made / "digits.npz", images=digits.images[:count], labels=digits.labels[:count])
    return made


def order(project: Project, folder: Path, drawing: str, run: str, **values: Any) -> Train:
    shown = project.shows(drawing)
    data = Data(source=NumpyFile(path=str(folder / "digits.npz")), scale=False, centre="none", validation=0.1, test=0.1)
    recipe = Recipe(epochs=1, batch_size=32)
    return Train(project=str(folder), run=run, plan=plan(shown.graph, shown.title), data=data, recipe=recipe, **values)


def feed(train: Train) -> Any:
    return read_feed(train.data, lambda done, total: None)


def weights(network: Network) -> dict[str, list[np.ndarray]]:
    return {name: [np.copy(each) for each in layer.get_weights()] for name, layer in network.layers.items() if layer.weights}


def changed(before: dict[str, list[np.ndarray]], after: dict[str, list[np.ndarray]]) -> list[str]:
    pairs = ((name, list(zip(values, after[name], strict=True))) for name, values in before.items())
    return [name for name, both in pairs if not all(np.array_equal(one, other) for one, other in both)]


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")
def test_an_epoch_changes_the_head_alone_and_goes_on_in_fine_tuning(project: Project, folder: Path) -> None:
    first = order(project, folder, "head alone", "run-0001")
    fit, network, words = begin(first, feed(first), "CPU:0")
    assert words == "98 layers begin with the pretrained weights of efficientnet_lite0."
    assert sum(int(np.prod(each.shape)) for each in network.training_model.trainable_variables) == 12_810
    before, told = weights(network), list[Event]()
    assert fit.run(told.append, lambda reason: 0.0).state == "done"
    assert changed(before, weights(kept(str(folder), "run-0001", "best").network)) == ["scores"]
    (ended,) = (event for event in told if isinstance(event, EpochEnded))
    assert ended.val_accuracy is not None
    assert ended.val_accuracy > 0.3  # a tenth would be chance

    onwards = order(project, folder, "fine-tuning", "run-0002", origin="run-0001")
    assert {step.multiplier for step in onwards.plan.steps if step.node.startswith("fine-tuning-trunk/")} == {0.01}
    _, network, words = begin(onwards, feed(onwards), "CPU:0")
    assert words.startswith("99 layers begin with the weights of run-0001: ")
    assert np.array_equal(weights(network)["scores"][0], weights(kept(str(folder), "run-0001", "best").network)["scores"][0])


def test_where_all_is_frozen_there_is_nothing_to_train(project: Project, folder: Path) -> None:
    still = order(project, folder, "head alone", "run-0009")
    steps = tuple(structs.replace(step, trainable=False) for step in still.plan.steps)
    still = structs.replace(still, plan=structs.replace(still.plan, steps=steps))
    with pytest.raises(
        UnfitError, match=r"^All weights of the network are frozen, so there is nothing to train\. Unfreeze at least one node\.$"
    ):
        begin(still, feed(still), "CPU:0")

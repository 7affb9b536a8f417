"""A program that also reads images and trains does so, and is as clean as one that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from studio.compile.parsing.program import parsed
from studio.compile.planner import plan, prepared
from studio.compile.source import source
from studio.compile.training_part import Lesson
from studio.data.data import Data
from studio.data.sources import ImageFolder, Mnist, NumpyFile
from studio.graph.model import Graph
from studio.graph.training import set_multiplier
from studio.recipe.losses import LOSSES
from studio.recipe.optimizers import SGD
from studio.recipe.recipe import Recipe
from tests.compile.drawings import branched, id_of, lenet
from tests.compile.programs import check_clean

RECIPE = Recipe(epochs=1, batch_size=16, patience=2, target=0.5)


def program(graph: Graph, data: Data, recipe: Recipe = RECIPE) -> str:
    planned = prepared(plan(graph, "t"), data.scale, None)
    return source(planned, data.centre, graph, Lesson(data, recipe)).text


def lessons() -> dict[str, str]:
    """One program of each source, centre and loss."""
    sources = {"digits": Mnist(), "folder": ImageFolder(path="/images"), "file": NumpyFile(path="/images.npz")}
    found = {name: program(lenet(), Data(source=each)) for name, each in sources.items()}
    found |= {f"by {centre}": program(lenet(), Data(centre=centre)) for centre in ("none", "per channel")}
    found |= {loss.__name__: program(lenet(), Data(), RECIPE.replace(loss=loss())) for loss in LOSSES}
    paced = set_multiplier(branched(), [id_of(branched(), "scores")], 0.5)
    return found | {"paced": program(paced, Data(), RECIPE.replace(optimizer=SGD(momentum=0.9)))}


def test_they_are_clean_by_the_usual_tools(tmp_path: Path) -> None:
    check_clean(lessons(), tmp_path)


def test_they_are_read_as_the_drawings_that_they_were_written_from() -> None:
    for name, text in lessons().items():
        if name != "paced":
            assert parsed(text).graph == parsed(source(prepared(plan(lenet(), "t"), True, None)).text).graph


@pytest.mark.parametrize("kind", [loss.__name__ for loss in LOSSES])
def test_running_one_trains_its_network(kind: str, tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    np.savez(tmp_path / "images.npz", images=random.integers(0, 256, (48, 8, 8, 3), np.uint8), labels=random.integers(0, 3, 48))
    data = Data(source=NumpyFile(path=str(tmp_path / "images.npz")))
    loss = next(loss for loss in LOSSES if loss.__name__ == kind)
    names: dict[str, Any] = {"__name__": "program"}
    exec(compile(program(branched(), data, RECIPE.replace(loss=loss())), "program", "exec"), names)
    model = names["build"]()
    before = model.get_weights()
    keras.utils.set_random_seed(0)
    scored = names["train"](model, *names["centred"](*names["data"]()))
    assert np.isfinite(scored).all()
    assert any((one != other).any() for one, other in zip(before, model.get_weights(), strict=True))

"""The program of a drawing freezes what the drawing freezes, and scales an optimizer's steps as training here does."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from studio.compile.planner import plan
from studio.compile.source import source
from studio.graph.model import Graph
from studio.graph.training import set_multiplier, set_trainable
from studio.recipe import SGD, Adam, Recipe
from studio.worker.build import build
from studio.worker.losses import LossOfEach, optimizer
from studio.worker.stepping import Stepper
from tests.compile.drawings import id_of, lenet
from tests.compile.programs import SEED, check_clean, checked, run
from tests.graph.small_modules import chosen, network, residual


def frozen() -> Graph:
    graph = lenet()
    return set_trainable(graph, [id_of(graph, "conv1"), id_of(graph, "dense1")], False)


def half_frozen() -> Graph:
    return set_trainable(network(chosen(residual()), chosen(residual(), 2)), ["res2"], False)


def paced() -> Graph:
    graph = lenet()
    return set_multiplier(graph, [id_of(graph, "conv1")], 0.1)


def test_the_program_of_frozen_layers_makes_the_same_network() -> None:
    assert 'FROZEN = ("conv1", "dense1")\n' in checked(frozen())
    text = checked(half_frozen())
    assert 'FROZEN = ("res2_",)  # what the names of frozen layers begin with\n' in text
    assert "def residual(" in text  # modules are functions all the same
    assert [layer.name for layer in run(text).layers if layer.weights and layer.trainable][-1] == "scores"


def test_programs_are_clean(tmp_path: Path) -> None:
    drawings = {"frozen": frozen(), "half": half_frozen(), "paced": paced()}
    check_clean({name: source(plan(graph, "t"), graph=graph).text for name, graph in drawings.items()}, tmp_path)


@pytest.mark.parametrize("form", [Adam(weight_decay=0.01), SGD(learning_rate=0.1, momentum=0.9)], ids=["Adam", "SGD"])
def test_the_steps_that_a_program_scales_are_those_of_training_here(form: Adam | SGD) -> None:
    planned, draw = plan(paced(), "t"), np.random.default_rng(0)
    names: dict[str, object] = {"__name__": "program"}
    exec(compile(source(planned).text, "program", "exec"), names)
    theirs = run(source(planned).text)
    base = type(optimizer(Recipe(optimizer=form)))
    scaled = type("PacedOptimizer", (names["Paced"], base), {})
    mine = build(planned, SEED)
    stepper = Stepper(mine, LossOfEach(Recipe().loss), optimizer(Recipe(optimizer=form)))
    trained = keras.Model(theirs.input, theirs.get_layer("scores").output)
    rest = {"learning_rate": form.learning_rate, "weight_decay": form.weight_decay}
    rest |= {"momentum": form.momentum} if isinstance(form, SGD) else {}
    trained.compile(scaled(**rest), keras.losses.SparseCategoricalCrossentropy(from_logits=True), jit_compile=False)
    for _ in range(3):
        images, labels = draw.integers(0, 256, (8, 28, 28, 1)).astype(np.float32), draw.integers(0, 10, 8)
        trained.train_on_batch(images, labels)
        stepper.run(images[None], labels[None])
    for own, other in zip(mine.model.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(own, other, atol=2e-5)

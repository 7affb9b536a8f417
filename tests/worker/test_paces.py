"""Frozen layers stay as they are, and multipliers scale what the optimizer does, not what it is given."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from msgspec import structs

from studio.compile.plan import Plan
from studio.recipe import SGD, Adam, Optimizer, Recipe, RMSprop
from studio.worker.build import build
from studio.worker.losses import LossOfEach, optimizer
from studio.worker.stepping import Stepper
from tests.worker.plans import chain, small

Step = Callable[[np.ndarray, dict[str, np.ndarray], int], np.ndarray]


def adam(gradient: np.ndarray, memory: dict[str, np.ndarray], time: int) -> np.ndarray:
    memory["m"] = 0.9 * memory.get("m", 0.0) + 0.1 * gradient
    memory["v"] = 0.999 * memory.get("v", 0.0) + 0.001 * gradient**2
    return 0.01 * np.sqrt(1 - 0.999**time) / (1 - 0.9**time) * memory["m"] / (np.sqrt(memory["v"]) + 1e-7)


def momentum(gradient: np.ndarray, memory: dict[str, np.ndarray], time: int) -> np.ndarray:
    memory["v"] = 0.9 * memory.get("v", 0.0) + 0.5 * gradient
    return memory["v"]


def rmsprop(gradient: np.ndarray, memory: dict[str, np.ndarray], time: int) -> np.ndarray:
    memory["v"] = 0.9 * memory.get("v", 0.0) + 0.1 * gradient**2
    return 0.01 * gradient / np.sqrt(memory["v"] + 1e-7)


BY_HAND: list[tuple[Optimizer, Step]] = [
    (Adam(learning_rate=0.01), adam),
    (SGD(learning_rate=0.5, momentum=0.9), momentum),
    (RMSprop(learning_rate=0.01), rmsprop),
]


def with_steps(plan: Plan, **values: dict[str, object]) -> Plan:
    """The plan with other values of some of its steps, by name."""
    return structs.replace(plan, steps=tuple(structs.replace(step, **values.get(step.name, {})) for step in plan.steps))


def stepper(plan: Plan, form: Optimizer) -> Stepper:
    recipe = Recipe().replace(optimizer=form)
    return Stepper(build(plan, 3), LossOfEach(recipe.loss), optimizer(recipe))


@pytest.mark.parametrize(("form", "step"), BY_HAND, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("multiplier", [0.1, 4.0])
def test_a_multiplier_scales_the_step_as_computed_by_hand(form: Optimizer, step: Step, multiplier: float) -> None:
    plan = chain((2, 2, 1), ("flatten", "Flatten", {}), ("scores", "Dense", {"units": 3}))
    trained = stepper(with_steps(plan, scores={"multiplier": multiplier}), form)
    weights = [np.asarray(each, np.float64) for each in trained.network.layers["scores"].get_weights()]
    draw, memories = np.random.default_rng(1), ({}, {})
    images, labels = draw.integers(0, 256, (4, 5, 2, 2, 1), dtype=np.uint8), draw.integers(0, 3, (4, 5))
    trained.run(images, labels)
    for time, (batch, wanted) in enumerate(zip(images, labels, strict=True), 1):
        seen = batch.reshape(5, 4) / 255
        scores = np.exp(seen @ weights[0] + weights[1])
        error = (scores / scores.sum(axis=1, keepdims=True) - np.eye(3)[wanted]) / 5
        gradients = seen.T @ error, error.sum(axis=0)
        for place, (gradient, memory) in enumerate(zip(gradients, memories, strict=True)):
            weights[place] = weights[place] - multiplier * step(gradient, memory, time)
    for mine, other in zip(trained.network.layers["scores"].get_weights(), weights, strict=True):
        np.testing.assert_allclose(mine, other, atol=2e-5)


def test_what_decays_decays_by_the_multiplier_too() -> None:
    images, labels = np.zeros((1, 2, 8, 8, 3), np.uint8), np.zeros((1, 2), int)
    plain = {"conv": {"multiplier": 1.0}}
    halved = {"conv": {"multiplier": 0.5}}
    found = []
    for values in (plain, halved):
        trained = stepper(with_steps(small(), **values), SGD(learning_rate=0.1, weight_decay=0.5))
        before = np.asarray(trained.network.layers["conv"].kernel)
        trained.run(images, labels)
        found.append(np.asarray(trained.network.layers["conv"].kernel) - before)
    np.testing.assert_allclose(found[1], found[0] / 2, atol=1e-6)  # black images: the kernel decays and does nothing else
    assert np.abs(found[0]).max() > 1e-3


def test_frozen_layers_stay_to_the_bit_and_normalise_as_in_predictions() -> None:
    draw = np.random.default_rng(0)
    images, labels = draw.integers(0, 256, (6, 4, 8, 8, 3), dtype=np.uint8), draw.integers(0, 3, (6, 4))
    trained = stepper(with_steps(small(), conv={"trainable": False}, norm={"trainable": False}), Adam())
    layers = trained.network.layers
    before = {name: [np.copy(each) for each in layers[name].get_weights()] for name in ("conv", "norm", "scores")}
    trained.run(images, labels)
    for name in ("conv", "norm"):
        assert all(np.array_equal(a, b) for a, b in zip(before[name], layers[name].get_weights(), strict=True))
    assert not np.array_equal(before["scores"][0], layers["scores"].get_weights()[0])
    assert len(trained.optimizer.variables) == 2 + 2 * 2  # iterations, learning rate, and two means for kernel and bias of scores alone

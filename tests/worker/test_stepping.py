"""The training step against Keras and against itself: what a call takes at once must not matter."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.compile.plan import Call
from studio.recipe import SGD, Adam, MultiClassHinge, Recipe, RMSprop, SoftmaxCrossentropy, SquaredError
from studio.recipe.losses import LOSSES, Loss
from studio.worker.build import Network, build
from studio.worker.losses import LossOfEach, optimizer
from studio.worker.stepping import Stepper
from tests.worker.plans import chain, headed, small


def data(batches: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    return draw.integers(0, 256, (batches, 4, 8, 8, 3), dtype=np.uint8), draw.integers(0, 3, (batches, 4))


def stepper(network: Network, recipe: Recipe | None = None) -> Stepper:
    recipe = recipe or Recipe()
    return Stepper(network, LossOfEach(recipe.loss), optimizer(recipe))


def values(of: Stepper) -> list[np.ndarray]:
    return [np.asarray(variable) for variable in (*of.network.variables, *of.optimizer.variables)]


@pytest.mark.parametrize("recipe", [Adam(), SGD(momentum=0.9, nesterov=True), RMSprop(centered=True)], ids=lambda form: type(form).__name__)
def test_many_batches_in_one_call_train_to_the_bit_like_one_at_a_time(recipe: Any) -> None:
    images, labels = data(6)
    at_once, one_by_one = (stepper(build(small(), seed=3), Recipe(optimizer=recipe)) for _ in range(2))
    block = at_once.run(images, labels)
    losses = [one_by_one.run(images[n : n + 1], labels[n : n + 1]).losses[0] for n in range(6)]
    assert block.losses.tolist() == losses
    assert all(np.array_equal(a, b) for a, b in zip(values(at_once), values(one_by_one), strict=True))


def test_training_is_that_of_keras() -> None:
    images, labels = data(5)
    ours, theirs = stepper(build(small(), seed=3)), build(small(), seed=3).logits_model
    theirs.compile(keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits=True), jit_compile=False)
    losses = []
    for batch, wanted in zip(images, labels, strict=True):
        theirs.reset_metrics()
        losses.append(theirs.train_on_batch(batch.astype(np.float32), wanted))
    block = ours.run(images, labels)
    assert block.losses == pytest.approx(np.array(losses), rel=1e-4)
    for mine, other in zip(ours.network.logits_model.trainable_variables, theirs.trainable_variables, strict=True):
        assert np.asarray(mine) == pytest.approx(np.asarray(other), abs=1e-5)


def test_a_batch_is_judged_before_its_step() -> None:
    images, labels = data(1)
    network = build(small(), seed=3)
    logits = network.logits_model(images[0].astype(np.float32), training=False).numpy()
    expected = SoftmaxCrossentropy().per_example(logits, labels[0]).mean()
    network.layers["drop"].rate = 0.0
    network.layers["norm"].trainable = False  # runs as in inference
    block = stepper(network).run(images, labels)
    assert block.losses[0] == pytest.approx(expected, rel=1e-4)
    assert block.accuracies[0] == np.mean(logits.argmax(axis=1) == labels[0])


def test_what_regularisers_add_is_part_of_the_loss() -> None:
    images, labels = data(1)
    punishment = {"kernel_regularizer": Call("keras.regularizers.L2", {"l2": 10.0})}
    plain, punished = (
        build(chain((8, 8, 3), ("flatten", "Flatten", {}), ("scores", "Dense", {"units": 3} | more)), seed=3) for more in ({}, punishment)
    )
    added = 10.0 * float(np.sum(np.asarray(punished.layers["scores"].kernel) ** 2))
    losses = [stepper(network).run(images, labels).losses[0] for network in (plain, punished)]
    assert losses[1] == pytest.approx(losses[0] + added, rel=1e-4)


def test_training_with_an_auxiliary_answer_is_that_of_keras_with_loss_weights() -> None:
    images, labels = data(5)
    ours, twin = stepper(build(headed(), seed=3)), build(headed(), seed=3)
    theirs = twin.training_model
    losses = [keras.losses.SparseCategoricalCrossentropy(from_logits=True) for _ in range(2)]
    theirs.compile(keras.optimizers.Adam(), losses, loss_weights=[1.0, 0.5], jit_compile=False)
    found = []
    for batch, wanted in zip(images, labels, strict=True):
        theirs.reset_metrics()
        found.append(theirs.train_on_batch(batch.astype(np.float32), [wanted, wanted], return_dict=True)["loss"])
    block = ours.run(images, labels)
    assert block.losses == pytest.approx(np.array(found), rel=1e-4)
    for mine, other in zip(ours.network.training_model.trainable_variables, theirs.trainable_variables, strict=True):
        assert np.asarray(mine) == pytest.approx(np.asarray(other), abs=1e-5)


def test_a_head_is_trained_and_kept_and_no_part_of_the_answer() -> None:
    images, labels = data(3)
    network, bare = build(headed(), seed=3), build(small(), seed=3)
    for mine, other in zip(network.model.get_weights(), bare.model.get_weights(), strict=True):
        assert np.array_equal(mine, other)  # the network itself begins as it would without the head
    before = np.asarray(network.layers["side_scores"].kernel).copy()
    stepper(network).run(images, labels)
    assert not np.array_equal(before, np.asarray(network.layers["side_scores"].kernel))
    assert any(variable is network.layers["side_scores"].kernel for variable in network.variables)
    assert len(network.variables) == len({id(variable) for variable in network.variables}) == len(bare.variables) + 2
    assert network.model.count_params() == bare.model.count_params()


def test_a_last_batch_may_be_smaller() -> None:
    images, labels = data(2)
    trained = stepper(build(small(), seed=3))
    assert trained.run(images, labels).losses.shape == (2,)
    assert trained.run(images[:1, :3], labels[:1, :3]).losses.shape == (1,)


@pytest.mark.parametrize("form", [kind() for kind in LOSSES], ids=lambda form: type(form).__name__)
@given(st.integers(0, 2**31 - 1))
@settings(max_examples=10)
def test_the_loss_of_each_example_is_that_computed_by_hand(form: Loss, seed: int) -> None:
    draw = np.random.default_rng(seed)
    logits, labels = draw.normal(0, 3, (7, 4)).astype(np.float32), draw.integers(0, 4, 7)
    assert np.asarray(LossOfEach(form)(labels, logits)) == pytest.approx(form.per_example(logits, labels), rel=1e-4, abs=1e-5)


def test_every_optimizer_gets_the_values_of_its_form() -> None:
    made = optimizer(Recipe(optimizer=SGD(learning_rate=0.25, momentum=0.5, nesterov=True, clipnorm=2.0), loss=SquaredError()))
    assert (float(made.learning_rate), made.momentum, made.nesterov, made.clipnorm) == (0.25, 0.5, True, 2.0)
    assert isinstance(optimizer(Recipe(optimizer=RMSprop(), loss=MultiClassHinge())), keras.optimizers.RMSprop)

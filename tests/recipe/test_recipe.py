"""Optimizers and recipes: Keras's names, Keras's defaults, whole sentences."""

import inspect

import pytest

from studio.forms import FormError
from studio.recipe import LOSSES, OPTIMIZERS, SGD, Adam, MultiClassHinge, Optimizer, Recipe, RMSprop


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_defaults_are_those_of_keras(kind: type[Optimizer]) -> None:
    keras = pytest.importorskip("keras")
    defaults = {name: p.default for name, p in inspect.signature(getattr(keras.optimizers, kind.__name__)).parameters.items()}
    assert {field.name: field.default for field in kind.form()} == {field.name: defaults[field.name] for field in kind.form()}


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_keras_makes_it_from_symbol_and_arguments(kind: type[Optimizer]) -> None:
    pytest.importorskip("keras")
    from tests.keras_objects import made

    changed = kind(learning_rate=0.02, clipnorm=1.5)
    real = made(changed.symbol(), changed.arguments())
    assert changed.arguments() == {"learning_rate": 0.02, "clipnorm": 1.5}
    assert (float(real.learning_rate), real.clipnorm) == (pytest.approx(0.02), 1.5)


@pytest.mark.parametrize("kind", [*OPTIMIZERS, *LOSSES, Recipe])
def test_every_form_has_a_summary_and_a_help_for_every_field(kind: type[Recipe]) -> None:
    assert kind.summary().endswith(".")
    assert [field.name for field in kind.form() if not field.help.endswith(".")] == []


def test_a_recipe_reads_what_a_file_holds() -> None:
    recipe = Recipe.read(
        {"optimizer": {"kind": "SGD", "momentum": 0.9}, "loss": {"kind": "MultiClassHinge"}, "epochs": 3, "patience": 2, "target": 0.99}
    )
    assert recipe == Recipe(optimizer=SGD(momentum=0.9), loss=MultiClassHinge(), epochs=3, patience=2, target=0.99)


def test_title_is_what_a_run_is_called() -> None:
    assert Recipe(optimizer=RMSprop(), batch_size=128).title() == "RMSprop · batch 128"
    assert Recipe(optimizer=Adam(learning_rate=0.004)).title() == "Adam 0.004 · batch 64"
    assert Recipe(optimizer=SGD(learning_rate=0.1, momentum=0.9)).title() == "SGD 0.1 with momentum · batch 64"


def test_all_faults_are_said_at_once() -> None:
    with pytest.raises(FormError) as refused:
        Recipe.read({"optimizer": {"kind": "Adam", "learning_rate": 0}, "epochs": 0, "batch_size": 2.5, "target": 2.0})
    assert refused.value.faults == (
        "optimizer: Adam: learning_rate must be a number above 0 and at most 10. Received: 0.",
        "Recipe: epochs must be a whole number from 1 to 100000. Received: 0.",
        "Recipe: batch_size must be a whole number from 1 to 65536. Received: 2.5.",
        "Recipe: target must be a number above 0 and at most 1 or None. Received: 2.0.",
    )


def test_a_decay_of_one_is_refused() -> None:
    with pytest.raises(FormError, match=r"^Adam: beta_1 must be a number from 0 to below 1\. Received: 1\.0\.$"):
        Adam(beta_1=1.0)

import keras
import numpy as np
import pytest
from msgspec import structs

from studio.compile.plan import Plan, Step
from studio.worker.build import BuildError, adopt, build
from tests.worker.plans import chain, lenet, small


def test_lenet_has_the_published_number_of_weights() -> None:
    network = build(lenet())
    assert network.model.count_params() == 61_706
    assert network.model.output_shape == (None, 10)


def test_probabilities_are_the_softmax_of_the_logits_of_the_same_layers() -> None:
    network = build(lenet(), seed=1)
    images = np.random.default_rng(0).uniform(0, 255, (3, 28, 28, 1)).astype("float32")
    logits, probabilities = network.function("scores", "probabilities")(images)
    assert np.allclose(keras.ops.softmax(network.logits_model(images)), probabilities, atol=1e-6)
    assert np.allclose(network.logits_model(images), logits, atol=1e-5)
    assert network.logits_model.get_layer("conv1") is network.model.get_layer("conv1") is network.layers["conv1"]


def test_a_seed_makes_the_weights_repeatable() -> None:
    def weights(seed: int) -> list[np.ndarray]:
        return build(small(), seed).model.get_weights()

    assert all(np.array_equal(a, b) for a, b in zip(weights(3), weights(3), strict=True))
    assert not np.array_equal(weights(3)[0], weights(4)[0])


def test_weights_are_those_of_the_same_model_written_by_hand() -> None:
    keras.utils.set_random_seed(5)
    image = keras.Input((8, 8, 3))
    x = keras.layers.Conv2D(4, (3, 3), activation="relu")(keras.layers.Rescaling(1 / 255)(image))
    x = keras.layers.Dropout(0.5)(keras.layers.BatchNormalization()(x))
    by_hand = keras.Model(image, keras.layers.Dense(3)(keras.layers.Flatten()(x)))
    drawn = build(small(), seed=5)
    assert all(np.array_equal(a, b) for a, b in zip(by_hand.get_weights(), drawn.model.get_weights(), strict=True))


def test_branches_meet_in_port_order() -> None:
    steps = (
        Step("image", "keras.Input", {"shape": [2, 2, 1]}, (), "i"),
        Step("twice", "keras.layers.Rescaling", {"scale": 2.0}, ("image",), "t"),
        Step("both", "keras.layers.Concatenate", {}, ("twice", "image"), "c"),
    )
    network = build(Plan("Two ways", steps, logits="both", output="both", meaning="values"))
    assert network.model(np.ones((1, 2, 2, 1), "float32"))[0, 0, 0].numpy().tolist() == [2.0, 1.0]
    assert not network.is_classifier


def test_says_which_step_keras_refuses_and_why() -> None:
    plan = chain((4, 4, 1), ("conv", "Conv2D", {"filters": 2, "kernel_size": (5, 5)}))
    with pytest.raises(BuildError) as error:
        build(plan)
    assert error.value.node == "n-conv"
    assert str(error.value).startswith("conv: Keras refuses this Conv2D for input (4, 4, 1): ")
    assert str(error.value).endswith(". Change its values or what feeds it.")


def test_says_which_step_names_what_is_not_allowed() -> None:
    with pytest.raises(BuildError) as error:
        build(chain((4, 4, 1), ("odd", "keras.utils.get_file", {"origin": "print"})))
    assert error.value.node == "n-odd"
    assert str(error.value).startswith("odd: keras.utils.get_file cannot be used in a network.")


def test_an_edited_network_keeps_the_weights_of_what_was_not_touched() -> None:
    old, new = build(small(), seed=1), build(small(channels=6), seed=2)
    untouched = new.layers["conv"].get_weights()[0]
    assert adopt(old, new) == ()
    assert np.array_equal(new.layers["conv"].get_weights()[0], untouched)

    deeper = chain(
        (8, 8, 3),
        ("conv", "Conv2D", {"filters": 4, "kernel_size": (3, 3), "activation": "tanh"}),
        ("norm", "BatchNormalization", {}),
        ("flatten", "Flatten", {}),
        ("hidden", "Dense", {"units": 5}),
        ("scores", "Dense", {"units": 3}),
    )
    edited = build(deeper, seed=2)
    assert adopt(old, edited) == ("conv", "norm")
    assert all(np.array_equal(a, b) for a, b in zip(old.layers["conv"].get_weights(), edited.layers["conv"].get_weights(), strict=True))


def test_weights_follow_the_node_when_it_is_renamed() -> None:
    old = build(small(), seed=1)
    renamed = tuple(
        Step("first" if s.name == "conv" else s.name, s.symbol, s.arguments, tuple("first" if i == "conv" else i for i in s.inputs), s.node)
        for s in small().steps
    )
    new = build(Plan("Renamed", renamed, logits="scores", output="probabilities"), seed=2)
    assert adopt(old, new) == ("first", "norm", "scores")


def test_a_function_reads_live_weights_without_being_traced_again() -> None:
    network = build(small(), seed=1)
    images = np.ones((2, 8, 8, 3), "float32")
    before = network.function("scores")(images)[0].numpy()
    network.layers["scores"].bias.assign_add([1.0, 1.0, 1.0])
    assert np.allclose(network.function("scores")(images)[0].numpy(), before + 1)
    assert network.function("scores").experimental_get_tracing_count() == 1


def test_keeps_a_bounded_number_of_functions_and_the_newest_of_them() -> None:
    network = build(small(), seed=1)
    first = network.compiled("first", lambda: len)
    for key in range(15):
        network.compiled(key, lambda: len)
    assert network.compiled("first", lambda: sum) is first
    for key in range(15, 31):
        network.compiled(key, lambda: len)
    assert network.compiled("first", lambda: sum) is sum


@pytest.mark.parametrize(("side", "images"), [(1, 256), (28, 256), (224, 41), (4096, 1)])
def test_fewer_large_images_go_through_at_once(side: int, images: int) -> None:
    assert build(chain((side, side, 3), ("flatten", "Flatten", {}))).at_once == images


def test_of_drawings_that_have_no_node_in_common_layers_of_one_name_are_the_same() -> None:
    plan = small()
    other = structs.replace(plan, steps=tuple(structs.replace(step, node=f"other-{step.node}" if step.node else "") for step in plan.steps))
    old, new = build(plan, 1), build(other, 2)
    assert adopt(old, new) == ("conv", "norm", "scores")
    assert all(np.array_equal(a, b) for a, b in zip(old.model.get_weights(), new.model.get_weights(), strict=True))
    partly = structs.replace(other, steps=(*other.steps[:-1], structs.replace(other.steps[-1], node=plan.steps[-1].node)))
    assert adopt(old, build(partly, 3)) == ()  # the same drawing later: what has another id was put in anew

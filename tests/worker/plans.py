"""Small plans made by hand, as the planner makes them of a drawing."""

from typing import Any

from msgspec import structs

from studio.compile.plan import Head, Plan, Step

LENET: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("pad", "ZeroPadding2D", {"padding": (2, 2)}),
    ("conv1", "Conv2D", {"filters": 6, "kernel_size": (5, 5), "activation": "relu"}),
    ("pool1", "AveragePooling2D", {"pool_size": (2, 2)}),
    ("conv2", "Conv2D", {"filters": 16, "kernel_size": (5, 5), "activation": "relu"}),
    ("pool2", "AveragePooling2D", {"pool_size": (2, 2)}),
    ("flatten", "Flatten", {}),
    ("dense1", "Dense", {"units": 120, "activation": "relu"}),
    ("dense2", "Dense", {"units": 84, "activation": "relu"}),
    ("scores", "Dense", {"units": 10}),
)


def chain(shape: tuple[int, ...], *layers: tuple[str, str, dict[str, Any]], title: str = "Chain") -> Plan:
    """A plan of layers one after the other, pixels scaled first and probabilities last; the node of step `x` has the id `n-x`."""
    steps = [Step("image", "keras.Input", {"shape": shape}, (), "n-image")]
    steps.append(Step("scaled", "keras.layers.Rescaling", {"scale": 1 / 255}, ("image",)))
    for name, kind, arguments in layers:
        symbol = kind if "." in kind else f"keras.layers.{kind}"
        steps.append(Step(name, symbol, arguments, (steps[-1].name,), f"n-{name}"))
    logits = steps[-1].name
    steps.append(Step("probabilities", "keras.layers.Softmax", {}, (logits,), "n-output"))
    return Plan(title, tuple(steps), logits=logits, output="probabilities")


def lenet() -> Plan:
    """LeNet-5 with ReLU, on its padded 28 x 28 digits."""
    return chain((28, 28, 1), *LENET, title="LeNet-5")


def small(channels: int = 4) -> Plan:
    """A convolution, batch normalisation, dropout and a Dense layer, on colour images of 8 x 8 and three classes."""
    return chain(
        (8, 8, 3),
        ("conv", "Conv2D", {"filters": channels, "kernel_size": (3, 3), "activation": "relu"}),
        ("norm", "BatchNormalization", {}),
        ("drop", "Dropout", {"rate": 0.5}),
        ("flatten", "Flatten", {}),
        ("scores", "Dense", {"units": 3}),
    )


def headed() -> Plan:
    """The small network, with an auxiliary answer after its convolution that counts half."""
    plan = small()
    side = Step("side", "keras.layers.GlobalAveragePooling2D", {}, ("conv",), "n-side")
    scores = Step("side_scores", "keras.layers.Dense", {"units": 3}, ("side",), "n-side_scores")
    return structs.replace(plan, steps=(*plan.steps, side, scores), heads=(Head("side_scores", 0.5),))


def all_sorts() -> Plan:
    """Layers of Keras and of ours, on colour images of 8 x 8 and three classes."""
    return chain(
        (8, 8, 3),
        ("conv", "Conv2D", {"filters": 8, "kernel_size": (3, 3)}),
        ("most", "studio.layers.maxout.Maxout", {"pieces": 2}),
        ("norm", "BatchNormalization", {}),
        ("response", "studio.layers.local_response_normalization.LocalResponseNormalization", {}),
        ("sums", "studio.layers.sum_pooling_2d.SumPooling2D", {"pool_size": (2, 2)}),
        ("drop", "Dropout", {"rate": 0.5}),
        ("flatten", "Flatten", {}),
        ("scores", "Dense", {"units": 3}),
        title="All sorts",
    )

"""MobileNet (Howard et al. 2017) and MobileNetV2 (Sandler et al. 2018) with width multiplier and resolution, and both small."""

from __future__ import annotations

from studio.blocks.pooling import GlobalAveragePooling2D
from studio.graph.model import Graph
from studio.graph.module import Instance, Module, Parameter
from tests.samples.drawing import DIGITS, IMAGE, Named, answers, module, own_module, padded_digit, steady, with_parameters

_ALPHA = Parameter("alpha", 1.0, "", "Width multiplier: how many of the published filters each layer has.")
_HALVES = {"strides": (2, 2)}


def mobilenet() -> Graph:
    """MobileNet: 4,253,864 weights at full width."""
    return _drawn([("image", IMAGE)], _mobilenet(), 1.0, 1000)


def mobilenet_small() -> Graph:
    """The same module a quarter as wide, for digits."""
    return _drawn(padded_digit(), _mobilenet(), 0.25, DIGITS)


def mobilenet_v2() -> Graph:
    """MobileNetV2: 3,538,984 weights at full width."""
    return _drawn([("image", IMAGE)], _mobilenet_v2(), 1.0, 1000)


def mobilenet_v2_small() -> Graph:
    """The same module about a third as wide, for digits."""
    return _drawn(padded_digit(), _mobilenet_v2(), 0.35, DIGITS)


def _drawn(entry: list[Named], features: Module, width: float, classes: int) -> Graph:
    """At full size the image follows a parameter too; what a small one takes is what its data has."""
    graph = steady(*entry, ("features", Instance(features)), ("average", GlobalAveragePooling2D()), *answers(classes))
    parameters = [Parameter("width_multiplier", width, "", "How many of the published filters each layer has: 1 for all, 0.5 for half.")]
    follow = {"features.alpha": "width_multiplier"}
    if IMAGE in dict(entry).values():
        parameters.append(Parameter("resolution", 224, "", "Height and width of the images, in pixels; 32 at least."))
        follow["image.shape"] = "(resolution, resolution, 3)"
    return with_parameters(graph, *parameters, follow=follow)


def _stem() -> Named:
    return "stem", module("conv_bn_relu", filters=32, strides=(2, 2), max_value=6.0)


def _mobilenet() -> Module:
    counts = {"stage1": (1, 64), "stage2": (2, 128), "stage3": (2, 256), "stage4": (6, 512), "stage5": (2, 1024)}
    stages = [
        (name, module("depthwise_separable", count, _HALVES if count > 1 else None, filters=filters))
        for name, (count, filters) in counts.items()
    ]
    widths = {"stem": 32, **{name: filters for name, (_, filters) in counts.items()}}
    return own_module(
        "mobilenet",
        _stem(),
        *stages,
        parameters=(_ALPHA,),
        follow={f"{name}.filters": f"int({filters} * alpha)" for name, filters in widths.items()},
        title="MobileNet",
        icon="zap",
        help="Thirteen depthwise separable convolutions that turn an image into features (Howard et al. 2017).",
    )


def _mobilenet_v2() -> Module:
    """Where channels change, a stage begins with a node of its own: its values follow the width too."""
    follow = {"stem.filters": _eighths(32), "stage1.channels": _eighths(32), "stage1.filters": _eighths(16)}
    named: list[Named] = [("stage1", module("inverted_residual", filters=16, expansion=1, shortcut=False))]
    before = 16
    for stage, (filters, count, stride) in enumerate(((24, 2, 2), (32, 3, 2), (64, 4, 2), (96, 3, 1), (160, 3, 2), (320, 1, 1)), 2):
        strides = {"strides": (2, 2)} if stride == 2 else {}
        enter = module("inverted_residual", channels=before, filters=filters, shortcut=False, **strides)
        named.append((f"enter{stage}", enter))
        follow |= {f"enter{stage}.channels": _eighths(before), f"enter{stage}.filters": _eighths(filters)}
        if count > 1:
            named.append((f"stage{stage}", module("inverted_residual", count - 1, channels=filters, filters=filters)))
            follow |= {f"stage{stage}.channels": _eighths(filters), f"stage{stage}.filters": _eighths(filters)}
        before = filters
    follow["conv.filters"] = f"max(1280, {_eighths(1280)})"
    return own_module(
        "mobilenet_v2",
        _stem(),
        *named,
        ("conv", module("conv_bn_relu", filters=1280, kernel_size=(1, 1), max_value=6.0)),
        parameters=(_ALPHA,),
        follow=follow,
        title="MobileNetV2",
        icon="zap",
        help="Seventeen inverted residuals that turn an image into features (Sandler et al. 2018).",
    )


def _eighths(filters: int) -> str:
    """A multiple of 8 near that many filters times the width, and never below nine tenths of it, as the authors round."""
    return f"8 * int(max(({filters} * alpha + 4) // 8, -(-{round(filters * 0.9, 1)} * alpha // 8)))"

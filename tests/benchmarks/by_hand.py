"""The samples' networks as people write them in Keras: by hand, or by Keras's own authors where `keras.applications` has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class ByHand(NamedTuple):
    """A drawing of a sample and its like.

    Attributes:
        drawing: The drawing's name.
        size: Height and width of its images here; small ones, since what is compared is the making of the network.
        make: Makes the model for a shape of images.
    """

    drawing: str
    size: int
    make: Callable[[tuple[int, int, int]], Any]


def networks() -> Mapping[str, ByHand]:
    """By the sample's name."""
    from keras import applications

    own = {
        "vgg16": ("VGG-16", applications.VGG16),
        "resnet50": ("ResNet-50", applications.ResNet50),
        "resnet152": ("ResNet-152", applications.ResNet152),
        "mobilenet": ("MobileNet", applications.MobileNet),
        "mobilenet_v2": ("MobileNetV2", applications.MobileNetV2),
    }
    theirs = {name: ByHand(drawing, 64, _without_weights(make)) for name, (drawing, make) in own.items()}
    return {
        "lenet5": ByHand("main", 28, lenet),
        "alexnet": ByHand("AlexNet", 127, alexnet),
        "googlenet": ByHand("GoogLeNet", 64, googlenet),
        "resnet18": ByHand("ResNet-18", 64, resnet18),
        **theirs,
    }


def _without_weights(make: Callable[..., Any]) -> Callable[[tuple[int, int, int]], Any]:
    return lambda shape: make(weights=None, input_shape=shape)


def lenet(shape: tuple[int, int, int]) -> Any:
    import keras
    from keras import layers

    image = keras.Input(shape)
    x = layers.ZeroPadding2D((2, 2))(image)
    x = layers.Conv2D(6, (5, 5), activation="relu")(x)
    x = layers.AveragePooling2D((2, 2))(x)
    x = layers.Conv2D(16, (5, 5), activation="relu")(x)
    x = layers.AveragePooling2D((2, 2))(x)
    x = layers.Flatten()(x)
    x = layers.Dense(120, activation="relu")(x)
    x = layers.Dense(84, activation="relu")(x)
    return keras.Model(image, layers.Softmax()(layers.Dense(10)(x)))


def alexnet(shape: tuple[int, int, int]) -> Any:
    import keras
    from keras import layers

    from studio.layers.local_response_normalization import LocalResponseNormalization

    image = keras.Input(shape)
    x = layers.Conv2D(96, 11, strides=4, activation="relu")(image)
    x = layers.MaxPooling2D(3, strides=2)(LocalResponseNormalization()(x))
    x = layers.Conv2D(256, 5, padding="same", activation="relu", groups=2)(x)
    x = layers.MaxPooling2D(3, strides=2)(LocalResponseNormalization()(x))
    x = layers.Conv2D(384, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(384, 3, padding="same", activation="relu", groups=2)(x)
    x = layers.Conv2D(256, 3, padding="same", activation="relu", groups=2)(x)
    x = layers.Flatten()(layers.MaxPooling2D(3, strides=2)(x))
    for _ in range(2):
        x = layers.Dropout(0.5)(layers.Dense(4096, activation="relu")(x))
    return keras.Model(image, layers.Softmax()(layers.Dense(1000)(x)))


def googlenet(shape: tuple[int, int, int]) -> Any:
    import keras
    from keras import layers

    from studio.layers.local_response_normalization import LocalResponseNormalization
    from tests.samples.googlenet import PAPER

    def conv(x: Any, filters: int, size: int, strides: int = 1) -> Any:
        return layers.Conv2D(filters, size, strides=strides, padding="same", activation="relu")(x)

    def pooled(x: Any, strides: int = 2) -> Any:
        return layers.MaxPooling2D(3, strides=strides, padding="same")(x)

    image = keras.Input(shape)
    x = LocalResponseNormalization()(pooled(conv(image, 64, 7, 2)))
    x = pooled(LocalResponseNormalization()(conv(conv(x, 64, 1), 192, 3)))
    for key, (ones, reduce3, threes, reduce5, fives, pool) in PAPER.items():
        branches = [conv(x, ones, 1), conv(conv(x, reduce3, 1), threes, 3), conv(conv(x, reduce5, 1), fives, 5)]
        x = layers.Concatenate()([*branches, conv(pooled(x, 1), pool, 1)])
        x = pooled(x) if key in ("3b", "4e") else x
    x = layers.Dropout(0.4)(layers.GlobalAveragePooling2D()(x))
    return keras.Model(image, layers.Softmax()(layers.Dense(1000)(x)))


def resnet18(shape: tuple[int, int, int]) -> Any:
    import keras
    from keras import layers

    def normed(x: Any, filters: int, size: int, strides: int = 1) -> Any:
        x = layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x)
        return layers.BatchNormalization(epsilon=1.001e-5)(x)

    image = keras.Input(shape)
    x = layers.Conv2D(64, 7, strides=2, use_bias=False)(layers.ZeroPadding2D(3)(image))
    x = layers.ReLU()(layers.BatchNormalization(epsilon=1.001e-5)(x))
    x = layers.MaxPooling2D(3, strides=2)(layers.ZeroPadding2D(1)(x))
    for filters in (64, 128, 256, 512):
        for number in range(2):
            strides = 2 if filters > 64 and number == 0 else 1
            shortcut = normed(x, filters, 1, strides) if strides == 2 else x
            inner = normed(layers.ReLU()(normed(x, filters, 3, strides)), filters, 3)
            x = layers.ReLU()(layers.Add()([inner, shortcut]))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(image, layers.Softmax()(layers.Dense(1000)(x)))

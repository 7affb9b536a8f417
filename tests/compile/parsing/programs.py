"""Programs as people write them, with what they should be read as: each is run too, and both networks compared."""

from __future__ import annotations

from collections.abc import Mapping

SEQUENTIAL = """
from tensorflow import keras
from tensorflow.keras import layers

num_classes = 10
input_shape = (28, 28, 1)

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train = x_train.astype("float32") / 255

model = keras.Sequential(
    [
        keras.Input(shape=input_shape),
        layers.Conv2D(32, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Conv2D(64, kernel_size=(3, 3), activation="relu"),
        layers.MaxPooling2D(pool_size=(2, 2)),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(num_classes, activation="softmax"),
    ]
)

model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=128, epochs=15, validation_split=0.1)
"""

ADDED = """
import keras
from keras.layers import Activation, BatchNormalization, Conv2D, Dense, Flatten, MaxPooling2D
from keras.models import Sequential

model = Sequential(name="small")
model.add(Conv2D(32, (3, 3), padding="same", input_shape=(32, 32, 3)))
model.add(BatchNormalization())
model.add(Activation("relu"))
for filters in [48, 64]:
    model.add(Conv2D(filters, 3, strides=2, use_bias=False))
    model.add(Activation(keras.activations.relu))
model.add(MaxPooling2D())
model.add(Flatten())
model.add(Dense(10))
model.add(Activation("softmax"))
model.summary()
"""

RESIDUAL = """
import keras
from keras import layers


def conv_block(x, filters, kernel_size=3, strides=1, activation="relu"):
    x = layers.Conv2D(filters, kernel_size, strides=strides, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    if activation is not None:
        x = layers.Activation(activation)(x)
    return x


def residual_block(x, filters, strides=1):
    shortcut = x
    x = conv_block(x, filters, strides=strides)
    x = conv_block(x, filters, activation=None)
    if strides != 1:
        shortcut = layers.Conv2D(filters, 1, strides=strides)(shortcut)
    x = layers.add([shortcut, x])
    return layers.ReLU()(x)


def make_model(input_shape, num_classes=10):
    inputs = keras.Input(shape=input_shape)
    x = conv_block(inputs, 16)
    for block in range(3):
        x = residual_block(x, 16)
    x = residual_block(x, 32, strides=2)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(num_classes, activation="softmax")(x)
    return keras.Model(inputs=inputs, outputs=outputs)


if __name__ == "__main__":
    model = make_model((32, 32, 3))
    model.compile("adam", "sparse_categorical_crossentropy")
"""

U_NET = """
import keras
from keras import layers

DEPTH = 2
inputs = layers.Input((32, 32, 1), name="scan")
skips = []
x = inputs
filters = 8
for level in range(DEPTH):
    x = layers.Conv2D(filters, 3, activation="relu", padding="same")(x)
    skips.append(x)
    x = layers.MaxPooling2D(2)(x)
    filters *= 2
x = layers.Conv2D(filters, 3, activation="relu", padding="same", name="bottom")(x)
for skip in reversed(skips):
    filters //= 2
    x = layers.UpSampling2D(2)(x)
    x = layers.concatenate([x, skip])
    x = layers.Conv2D(filters, 3, activation="relu", padding="same")(x)
mask = layers.Conv2D(1, 1, activation="sigmoid", name="mask")(x)
model = keras.Model(inputs, mask, name="u_net")
"""

OPERATORS = """
import keras

image = keras.layers.Input(shape=(16, 16, 3))
x = keras.layers.Rescaling(1 / 127.5, offset=-1)(image)
left = keras.layers.Conv2D(8, 3, padding="same", kernel_initializer="he_normal")(x)
right = keras.layers.Conv2D(8, 5, padding="same", kernel_regularizer=keras.regularizers.l2(0.01))(x)
x = keras.ops.relu(left + right) * 0.5
x = keras.layers.LeakyReLU(0.1)(x)
x = keras.layers.GlobalMaxPooling2D()(x)
scores = keras.layers.Dense(units=5)(x)
model = keras.Model(inputs=[image], outputs=[scores])
"""

INCEPTION = """
import tensorflow as tf

L = tf.keras.layers


def tower(x, *, one, three, name):
    a = L.Conv2D(one, 1, activation="relu", name=name + "_1x1")(x)
    b = L.Conv2D(three, 3, padding="same", activation=tf.nn.relu, name=name + "_3x3")(x)
    return L.Concatenate(axis=3, name=name + "_join")([a, b])


def build_model():
    inp = tf.keras.Input((24, 24, 3), name="picture")
    net = tower(inp, one=4, three=8, name="first")
    net = tower(net, one=8, three=16, name="second")
    net = L.GlobalAveragePooling2D(name="mean")(net)
    net = L.Dense(7, name="logits")(net)
    return tf.keras.Model(inp, net)
"""

NAMED = '''
"""Stages of like blocks, named as people name them."""
import keras
from keras import layers as nn

STAGES = {"a": (8, 2), "b": (16, 3)}


def block(x, width, name):
    y = nn.DepthwiseConv2D(3, padding="same", name=f"{name}_depth")(x)
    y = nn.Conv2D(width, 1, name=f"{name}_point")(y)
    return nn.ReLU(6.0, name=f"{name}_relu")(y)


def stage(x, width, repeats, name):
    for i in range(1, repeats + 1):
        x = block(x, width, name=f"{name}_{i}")
    return x


inputs = keras.Input(shape=(20, 20, 4), name="inputs")
h = inputs
for name, (width, repeats) in STAGES.items():
    h = stage(h, width, repeats, name)
    h = nn.MaxPooling2D(name="pool_" + name)(h)
h = nn.Flatten(name="flat")(h)
model = keras.Model(inputs, nn.Dense(3, name="out")(h), name="staged")
'''

AUGMENTED = """
import keras
from keras import layers

augmentation = keras.Sequential([layers.RandomFlip("horizontal"), layers.RandomRotation(0.1)], name="augmentation")

inputs = keras.Input(shape=(48, 48, 3))
x = augmentation(inputs)
x = layers.Rescaling(1.0 / 255)(x)
x = layers.SeparableConv2D(16, 3, activation="silu", padding="same")(x)
x = layers.Dropout(rate=0.2)(x, training=False)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, outputs)
"""

SCALED = """
import keras
from keras import layers


def make_divisible(value, divisor=8):
    rounded = max(divisor, int(value + divisor / 2) // divisor * divisor)
    if rounded < 0.9 * value:
        rounded += divisor
    return rounded


def mobile(alpha=0.5, classes=10):
    inputs = keras.Input((32, 32, 3))
    x = layers.Conv2D(make_divisible(32 * alpha), 3, strides=2, use_bias=False)(inputs)
    for filters, strides in ((64, 1), (128, 2), (128, 1)):
        x = layers.DepthwiseConv2D(3, strides=strides, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization(epsilon=1e-3)(x)
        x = layers.ReLU(max_value=6)(x)
        x = layers.Conv2D(make_divisible(filters * alpha), 1, use_bias=False)(x)
    x = layers.GlobalAveragePooling2D(keepdims=True)(x)
    x = layers.Conv2D(classes, 1)(x)
    x = layers.Reshape((classes,))(x)
    return keras.Model(inputs, layers.Softmax()(x))
"""

PROGRAMS: Mapping[str, str] = {
    "sequential": SEQUENTIAL,
    "added": ADDED,
    "residual": RESIDUAL,
    "u_net": U_NET,
    "operators": OPERATORS,
    "inception": INCEPTION,
    "named": NAMED,
    "augmented": AUGMENTED,
    "scaled": SCALED,
}
"""By a word for each."""

"""LayerScale and ScaledAdd compute what Keras's own do, which it keeps to itself."""

import keras
import numpy as np
import pytest
from keras.src.applications.convnext import LayerScale as Scale
from keras.src.applications.inception_resnet_v2 import CustomScaleLayer

from studio.layers.layer_scale import LayerScale
from studio.layers.scaled_add import ScaledAdd

MAPS = np.random.default_rng(1).normal(size=(2, 3, 5, 4)).astype("float32")


def test_each_channel_has_its_factor() -> None:
    ours, theirs = LayerScale(0.5), Scale(0.5, 4)
    np.testing.assert_array_equal(ours(MAPS), theirs(MAPS))
    factors = np.array([1.0, 2.0, -1.0, 0.0], "float32")
    ours.set_weights([factors])
    np.testing.assert_array_equal(ours(MAPS), MAPS * factors)


def test_a_share_of_the_branch_is_added() -> None:
    np.testing.assert_array_equal(ScaledAdd(0.17)([MAPS, 2 * MAPS]), CustomScaleLayer(0.17)([MAPS, 2 * MAPS]))


def test_refusals() -> None:
    with pytest.raises(ValueError, match="LayerScale needs a known number of channels"):
        LayerScale()(keras.Input((8, 8, None)))
    with pytest.raises(ValueError, match="ScaledAdd needs two inputs of one shape"):
        ScaledAdd()([keras.Input((8, 4)), keras.Input((8, 2))])

"""A Keras layer that Keras lacks: the Gram matrix of feature maps, which tells a style."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class GramMatrix(keras.layers.Layer):
    """How alike every two feature maps are, wherever in the image (Gatys et al. 2015, arXiv:1508.06576).

    Args:
        normalize: Whether sums over the image are divided by its number of places.
        **kwargs: What every Keras layer takes, such as `name`.
    """

    def __init__(self, normalize: bool = True, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.normalize = normalize
        self.input_spec = keras.layers.InputSpec(ndim=4)

    def call(self, inputs: keras.KerasTensor) -> keras.KerasTensor:
        """The products of all pairs of maps, summed over the places."""
        channels = inputs.shape[-1]
        places = keras.ops.reshape(inputs, (keras.ops.shape(inputs)[0], -1, channels))
        sums = keras.ops.matmul(keras.ops.transpose(places, (0, 2, 1)), places)
        return sums / keras.ops.cast(keras.ops.shape(places)[1], sums.dtype) if self.normalize else sums

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """(batch, channels, channels)."""
        if input_shape[-1] is None:
            raise ValueError(f"GramMatrix needs a known number of channels. Received: input_shape={input_shape}.")
        return (input_shape[0], input_shape[-1], input_shape[-1])

    def get_config(self) -> dict[str, object]:
        """The arguments, for saving."""
        return {**super().get_config(), "normalize": self.normalize}

"""A Keras layer that Keras lacks: maxout, which keeps the largest channel of each group."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class Maxout(keras.layers.Layer):
    """Keeps the largest of every few neighbouring channels (Goodfellow et al. 2013, arXiv:1302.4389).

    Args:
        pieces: How many channels compete for one place in the output.
        **kwargs: What every Keras layer takes, such as `name`.
    """

    def __init__(self, pieces: int = 2, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.pieces = pieces

    def call(self, inputs: keras.KerasTensor) -> keras.KerasTensor:
        """The largest of channels 0 … pieces - 1, then of the next group, and so on."""
        largest = inputs[..., 0 :: self.pieces]
        for piece in range(1, self.pieces):
            largest = keras.ops.maximum(largest, inputs[..., piece :: self.pieces])
        return largest

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """The last axis divided by the pieces."""
        channels = input_shape[-1]
        if channels is None or channels % self.pieces:
            expected = f"Maxout needs channels that {self.pieces} pieces divide."
            raise ValueError(f"{expected} Received: input_shape={input_shape}.")
        return (*input_shape[:-1], channels // self.pieces)

    def get_config(self) -> dict[str, object]:
        """The arguments, for saving."""
        return {**super().get_config(), "pieces": self.pieces}

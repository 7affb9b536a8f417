"""A Keras layer that Keras keeps to itself: a learned factor for each channel, as ConvNeXt scales its residual branches."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class LayerScale(keras.layers.Layer):
    """Multiplies each channel by a factor that is learned and begins small (Touvron et al. 2021, arXiv:2103.17239).

    Args:
        init_values: What the factors are before training.
        **kwargs: What every Keras layer takes, such as `name`.
    """

    def __init__(self, init_values: float = 1e-6, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.init_values = init_values

    def build(self, input_shape: tuple[int | None, ...]) -> None:
        """One factor for each channel."""
        if input_shape[-1] is None:
            raise ValueError(f"LayerScale needs a known number of channels. Received: input_shape={input_shape}.")
        begin = keras.initializers.Constant(self.init_values)
        self.gamma = self.add_weight(shape=(input_shape[-1],), initializer=begin, name="gamma")

    def call(self, inputs: keras.KerasTensor) -> keras.KerasTensor:
        """The input, each channel times its factor."""
        return inputs * self.gamma

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Unchanged."""
        return input_shape

    def get_config(self) -> dict[str, object]:
        """The arguments, for saving."""
        return {**super().get_config(), "init_values": self.init_values}

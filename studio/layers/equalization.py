"""Keras's Equalization, made so that it can stand in a functional model."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class Equalization(keras.layers.Equalization):
    """Spreads the grey values of each channel evenly over the range, in training only.

    That of Keras 3.15 answers a symbolic input with the input itself, which closes a circle in the model, and takes it for training
    where nobody says, as in an exported model.

    Args:
        value_range: Least and largest value of the pixels.
        bins: How many grey values are told apart.
        **kwargs: What every Keras layer takes, such as `name`.
    """

    def call(self, data: keras.KerasTensor, training: bool = False) -> keras.KerasTensor:
        """The images, changed in training only."""
        return super().call(data, training=training)

    def compute_output_spec(self, inputs: keras.KerasTensor, **kwargs: object) -> keras.KerasTensor:
        """A tensor of its own, shaped as the input."""
        return keras.KerasTensor(inputs.shape, dtype=self.compute_dtype)

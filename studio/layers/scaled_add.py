"""A Keras layer that Keras keeps to itself: a shortcut to which a share of the branch is added, as Inception-ResNet does."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class ScaledAdd(keras.layers.Layer):
    """Adds a share of the second input to the first (Szegedy et al. 2016, arXiv:1602.07261).

    Args:
        scale: That share.
        **kwargs: What every Keras layer takes, such as `name`.
    """

    def __init__(self, scale: float = 0.17, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.scale = scale

    def call(self, inputs: list[keras.KerasTensor]) -> keras.KerasTensor:
        """The first, and the scaled second."""
        shortcut, branch = inputs
        return shortcut + branch * self.scale

    def compute_output_shape(self, input_shape: list[tuple[int | None, ...]]) -> tuple[int | None, ...]:
        """That of both."""
        if len(input_shape) != 2 or tuple(input_shape[0]) != tuple(input_shape[1]):
            raise ValueError(f"ScaledAdd needs two inputs of one shape. Received: input_shape={input_shape}.")
        return tuple(input_shape[0])

    def get_config(self) -> dict[str, object]:
        """The arguments, for saving."""
        return {**super().get_config(), "scale": self.scale}

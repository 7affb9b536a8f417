"""A Keras layer that Keras lacks: AlexNet's normalisation across neighbouring feature maps."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class LocalResponseNormalization(keras.layers.Layer):
    """Divides each value by (bias + alpha · sum of squares of its neighbours)^beta (Krizhevsky et al. 2012, section 3.3).

    The neighbours are the values at the same place in the `depth_radius` feature maps before and after, and the value itself. The
    defaults are the paper's: n = 2 · depth_radius + 1 = 5, k = bias = 2, alpha = 0.0001, beta = 0.75.

    Args:
        depth_radius: How many feature maps on either side count.
        bias: What is added to the sum; k in the paper.
        alpha: How much the sum of squares weighs.
        beta: The power of the divisor.
        **kwargs: What every Keras layer takes, such as `name`.
    """

    def __init__(
        self,
        depth_radius: int = 2,
        bias: float = 2.0,
        alpha: float = 0.0001,
        beta: float = 0.75,
        **kwargs: object,
    ) -> None:
        super().__init__(**kwargs)
        self.depth_radius = depth_radius
        self.bias = bias
        self.alpha = alpha
        self.beta = beta
        self.input_spec = keras.layers.InputSpec(ndim=4)

    def call(self, inputs: keras.KerasTensor) -> keras.KerasTensor:
        """The values, divided."""
        channels, radius = inputs.shape[-1], self.depth_radius
        squares = keras.ops.pad(keras.ops.square(inputs), [[0, 0], [0, 0], [0, 0], [radius, radius]])
        total = squares[..., :channels]
        for shift in range(1, 2 * radius + 1):
            total = total + squares[..., shift : shift + channels]
        return inputs * keras.ops.power(self.bias + self.alpha * total, -self.beta)

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """Unchanged."""
        return input_shape

    def get_config(self) -> dict[str, object]:
        """The arguments, for saving."""
        arguments = {"depth_radius": self.depth_radius, "bias": self.bias, "alpha": self.alpha, "beta": self.beta}
        return {**super().get_config(), **arguments}

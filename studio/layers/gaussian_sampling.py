"""A Keras layer that Keras lacks: values drawn from normal distributions so that gradients pass."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class GaussianSampling(keras.layers.Layer):
    """Draws from N(mean, exp(log-variance)) in training and gives the mean in predictions (Kingma and Welling 2013, arXiv:1312.6114).

    What is random is a factor beside the inputs, so that both inputs get gradients.

    Args:
        seed: Makes the draws repeatable; None draws anew each time.
        **kwargs: What every Keras layer takes, such as `name`.
    """

    def __init__(self, seed: int | None = None, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.seed = seed
        self.generator = keras.random.SeedGenerator(seed)

    def call(self, inputs: list[keras.KerasTensor], training: bool = False) -> keras.KerasTensor:
        """Mean + exp(log-variance / 2) · noise."""
        mean, log_variance = inputs
        if not training:
            return keras.ops.convert_to_tensor(mean)
        noise = keras.random.normal(keras.ops.shape(mean), dtype=mean.dtype, seed=self.generator)
        return mean + keras.ops.exp(0.5 * log_variance) * noise

    def compute_output_shape(self, input_shape: list[tuple[int | None, ...]]) -> tuple[int | None, ...]:
        """That of both inputs."""
        if len(input_shape) != 2 or tuple(input_shape[0]) != tuple(input_shape[1]):
            raise ValueError(f"GaussianSampling needs two inputs of one shape. Received: input_shape={input_shape}.")
        return tuple(input_shape[0])

    def get_config(self) -> dict[str, object]:
        """The arguments, for saving."""
        return {**super().get_config(), "seed": self.seed}

"""A Keras layer that cuts pieces out of images and, unlike Keras's own, does so in predictions too."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class RandomCrop(keras.layers.Layer):
    """Cuts one piece out of every image of a batch: at a random place in training, from the middle otherwise.

    That of Keras 3.15 leaves images as large as they are in predictions, which no Dense after it can take.

    Args:
        height: Of the piece, in pixels.
        width: Of the piece, in pixels.
        seed: Makes the places repeatable; None draws new ones each time.
        **kwargs: What every Keras layer takes, such as `name`.
    """

    def __init__(self, height: int, width: int, seed: int | None = None, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.height, self.width, self.seed = height, width, seed
        self.seed_generator = keras.random.SeedGenerator(seed)
        self.input_spec = keras.layers.InputSpec(ndim=4)

    def call(self, inputs: keras.KerasTensor, training: bool = False) -> keras.KerasTensor:
        """The piece of each image."""
        rows, columns, channels = inputs.shape[1:]
        if not training:
            top, left = (rows - self.height) // 2, (columns - self.width) // 2
            return inputs[:, top : top + self.height, left : left + self.width]
        top, left = self._drawn(rows - self.height), self._drawn(columns - self.width)
        size = (keras.ops.shape(inputs)[0], self.height, self.width, channels)
        return keras.ops.slice(inputs, (0, top, left, 0), size)

    def _drawn(self, room: int) -> keras.KerasTensor:
        return keras.ops.cast(keras.random.uniform((), 0, room + 1, seed=self.seed_generator), "int32")

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """(batch, height, width, channels)."""
        batch, rows, columns, channels = input_shape
        if rows is None or columns is None or rows < self.height or columns < self.width:
            words = "RandomCrop needs images of known size that the piece fits into."
            raise ValueError(f"{words} Received: input_shape={input_shape}.")
        return (batch, self.height, self.width, channels)

    def get_config(self) -> dict[str, object]:
        """The arguments, for saving."""
        return {**super().get_config(), "height": self.height, "width": self.width, "seed": self.seed}

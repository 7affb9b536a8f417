"""A Keras layer that Keras lacks: an image seen through an affine map that the network chooses."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class SpatialTransformer(keras.layers.Layer):
    """Turns, moves and scales every image by six numbers of its own (Jaderberg et al. 2015, arXiv:1506.02025).

    Places run from -1 to 1 along both sides. The six numbers are (a, b, c, d, e, f): the new place (x, y) shows the old place
    (a x + b y + c, d x + e y + f), blended from the four pixels around it; outside of the image is zero.

    Args:
        **kwargs: What every Keras layer takes, such as `name`.
    """

    def call(self, inputs: list[keras.KerasTensor]) -> keras.KerasTensor:
        """The image at the places that the numbers name."""
        image, numbers = inputs
        height, width, channels = image.shape[1:]
        x, y = self._places(numbers, height, width)
        left, top = keras.ops.floor(x), keras.ops.floor(y)
        flat = keras.ops.reshape(image, (-1, height * width, channels))
        answer = 0.0
        for down in (0, 1):
            for right in (0, 1):
                weight = (1 - keras.ops.abs(x - left - right)) * (1 - keras.ops.abs(y - top - down))
                answer = answer + self._pixels(flat, left + right, top + down, (height, width)) * keras.ops.expand_dims(weight, -1)
        return keras.ops.reshape(answer, (-1, height, width, channels))

    def compute_output_shape(self, input_shape: list[tuple[int | None, ...]]) -> tuple[int | None, ...]:
        """That of the image."""
        image, numbers = input_shape if len(input_shape) == 2 else ((), ())
        if len(image) != 4 or None in image[1:] or tuple(numbers[1:]) != (6,):
            raise ValueError(f"SpatialTransformer needs an image of known size and six numbers. Received: input_shape={input_shape}.")
        return tuple(image)

    def _places(self, numbers: keras.KerasTensor, height: int, width: int) -> tuple[keras.KerasTensor, keras.KerasTensor]:
        """Column and row, in pixels, of what each new pixel shows: (batch, pixels) each."""
        down, across = keras.ops.meshgrid(keras.ops.linspace(-1.0, 1.0, height), keras.ops.linspace(-1.0, 1.0, width), indexing="ij")
        across, down = keras.ops.reshape(across, (1, -1)), keras.ops.reshape(down, (1, -1))
        a, b, c, d, e, f = (numbers[:, place : place + 1] for place in range(6))
        x, y = a * across + b * down + c, d * across + e * down + f
        return (x + 1) * (width - 1) / 2, (y + 1) * (height - 1) / 2

    def _pixels(self, flat: keras.KerasTensor, x: keras.KerasTensor, y: keras.KerasTensor, size: tuple[int, int]) -> keras.KerasTensor:
        """The pixels at whole places; zero outside of the image."""
        height, width = size
        column = keras.ops.cast(keras.ops.clip(x, 0, width - 1), "int32")
        row = keras.ops.cast(keras.ops.clip(y, 0, height - 1), "int32")
        inside = keras.ops.logical_and(keras.ops.logical_and(x >= 0, x <= width - 1), keras.ops.logical_and(y >= 0, y <= height - 1))
        found = keras.ops.take_along_axis(flat, keras.ops.expand_dims(row * width + column, -1), axis=1)
        return found * keras.ops.cast(keras.ops.expand_dims(inside, -1), flat.dtype)

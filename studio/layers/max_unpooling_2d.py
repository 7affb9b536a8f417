"""A Keras layer that Keras lacks: the way back of max pooling, every value to where it came from."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class MaxUnpooling2D(keras.layers.Layer):
    """Puts each value of a small map where the largest value stood in its window before pooling; zeros around it.

    Zeiler and Fergus 2013, arXiv:1311.2901, and SegNet, arXiv:1511.00561, remember these places while pooling. Here the map that was
    pooled is the second input, and the places are found again; of equal values the first one counts.

    Args:
        pool_size: Height and width of the windows, which stood side by side.
        **kwargs: What every Keras layer takes, such as `name`.
    """

    def __init__(self, pool_size: tuple[int, int] = (2, 2), **kwargs: object) -> None:
        super().__init__(**kwargs)
        height, width = pool_size
        self.pool_size = (height, width)

    def call(self, inputs: list[keras.KerasTensor]) -> keras.KerasTensor:
        """The values at the places of the largest ones."""
        values, before = inputs
        rows, columns = self.pool_size
        (height, width), channels = before.shape[1:3], before.shape[3]
        down, across = height // rows, width // columns
        windows = keras.ops.reshape(before[:, : down * rows, : across * columns], (-1, down, rows, across, columns, channels))
        windows = keras.ops.reshape(keras.ops.transpose(windows, (0, 1, 3, 5, 2, 4)), (-1, down, across, channels, rows * columns))
        first = self._first(windows)
        spread = keras.ops.reshape(first * keras.ops.expand_dims(values, -1), (-1, down, across, channels, rows, columns))
        whole = keras.ops.reshape(keras.ops.transpose(spread, (0, 1, 4, 2, 5, 3)), (-1, down * rows, across * columns, channels))
        return keras.ops.pad(whole, [[0, 0], [0, height - down * rows], [0, width - across * columns], [0, 0]])

    def _first(self, windows: keras.KerasTensor) -> keras.KerasTensor:
        """One at the first of the largest values of each window, else zero; `argmax` of Keras has operations that TFLite lacks."""
        count = self.pool_size[0] * self.pool_size[1]
        places = keras.ops.arange(count, dtype=windows.dtype)
        largest = keras.ops.max(windows, axis=-1, keepdims=True)
        place = keras.ops.min(keras.ops.where(windows >= largest, places, float(count)), axis=-1, keepdims=True)
        return keras.ops.cast(keras.ops.equal(places, place), windows.dtype)

    def compute_output_shape(self, input_shape: list[tuple[int | None, ...]]) -> tuple[int | None, ...]:
        """That of the map before pooling."""
        small, before = input_shape if len(input_shape) == 2 else ((), ())
        fits = len(small) == len(before) == 4 and None not in before[1:] and before[3] == small[3]
        sides = zip(before[1:3], self.pool_size, small[1:3], strict=True) if fits else ()
        if not fits or any((side or 0) // size != left or not left for side, size, left in sides):
            raise ValueError(f"MaxUnpooling2D needs a pooled map and the map before pooling. Received: input_shape={input_shape}.")
        return tuple(before)

    def get_config(self) -> dict[str, object]:
        """The arguments, for saving."""
        return {**super().get_config(), "pool_size": self.pool_size}

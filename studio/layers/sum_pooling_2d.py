"""A Keras layer that Keras lacks: pooling by the sum of each window."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class SumPooling2D(keras.layers.Layer):
    """Sums the values in each window: average pooling times the window's size.

    With `padding="same"`, windows hang over the border, where zeros are added; Keras's average, by contrast, leaves those places out.

    Args:
        pool_size: Height and width of the window; one number for both.
        strides: Step between two windows, each way; None for the window's own size.
        padding: `valid` or `same`.
        **kwargs: What every Keras layer takes, such as `name`.
    """

    def __init__(
        self,
        pool_size: int | tuple[int, int] = (2, 2),
        strides: int | tuple[int, int] | None = None,
        padding: str = "valid",
        **kwargs: object,
    ) -> None:
        super().__init__(**kwargs)
        self.pool_size = _both(pool_size)
        self.strides = self.pool_size if strides is None else _both(strides)
        self.padding = padding
        self.input_spec = keras.layers.InputSpec(ndim=4)

    def call(self, inputs: keras.KerasTensor) -> keras.KerasTensor:
        """The sums; the zeros of `same` are put in first, so that they count."""
        if self.padding == "same":
            height, width = keras.ops.shape(inputs)[1:3]
            frame = [self._frame(height, 0), self._frame(width, 1)]
            inputs = keras.ops.pad(inputs, [[0, 0], *frame, [0, 0]])
        pool = keras.ops.average_pool
        means = pool(inputs, self.pool_size, self.strides, padding="valid", data_format="channels_last")
        return means * (self.pool_size[0] * self.pool_size[1])

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """(batch, height', width', channels), as other pooling layers have it."""
        pool = keras.layers.AveragePooling2D(self.pool_size, self.strides, self.padding, data_format="channels_last")
        return tuple(pool.compute_output_shape(input_shape))

    def get_config(self) -> dict[str, object]:
        """The arguments, for saving."""
        return {**super().get_config(), "pool_size": self.pool_size, "strides": self.strides, "padding": self.padding}

    def _frame(self, length: int | keras.KerasTensor, axis: int) -> list[int | keras.KerasTensor]:
        """How many zeros `same` puts before and after an axis; the odd one after."""
        size, step = self.pool_size[axis], self.strides[axis]
        overhang = (-(-length // step) - 1) * step + size - length
        zeros = max(overhang, 0) if isinstance(length, int) else keras.ops.maximum(overhang, 0)
        return [zeros // 2, zeros - zeros // 2]


def _both(sides: int | tuple[int, int]) -> tuple[int, int]:
    """Height and width, from one number as well, as Keras's own pooling takes it."""
    height, width = (sides, sides) if isinstance(sides, int) else sides
    return height, width

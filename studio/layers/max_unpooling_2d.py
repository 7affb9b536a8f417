"""Keras layers that Keras lacks: max pooling that tells where its values stood, and the way back."""

import keras

Cut = tuple[slice, int, int]
"""What is kept along an axis, and how many zeros come before and after it."""


@keras.saving.register_keras_serializable(package="abyss")
class MaxPoolingWithIndices2D(keras.layers.Layer):
    """Keeps the largest value of each window, and tells as a second output where in the window it stood.

    The places of a window are counted row by row from 0, as SegNet, arXiv:1511.00561, keeps them in two bits for
    2 x 2 windows; they are whole numbers as floats, through which no gradient goes. Of equal values the first counts.

    Args:
        pool_size: Height and width of the window; one number for both.
        strides: Step between two windows, each way; None for the window's own size.
        padding: `valid`, or `same` for windows that hang over the border.
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
        self.pool_size = _pair(pool_size)
        self.strides = _pair(pool_size if strides is None else strides)
        self.padding = padding
        self.input_spec = keras.layers.InputSpec(ndim=4)

    def call(self, inputs: keras.KerasTensor) -> tuple[keras.KerasTensor, keras.KerasTensor]:
        """The largest values, and where they stood."""
        pooled = keras.ops.max_pool(inputs, self.pool_size, self.strides, self.padding)
        return pooled, places_of_largest(inputs, pooled, self.pool_size, self.strides, self.padding)

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[tuple[int | None, ...], ...]:
        """That of a MaxPooling2D, for both outputs."""
        pooled = keras.layers.MaxPooling2D(self.pool_size, self.strides, self.padding).compute_output_shape(input_shape)
        return pooled, pooled

    def get_config(self) -> dict[str, object]:
        """The arguments, for saving."""
        return {**super().get_config(), "pool_size": self.pool_size, "strides": self.strides, "padding": self.padding}


@keras.saving.register_keras_serializable(package="abyss")
class MaxUnpooling2D(keras.layers.Layer):
    """Puts each value of a small map where the largest value stood in its window before pooling; zeros around it.

    Zeiler and Fergus 2013, arXiv:1311.2901, and SegNet, arXiv:1511.00561, remember these places while pooling. The
    second input is what a MaxPoolingWithIndices2D tells of them, or else the map that was pooled, in which the places
    are found again. As a third input the map that was pooled says beside the places how large the answer is. Where
    windows overlap, values that come to one place are added.

    Args:
        pool_size: Height and width of the windows of the pooling; one number for both.
        strides: Its step between two windows, each way; None for the window's own size.
        padding: Its padding.
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
        self.pool_size = _pair(pool_size)
        self.strides = _pair(pool_size if strides is None else strides)
        self.padding = padding

    def call(self, inputs: list[keras.KerasTensor]) -> keras.KerasTensor:
        """The values at the places of the largest ones."""
        values, places = inputs[:2]
        height, width = self.compute_output_shape([each.shape for each in inputs])[1:3]
        if places.shape[1:3] != values.shape[1:3]:
            pooled = keras.ops.max_pool(places, self.pool_size, self.strides, self.padding)
            places = places_of_largest(places, pooled, self.pool_size, self.strides, self.padding)
        down = self._parts(height or 0, values.shape[1], 0)
        across = self._parts(width or 0, values.shape[2], 1)
        pairs = [(row, column) for row in down for column in across]
        return sum(_cut(self._spread(values, places, row[0], column[0]), row[1], column[1]) for row, column in pairs)

    def _parts(self, side: int, count: int, axis: int) -> list[tuple[int, Cut]]:
        """The parts of windows along an axis, each as long as a step: where it begins, and what of it is in the map."""
        size, step = self.pool_size[axis], self.strides[axis]
        hanging = _frame(side, count, size, step)[0] if self.padding == "same" else 0
        found = []
        for begin in range(0, size, step):
            start = begin - hanging
            kept = slice(max(-start, 0), min(count * step, side - start))
            if kept.start < kept.stop:
                found.append((begin, (kept, max(start, 0), side - start - kept.stop)))
        return found

    def _spread(self, values: keras.KerasTensor, places: keras.KerasTensor, top: int, left: int) -> keras.KerasTensor:
        """The values at their places in the part of each window that begins there, with zeros around them."""
        (rows, columns), (down, across), (height, width) = self.pool_size, self.strides, values.shape[1:3]
        row = keras.ops.arange(height * down) % down + top
        column = keras.ops.arange(width * across) % across + left
        column = keras.ops.where(column < columns, column, rows * columns)
        here = keras.ops.cast(keras.ops.expand_dims(row * columns, -1) + column, values.dtype)
        found = keras.ops.equal(_stretched(places, down, across), keras.ops.expand_dims(here, -1))
        return keras.ops.where(found, _stretched(values, down, across), 0.0)

    def compute_output_shape(self, input_shape: list[tuple[int | None, ...]]) -> tuple[int | None, ...]:
        """That of the map before pooling; where it is not there, the smallest that would be pooled so."""
        small, *others = [tuple(shape) for shape in input_shape]
        if len(small) != 4 or None in small[1:3] or len(others) not in (1, 2):
            raise ValueError(f"MaxUnpooling2D needs maps of known size. Received: {input_shape}.")
        sides = [self._smallest(side or 0, axis) for axis, side in enumerate(small[1:3])]
        before = (small[0], *sides, small[3]) if len(others) == 1 and others[0][1:] == small[1:] else others[-1]
        pooling = keras.layers.MaxPooling2D(self.pool_size, self.strides, self.padding)
        if len(before) != 4 or None in before[1:3] or pooling.compute_output_shape(before)[1:] != small[1:]:
            raise ValueError(f"MaxUnpooling2D needs the map that input 1 was pooled of. Received: {input_shape}.")
        if len(others) == 2 and others[0][1:] != small[1:]:
            raise ValueError(f"MaxUnpooling2D needs a place for each value. Received: {input_shape}.")
        return (small[0], *before[1:])

    def _smallest(self, side: int, axis: int) -> int:
        size, step = self.pool_size[axis], self.strides[axis]
        return side * step if self.padding == "same" else (side - 1) * step + size

    def get_config(self) -> dict[str, object]:
        """The arguments, for saving."""
        return {**super().get_config(), "pool_size": self.pool_size, "strides": self.strides, "padding": self.padding}


def _pair(sides: int | tuple[int, int]) -> tuple[int, int]:
    """Height and width, from one number as well, as Keras's own pooling takes it."""
    height, width = (sides, sides) if isinstance(sides, int) else sides
    return height, width


def places_of_largest(
    maps: keras.KerasTensor,
    pooled: keras.KerasTensor,
    size: tuple[int, int],
    strides: tuple[int, int],
    padding: str,
) -> keras.KerasTensor:
    """Where in each window its largest value stands; `argmax` of Keras has operations that TFLite lacks.

    Args:
        maps: What was pooled.
        pooled: The largest values.
        size: Height and width of the windows.
        strides: Step between two windows.
        padding: Of the pooling.
    """
    (height, width), (down, across), (rows, columns) = keras.ops.shape(pooled)[1:3], strides, size
    if padding == "same":
        high, wide = keras.ops.shape(maps)[1:3]
        frame = [_frame(high, height, rows, down), _frame(wide, width, columns, across)]
        maps = keras.ops.pad(maps, [[0, 0], *frame, [0, 0]], constant_values=-3e38)
    last, right = (height - 1) * down + 1, (width - 1) * across + 1
    found = keras.ops.full_like(pooled, rows * columns)
    for place in reversed(range(rows * columns)):
        row, column = divmod(place, columns)
        seen = maps[:, row : row + last : down, column : column + right : across]
        found = keras.ops.where(keras.ops.equal(seen, pooled), float(place), found)
    return keras.ops.stop_gradient(found)


def _frame(
    side: int | keras.KerasTensor,
    count: int | keras.KerasTensor,
    size: int,
    step: int,
) -> list[int | keras.KerasTensor]:
    """How far windows hang over an axis before and after it; the odd place after."""
    overhang = (count - 1) * step + size - side
    more = max(overhang, 0) if isinstance(overhang, int) else keras.ops.maximum(overhang, 0)
    return [more // 2, more - more // 2]


def _stretched(maps: keras.KerasTensor, down: int, across: int) -> keras.KerasTensor:
    """Every value as a rectangle."""
    return keras.ops.repeat(keras.ops.repeat(maps, down, axis=1), across, axis=2)


def _cut(maps: keras.KerasTensor, rows: Cut, columns: Cut) -> keras.KerasTensor:
    """What of the maps is kept, with zeros before and after it."""
    (high, *vertical), (wide, *horizontal) = rows, columns
    return keras.ops.pad(maps[:, high, wide], [[0, 0], vertical, horizontal, [0, 0]])

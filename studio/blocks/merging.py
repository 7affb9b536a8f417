"""Where several wires meet."""

from __future__ import annotations

from typing import Literal

from studio.blocks.arguments import AxisOf
from studio.blocks.block import Block, Shape, ShapeError, spelled
from studio.blocks.windows import along


class _Merging(Block):
    """Puts the inputs together place by place; an axis of 1 is repeated to fit."""

    family = "merging"
    many_inputs = True

    def output_shape(self, *inputs: Shape) -> Shape:
        """The common shape."""
        name = type(self).__name__
        _several(name, inputs)
        merged = inputs[0]
        for shape in inputs[1:]:
            common = _broadcast(merged, shape)
            if common is None:
                raise ShapeError(f"{name} needs inputs of one shape. Received: {_listed(inputs)}. {_remedy(inputs)}")
            merged = common
        return merged


class Add(_Merging):
    """Adds its inputs place by place; the shortcut of a residual network ends here.

    Formula: y = x_{1} + x_{2} + … + x_{n}

    Shape:  several of one shape -> that shape
    Source: keras.layers.Add
    Also:   skip, shortcut, residual connection, plus
    """


class Multiply(_Merging):
    """Multiplies its inputs place by place; one input can weigh the other.

    Formula: y = x_{1} · x_{2} · … · x_{n}

    Shape:  several of one shape -> that shape
    Source: keras.layers.Multiply
    Also:   gate, scale, product
    """


class Average(_Merging):
    """Takes the mean of its inputs place by place.

    Formula: y = (x_{1} + x_{2} + … + x_{n}) / n

    Shape:  several of one shape -> that shape
    Source: keras.layers.Average
    Also:   mean
    """


class Maximum(_Merging):
    """Keeps the largest of its inputs place by place.

    Formula: y = max(x_{1}, x_{2}, …, x_{n})

    Shape:  several of one shape -> that shape
    Source: keras.layers.Maximum
    Also:   elementwise max
    """


class Minimum(_Merging):
    """Keeps the smallest of its inputs place by place.

    Formula: y = min(x_{1}, x_{2}, …, x_{n})

    Shape:  several of one shape -> that shape
    Source: keras.layers.Minimum
    Also:   elementwise min
    """


class Subtract(_Merging):
    """Takes its second input away from its first, place by place: what differs remains.

    Formula: y = x_{1} − x_{2}

    Shape:  two of one shape -> that shape
    Source: keras.layers.Subtract
    Also:   minus, difference
    """

    def output_shape(self, *inputs: Shape) -> Shape:
        """The common shape of the two."""
        _two("Subtract", inputs)
        return super().output_shape(*inputs)


class Dot(Block):
    """Multiplies two inputs along an axis and adds up: how alike their vectors are, or a product of matrices.

    axes: Along which axis: −1 the last one.
    normalize: Whether vectors are brought to length 1 before, so that the answer is the cosine between them.

    Formula: y_{i, j} = Σ_{k} a_{i, k} · b_{j, k}
        k runs along the axis; a and b are the two inputs.

    Shape:  two of one length along the axis -> what is left of both
    Source: keras.layers.Dot
    Also:   dot product, cosine similarity, inner product, matmul, bilinear
    """

    family = "merging"
    rare = True
    many_inputs = True
    given = ("axes",)

    axes: AxisOf = -1
    normalize: bool = False

    def output_shape(self, *inputs: Shape) -> Shape:
        """The axes of both, without the one that is summed along; one value where nothing is left."""
        _two("Dot", inputs)
        for shape in inputs:
            along("Dot", shape, self.axes)
        places = [len(shape) - 1 if self.axes == -1 else self.axes - 1 for shape in inputs]
        lengths = [shape[place] for shape, place in zip(inputs, places, strict=True)]
        if lengths[0] != lengths[1]:
            raise ShapeError(
                f"Dot needs two inputs of one length along its axis. Received: {_listed(inputs)}. "
                "Bring them to one length, or choose other axes."
            )
        left = [axis for shape, place in zip(inputs, places, strict=True) for axis in (*shape[:place], *shape[place + 1 :])]
        return tuple(left) or (1,)

    def caption(self) -> str:
        """`axes −1`."""
        return f"axes {self.axes}".replace("-", "−")


class Concatenate(Block):
    """Lays its inputs side by side, in the order of the ports; usually their channels.

    axis: Along which axis: −1 the channels, 1 the rows, 2 the columns of an image.

    Formula: y = (x_{1}, x_{2}, …, x_{n})
        The inputs stand side by side along the axis.

    Shape:  several, equal but for one axis -> that axis added up
    Source: keras.layers.Concatenate
    Also:   join, stack, cat
    """

    family = "merging"
    many_inputs = True

    axis: Literal[-1, 1, 2, 3] = -1

    def output_shape(self, *inputs: Shape) -> Shape:
        """The first shape, with the lengths along the axis added up."""
        _several("Concatenate", inputs)
        first = inputs[0]
        if self.axis > len(first):
            raise ShapeError(
                f"Concatenate joins along axis {self.axis}, which its inputs do not have. Received: {_listed(inputs)}. Set axis to −1."
            )
        place = len(first) - 1 if self.axis == -1 else self.axis - 1
        if not _fit(inputs, place):
            raise ShapeError(
                f"Concatenate needs inputs that differ in {self.caption()} alone. Received: {_listed(inputs)}. "
                'Bring them to one size, for instance with the padding "same".'
            )
        lengths = [shape[place] for shape in inputs]
        total = None if None in lengths else sum(length or 0 for length in lengths)
        return (*first[:place], total, *first[place + 1 :])

    def caption(self) -> str:
        """`axis −1`."""
        return f"axis {self.axis}".replace("-", "−")


def _several(name: str, inputs: tuple[Shape, ...]) -> None:
    if len(inputs) < 2:
        raise ShapeError(f"{name} needs two inputs or more. Received: {_listed(inputs) or 'none'}. Draw another wire to it.")


def _two(name: str, inputs: tuple[Shape, ...]) -> None:
    if len(inputs) != 2:
        raise ShapeError(f"{name} needs two inputs. Received: {_listed(inputs) or 'none'}. Lead two wires to it.")


def _listed(inputs: tuple[Shape, ...]) -> str:
    return ", ".join(spelled(shape) for shape in inputs)


def _broadcast(one: Shape, other: Shape) -> Shape | None:
    """The shape that both take when axes of 1 are repeated, as Keras does it; None where they do not fit."""
    if len(one) < len(other):
        one, other = other, one
    head, tail = one[: len(one) - len(other)], one[len(one) - len(other) :]
    if any(None not in pair and 1 not in pair and pair[0] != pair[1] for pair in zip(tail, other, strict=True)):
        return None
    return (*head, *(_common(*pair) for pair in zip(tail, other, strict=True)))


def _common(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return None
    return other if one == 1 else one


def _fit(inputs: tuple[Shape, ...], place: int) -> bool:
    """Whether shapes are equal but for one axis, as far as they are known."""
    if len({len(shape) for shape in inputs}) > 1:
        return False
    lengths = ({*axis} - {None} for number, axis in enumerate(zip(*inputs, strict=True)) if number != place)
    return all(len(known) <= 1 for known in lengths)


def _remedy(inputs: tuple[Shape, ...]) -> str:
    """What usually mends inputs that do not fit: a convolution on the shortcut, with a stride where one map is a multiple of the other."""
    if {len(shape) for shape in inputs} != {3} or any(None in shape for shape in inputs):
        return "Bring them to one shape."
    sizes = sorted({(height or 0, width or 0) for height, width, _ in inputs})
    if len(sizes) == 1:
        channels = inputs[0][2]
        other = next(shape[2] for shape in inputs if shape[2] != channels)
        return f"Put a 1x1 Conv2D with {channels} filters on the input with {other} channels."
    stride = -(-sizes[-1][0] // sizes[0][0])
    if len(sizes) == 2 and all(-(-axis // stride) == wanted for axis, wanted in zip(sizes[1], sizes[0], strict=True)):
        return f"Put a 1x1 Conv2D with strides {stride} on the shortcut."
    return 'Bring them to one size, for instance with the padding "same".'

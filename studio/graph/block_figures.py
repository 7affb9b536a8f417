"""The figures of one block for what arrives at it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from studio.blocks.answers import Unanswered
from studio.blocks.asked import Asked
from studio.blocks.block import POINT, Block, Reach, Shape, ShapeError
from studio.graph.figures import Figures
from studio.graph.rules import fewest_inputs

UNKNOWN = Figures()
_FLOAT = 4  # bytes
_LONGEST = 2**31 - 1
"""Of an axis, as TensorFlow counts."""
_FARTHEST = float(2**53)
"""Steps of so many pixels are as good as endless; without a limit, many modules in a chain would make numbers that fit no machine."""
_MOST = 8192  # networks hold the same blocks again and again, and undo brings back what was there


def block_figures(block: Block, inputs: Sequence[Figures]) -> Figures:
    """Shape, cost and reach of a block; unknown where an input is, with the block's own sentence where it refuses them."""
    shapes = tuple(figures.shape for figures in inputs if figures.shape is not None)
    if len(shapes) < len(inputs) or len(shapes) < fewest_inputs(block):
        return UNKNOWN
    try:
        return moved(_alone(block, shapes) if isinstance(block, Asked) else _known_alone(block, shapes), inputs)
    except Unanswered as waiting:
        return Figures(refusal=waiting.held, asked=(waiting.question,))


def passed(inputs: Sequence[Figures], outputs: int = 1) -> Figures:
    """The figures of what hands its first input on to all of its outputs and costs nothing."""
    if not inputs:
        return UNKNOWN
    shape, reach = inputs[0].shape, inputs[0].reach
    return Figures(shape, reach=reach, others=((shape, reach),) * (outputs - 1))


def moved(old: Figures, inputs: Sequence[Figures]) -> Figures:
    """The figures of a block for inputs of the same shapes that see something else."""
    if old.shape is None or (reach := reach_through(old.own, inputs)) == old.reach:
        return old  # the same object, so that those that follow need not look
    others = tuple((shape, reach) for shape, _ in old.others)
    return Figures(old.shape, old.weights, old.fixed, old.multiply_adds, old.memory, reach, old.own, others=others)


def reach_through(own: Reach, inputs: Sequence[Figures]) -> Reach:
    """What a node sees of the image: its own reach laid over what its inputs see."""
    seen = inputs[0].reach if len(inputs) == 1 else _seen(inputs)
    if own is POINT or own == POINT:
        return seen
    (high, wide), (down_by, right_by) = own
    (height, width), (down, right) = seen
    reach = Reach((height + (high - 1) * down, width + (wide - 1) * right), (down * down_by, right * right_by))
    return reach if 1 <= down <= 65536 and 1 <= right <= 65536 else _bounded(reach)


def _bounded(reach: Reach) -> Reach:
    """What is seen, within what can be counted with."""
    sizes = tuple(size if size <= _FARTHEST else math.inf for size in reach.size)
    strides = tuple(min(max(stride, 1 / _FARTHEST), _FARTHEST) for stride in reach.stride)
    return Reach((sizes[0], sizes[1]), (strides[0], strides[1]))


@lru_cache(_MOST)
def _known_alone(block: Block, shapes: tuple[Shape, ...]) -> Figures:
    """The same of blocks that know by themselves, kept; of others the answers are."""
    return _alone(block, shapes)


def _alone(block: Block, shapes: tuple[Shape, ...]) -> Figures:
    """The figures for inputs that see one point each.

    Raises:
        Unanswered: Keras is to be asked first.
    """
    try:
        shape, *others = (_countable(block, shape) for shape in block.output_shapes(*shapes))
    except Unanswered:
        raise
    except ShapeError as error:
        return Figures(refusal=str(error))
    own = block.receptive_field()
    return Figures(
        shape=shape,
        weights=block.weights(*shapes),
        fixed=block.fixed_weights(*shapes),
        multiply_adds=block.multiply_adds(*shapes),
        memory=_FLOAT * sum(math.prod(0 if axis is None else axis for axis in each) for each in (shape, *others)),
        reach=own,
        own=own,
        others=tuple((each, own) for each in others),
    )


def _countable(block: Block, shape: Shape) -> Shape:
    """A shape that there can be.

    Raises:
        ShapeError: An axis is too long.
    """
    if (longest := max((axis for axis in shape if axis is not None), default=0)) > _LONGEST:
        received = f"{type(block).__name__} makes one of {longest}"
        raise ShapeError(f"An axis has at most {_LONGEST} values. Received: {received}. Take a smaller image, or enlarge it less before.")
    return shape


def _seen(inputs: Sequence[Figures]) -> Reach:
    """What the inputs see together: that of the longest way counts."""
    if not inputs:
        return POINT
    seen = inputs[0].reach
    for figures in inputs[1:]:
        if figures.reach != seen:
            seen = _both(seen, figures.reach)
    return seen


def _both(one: Reach, other: Reach) -> Reach:
    (height, width), (down, right) = one
    (high, wide), (down_by, right_by) = other
    return Reach((max(height, high), max(width, wide)), (max(down, down_by), max(right, right_by)))

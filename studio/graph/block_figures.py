"""The figures of one block for what arrives at it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studio.blocks.block import POINT, Block, Reach, Shape, ShapeError
from studio.graph.figures import Figures
from studio.graph.rules import fewest_inputs

UNKNOWN = Figures()
_FLOAT = 4  # bytes


def block_figures(block: Block, inputs: Sequence[Figures]) -> Figures:
    """Shape, cost and reach of a block; unknown where an input is, with the block's own sentence where it refuses them."""
    shapes = [figures.shape for figures in inputs if figures.shape is not None]
    if len(shapes) < len(inputs) or len(shapes) < fewest_inputs(block):
        return UNKNOWN
    try:
        return _measured(block, shapes, inputs)
    except ShapeError as error:
        return Figures(refusal=str(error))


def passed(inputs: Sequence[Figures], outputs: int = 1) -> Figures:
    """The figures of what hands its first input on to all of its outputs and costs nothing."""
    if not inputs:
        return UNKNOWN
    shape, reach = inputs[0].shape, inputs[0].reach
    return Figures(shape, reach=reach, others=((shape, reach),) * (outputs - 1))


def moved(old: Figures, inputs: Sequence[Figures]) -> Figures:
    """The figures of a block for inputs of the same shapes that see something else."""
    reach = reach_through(old.own, inputs)
    if reach == old.reach:
        return old  # the same object, so that those that follow need not look
    return Figures(old.shape, old.weights, old.fixed, old.multiply_adds, old.memory, reach, old.own)  # thrice as quick as _replace


def reach_through(own: Reach, inputs: Sequence[Figures]) -> Reach:
    """What a node sees of the image: its own reach laid over what its inputs see."""
    (high, wide), (down_by, right_by) = own
    (height, width), (down, right) = _seen(inputs)
    return Reach((height + (high - 1) * down, width + (wide - 1) * right), (down * down_by, right * right_by))


def _measured(block: Block, shapes: Sequence[Shape], inputs: Sequence[Figures]) -> Figures:
    shape, own = block.output_shape(*shapes), block.receptive_field()
    return Figures(
        shape=shape,
        weights=block.weights(*shapes),
        fixed=block.fixed_weights(*shapes),
        multiply_adds=block.multiply_adds(*shapes),
        memory=_FLOAT * math.prod(0 if axis is None else axis for axis in shape),
        reach=reach_through(own, inputs),
        own=own,
    )


def _seen(inputs: Sequence[Figures]) -> Reach:
    """What the inputs see together: that of the longest way counts."""
    if len(inputs) < 2:
        return inputs[0].reach if inputs else POINT
    reaches = [figures.reach for figures in inputs]
    if all(reach == reaches[0] for reach in reaches):
        return reaches[0]
    heights, widths = zip(*(reach.size for reach in reaches), strict=True)
    downs, rights = zip(*(reach.stride for reach in reaches), strict=True)
    return Reach((max(heights), max(widths)), (max(downs), max(rights)))

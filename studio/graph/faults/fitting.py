"""Whether a block takes what arrives, tried out on shapes."""

from __future__ import annotations

from collections.abc import Sequence

from studio.blocks.block import Block, Shape, ShapeError


def accepts(block: Block, shapes: Sequence[Shape]) -> bool:
    """Whether a block gives an output for these inputs."""
    try:
        block.output_shape(*shapes)
    except ShapeError:
        return False
    return True


def takes(block: object, *shapes: Shape) -> bool:
    """Whether what is wired by one wire alone gives an output for this input."""
    return isinstance(block, Block) and not block.many_inputs and block.has_input and accepts(block, shapes)


def fits_between(block: Block, shape: Shape, after: Block | None) -> bool:
    """Whether a block can stand on a wire with that shape; where it changes the shape, what comes after must take that."""
    if not takes(block, shape):
        return False
    new = block.output_shape(shape)
    return new == shape or (after is not None and takes(after, new))

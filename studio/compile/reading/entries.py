"""What stands where data enters a model: the Input, and what brings an image to the axes that the model takes."""

from __future__ import annotations

from studio.blocks.block import Block
from studio.blocks.ends import Input
from studio.blocks.reshaping import Reshape
from studio.blocks.unknown import UnknownBlock
from studio.compile.reading.keras_model import KerasLayer, input_shape
from studio.compile.reading.remarks import Remarks
from studio.forms import FormError
from studio.forms.words import shown

_OPEN = 224
"""Pixels of an axis that a file leaves open: the size that most published networks take."""


def entry(layer: KerasLayer, remarks: Remarks) -> tuple[Block | UnknownBlock, ...]:
    """The nodes of an InputLayer, one after the other; none where its shape was never told."""
    shape = input_shape(layer)
    if shape is None:
        words = "The model was never told the shape of its input, so the drawing has no Input. Add one of your images' shape."
        remarks.note(layer.name, words)
        return ()
    axes = [_OPEN if axis is None and place < len(shape) - 1 else axis for place, axis in enumerate(shape)]
    square = len(axes) == 2 and axes[0] == axes[1]  # an image without an axis for channels
    try:
        block = Input.read({"shape": [*axes, 1] if square else axes})
    except FormError:
        words = f"{{}} stands as an unknown block: the studio has no Input for {shown(tuple(shape))}."
        remarks.note(layer.name, words)
        return (UnknownBlock({"kind": layer.symbol, "config": dict(layer.config)}),)
    if axes != shape:
        remarks.note(layer.name, f"{{}} leaves its size open in the file; the drawing has {_OPEN} there.")
    if not square:
        return (block,)
    remarks.note(layer.name, "{} takes images without an axis for channels; a Reshape after the Input takes that axis away.")
    return block, Reshape.read({"target_shape": axes})

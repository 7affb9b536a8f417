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
        remarks.note(
            layer.name, "The model was never told the shape of its input, so the drawing has no Input. Add one of your images' shape."
        )
        return ()
    axes = [_OPEN if axis is None and place < len(shape) - 1 else axis for place, axis in enumerate(shape)]
    axes_of_image = [*axes, 1] if len(axes) == 2 else axes
    try:
        block = Input.read({"shape": axes_of_image})
    except FormError:
        remarks.note(
            layer.name,
            f"{{}} stands as an unknown block: the studio takes images (height, width, channels), and it takes {shown(tuple(shape))}.",
        )
        return (UnknownBlock({"kind": layer.symbol, "config": dict(layer.config)}),)
    if axes != shape:
        remarks.note(layer.name, f"{{}} takes images of any size in the file; the drawing has {_OPEN} pixels where it is open.")
    if len(axes) == 3:
        return (block,)
    remarks.note(layer.name, "{} takes images without an axis for channels; a Reshape after the Input takes that axis away.")
    return block, Reshape.read({"target_shape": axes})

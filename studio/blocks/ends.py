"""Where a network begins and ends."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from studio.blocks.block import Block, Shape, ShapeError, spelled
from studio.forms.kinds import Length

LossWeight = Annotated[float, Meta(ge=0, le=100, extra={"step": 0.1})]
InputShape = Annotated[tuple[Length, ...], Meta(min_length=1, max_length=5)]
_OTHERS = {1: "values", 2: "sequence", 4: "volume", 5: "volumes in time"}


class Input(Block):
    """The image that enters the network, as raw pixels from 0 to 255; or values of another shape.

    shape: Height, width and channels of one image: 1 channel for grey, 3 for colour. Also (steps, channels) of a sequence, such as sound,
        (depth, height, width, channels) of a volume, (steps, …) of images or volumes in time, or (values,).

    More:
    dtype: What the values are: float32 for images, int32 for whole numbers such as indices, string for text.

    Formula: x ∈ [0, 255]^{height × width × channels}

    Shape:  (height, width, channels)
    Source: keras.Input
    Also:   image
    """

    family = "input/output"
    has_input = False
    given = ("shape",)

    shape: InputShape = (28, 28, 1)
    dtype: Literal["float32", "int32", "string"] = "float32"

    def output_shape(self, *inputs: Shape) -> Shape:
        """The shape of one image."""
        return self.shape

    def caption(self) -> str:
        """What comes in; its shape stands below on the card anyway."""
        if self.dtype != "float32":
            return "text" if self.dtype == "string" else "whole numbers"
        return "image · 0–255" if len(self.shape) == 3 else _OTHERS[len(self.shape)]


class Output(Block):
    """What the network answers: a probability for each class, or plain values.

    meaning: With classes, a Softmax is added where there is none, so that the answers are probabilities; values stay as they are.

    Formula: p_{i} = e^{z_{i}} / Σ_{j} e^{z_{j}}
        z are the scores that arrive, p the probabilities of the classes; values pass as they are.

    Shape:  unchanged
    Source: keras.Model
    Also:   logits, prediction
    """

    family = "input/output"
    has_output = False

    meaning: Literal["classes", "values"] = "classes"

    def output_shape(self, *inputs: Shape) -> Shape:
        """The shape that arrives; for classes it must be a vector of at least two."""
        (shape,) = inputs
        if self.meaning == "classes" and len(shape) != 1:
            raise ShapeError(
                f"{type(self).__name__} needs a vector with one value a class. Received: {spelled(shape)}. "
                "Put a Flatten and a Dense before it, or choose the meaning values."
            )
        if self.meaning == "classes" and shape[0] == 1:
            raise ShapeError(
                f"{type(self).__name__} needs at least two classes. Received: (1,). "
                "Give the last Dense one unit a class, or choose the meaning values."
            )
        return shape

    def caption(self) -> str:
        """`classes · softmax`."""
        return "classes · softmax" if self.meaning == "classes" else "values"


class AuxiliaryOutput(Output):
    """A further answer from the middle of the network that only training hears: its loss brings the gradient to early layers.

    meaning: What training compares it with: classes, by their scores, or plain values.
    loss_weight: How much its loss counts beside that of the Output; predictions and exports leave it out.

    Formula: L = L_{output} + Σ_{k} w_{k} · L_{k}
        L is what training makes small, w the loss_weight of each auxiliary output, L_{k} the loss of its answer.

    Shape:  unchanged
    Source: keras.Model
    Also:   helper head, side output, deep supervision
    """

    loss_weight: LossWeight = 0.3

    def caption(self) -> str:
        """`classes · loss × 0.3`."""
        return f"{self.meaning} · loss × {self.loss_weight:g}"

"""What random changes of images have in common, which make more of few examples."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from studio.blocks.block import Block, Shape, ShapeError, spelled
from studio.blocks.windows import image

Factor = Annotated[float, Meta(ge=0, le=1, extra={"step": 0.05, "search": (0.0, 0.5)})]
Whole = Annotated[float, Meta(ge=-1000, le=1000, extra={"step": 1})]
Range = Annotated[tuple[Whole, ...], Meta(min_length=2, max_length=2)]
Shares = Annotated[tuple[Factor, ...], Meta(min_length=2, max_length=2)]
Pixel = Annotated[float, Meta(ge=-1000, le=1000, extra={"step": 0.1})]
Fill = Literal["reflect", "wrap", "constant", "nearest"]
Blend = Literal["bilinear", "nearest"]


class Changing(Block):
    """Changes every image a little differently at each training step; the shape stays."""

    family = "preprocessing"
    in_training_only = True
    channels: ClassVar[tuple[int, ...]] = ()  # numbers of channels that it can change; nothing for any

    smallest: ClassVar[int] = 1  # height and width that it needs

    def output_shape(self, *inputs: Shape) -> Shape:
        """Unchanged; it must be an image, of colour where colours are changed."""
        (shape,) = inputs
        name = type(self).__name__
        height, width, count = image(name, shape)
        if self.channels and count is not None and count not in self.channels:
            wanted = " or ".join(map(str, self.channels))
            raise ShapeError(
                f"{name} needs an image of {wanted} channels. Received: {spelled(shape)}. Put it where colours still are, or take it out."
            )
        if any(side is not None and side < self.smallest for side in (height, width)):
            raise ShapeError(f"{name} needs {self.smallest} pixels each way. Received: {spelled(shape)}. Give it a larger image.")
        self._check_range(name)
        return shape

    def _check_range(self, name: str) -> None:
        least, largest = getattr(self, "value_range", (0, 1))
        if least >= largest:
            raise ShapeError(
                f"{name} needs a value_range from less to more. Received: {least:g} to {largest:g}. Say what pixels range between."
            )

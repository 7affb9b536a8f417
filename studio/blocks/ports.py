"""The ports of a module, as they stand inside it: where data enters and where it leaves."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from studio.blocks.block import Block, Shape

MOST = 64  # of either kind
Place = Annotated[int, Meta(ge=1, le=MOST)]


class ModuleInput(Block):
    """Where data enters a module: a port on the left of its card.

    port: Which of the module's inputs it is, counted from the top.

    Shape:  of what is wired to the module
    Source: a parameter of the module's function
    """

    family = "input/output"
    has_input = False

    port: Place = 1

    def output_shape(self, *inputs: Shape) -> Shape:
        """What is wired to the module, which stands for its one input."""
        return inputs[0]

    def caption(self) -> str:
        """`input 1`."""
        return f"input {self.port}"


class ModuleOutput(Block):
    """Where data leaves a module: a port on the right of its card.

    port: Which of the module's outputs it is, counted from the top.

    Shape:  unchanged
    Source: a returned value of the module's function
    """

    family = "input/output"
    has_output = False

    port: Place = 1

    def caption(self) -> str:
        """`output 1`."""
        return f"output {self.port}"


PORTS = {"ModuleInput": ModuleInput, "ModuleOutput": ModuleOutput}
"""By name: they stand inside modules alone, so the palette's catalogue leaves them out."""

"""Weights held in bounds by how far they can stretch a vector."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from studio.blocks.block import Block, Reach, Shape
from studio.blocks.convolution import Conv2D, Conv2DTranspose
from studio.blocks.dense import Dense
from studio.blocks.embedding import Embedding
from studio.blocks.sequence_convolution import Conv1D, Conv1DTranspose
from studio.blocks.volume_convolution import Conv3D, Conv3DTranspose
from studio.blocks.windows import inner

Turns = Annotated[int, Meta(ge=1, le=100)]
WithKernel = Dense | Conv2D | Conv2DTranspose | Conv1D | Conv1DTranspose | Conv3D | Conv3DTranspose | Embedding
"""What has one kernel, or embeddings, to be held in bounds."""


class SpectralNormalization(Block):
    """Divides the weights of a layer by how far they can stretch a vector, at every step of training; it keeps GANs calm.

    layer: What is held in bounds.
    power_iterations: How often the stretch is estimated anew at each step; more is more exact.

    Formula: W ← W / σ(W)
        σ is the largest singular value of the weights, which are reshaped to a matrix.

    Shape:  as the layer inside
    Source: keras.layers.SpectralNormalization
    Also:   spectral norm, lipschitz, sngan, gan, wrapper
    """

    family = "normalisation"
    rare = True
    given = ("layer",)

    layer: WithKernel = Dense()
    power_iterations: Turns = 1

    def output_shape(self, *inputs: Shape) -> Shape:
        """That of the layer inside."""
        return self.layer.output_shape(*inputs)

    def weights(self, *inputs: Shape) -> int:
        """Those of the layer inside, and a vector."""
        return self.layer.weights(*inputs) + self.fixed_weights(*inputs)

    def fixed_weights(self, *inputs: Shape) -> int:
        """The vector by which the stretch is estimated, as long as the last axis of the kernel."""
        layer = self.layer
        match layer:
            case Dense():
                return layer.units
            case Embedding():
                return layer.output_dim
            case Conv2DTranspose() | Conv1DTranspose() | Conv3DTranspose():
                return inputs[0][-1] or 0
            case _:
                return layer.filters

    def multiply_adds(self, *inputs: Shape) -> int:
        """Those of the layer inside: predictions do nothing else."""
        return self.layer.multiply_adds(*inputs)

    def receptive_field(self) -> Reach:
        """That of the layer inside."""
        return self.layer.receptive_field()

    def caption(self) -> str:
        """`Conv2D · 32 · 3×3`."""
        return inner(self.layer)

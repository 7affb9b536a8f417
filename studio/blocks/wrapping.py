"""Blocks around another block, which is one of their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from studio.blocks.activation import ReLU
from studio.blocks.block import WHOLE, Block, Reach, Shape, ShapeError, spelled
from studio.blocks.convolution import Conv2D, Conv2DTranspose, DepthwiseConv2D, SeparableConv2D
from studio.blocks.dense import Dense
from studio.blocks.embedding import Embedding
from studio.blocks.normalisation import BatchNormalization, LayerNormalization
from studio.blocks.pooling import AveragePooling2D, GlobalAveragePooling2D, GlobalMaxPooling2D, MaxPooling2D
from studio.blocks.recurrent import GRU, LSTM, SimpleRNN
from studio.blocks.recurrent_convolution import ConvLSTM1D, ConvLSTM2D, ConvLSTM3D
from studio.blocks.regularisation import Dropout, SpatialDropout2D
from studio.blocks.reshaping import Cropping2D, Flatten, Reshape, UpSampling2D, ZeroPadding2D
from studio.blocks.sequence_convolution import Conv1D
from studio.blocks.sequence_pooling import GlobalAveragePooling1D, GlobalMaxPooling1D, MaxPooling1D
from studio.blocks.windows import inner

Stepwise = (
    Dense
    | Conv2D
    | DepthwiseConv2D
    | SeparableConv2D
    | Conv2DTranspose
    | Conv1D
    | MaxPooling2D
    | AveragePooling2D
    | GlobalAveragePooling2D
    | GlobalMaxPooling2D
    | MaxPooling1D
    | GlobalAveragePooling1D
    | GlobalMaxPooling1D
    | ReLU
    | BatchNormalization
    | LayerNormalization
    | Dropout
    | SpatialDropout2D
    | Flatten
    | Reshape
    | ZeroPadding2D
    | Cropping2D
    | UpSampling2D
    | LSTM
    | GRU
    | SimpleRNN
    | Embedding
)
"""What is of use at every step of a sequence."""
Directed = LSTM | GRU | SimpleRNN | ConvLSTM1D | ConvLSTM2D | ConvLSTM3D
"""What reads in a direction."""


class TimeDistributed(Block):
    """Does the same at every step of a sequence: so a Conv2D sees each picture of a film by itself, always with the same filters.

    layer: What it does at every step.

    Formula: y_{t} = f(x_{t})
        f is the layer inside.

    Shape:  (steps, …) -> (steps, what the layer makes of …)
    Source: keras.layers.TimeDistributed
    Also:   wrapper, per frame, video, sequence of images
    """

    family = "recurrent"
    given = ("layer",)

    layer: Stepwise = Dense()

    def output_shape(self, *inputs: Shape) -> Shape:
        """What the layer inside makes of one step, for all of them."""
        if len(self.layer.output_names) > 1:
            raise ShapeError(
                "TimeDistributed needs a layer of one output. "
                f"Received: {type(self.layer).__name__} with return_state. Set its return_state to False."
            )
        return (inputs[0][0], *self.layer.output_shape(self._step(inputs[0])))

    def weights(self, *inputs: Shape) -> int:
        """Those of the layer inside."""
        return self.layer.weights(self._step(inputs[0]))

    def fixed_weights(self, *inputs: Shape) -> int:
        """Those of the layer inside."""
        return self.layer.fixed_weights(self._step(inputs[0]))

    def multiply_adds(self, *inputs: Shape) -> int:
        """Those of the layer inside, once a step."""
        return (inputs[0][0] or 1) * self.layer.multiply_adds(self._step(inputs[0]))

    def receptive_field(self) -> Reach:
        """What the layer inside sees of a step."""
        return self.layer.receptive_field()

    def caption(self) -> str:
        """`Dense · 10 · linear`."""
        return inner(self.layer)

    def _step(self, shape: Shape) -> Shape:
        if len(shape) < 2:
            raise ShapeError(
                f"TimeDistributed needs a sequence, with steps as its first axis. Received: {spelled(shape)}. "
                "Put a Reshape before it, or give the Input that shape."
            )
        return shape[1:]


class Bidirectional(Block):
    """Reads a sequence forwards and backwards with two layers of one kind: every answer knows what came before and what comes after.

    layer: What reads forwards; a second one like it reads backwards.
    merge_mode: What is done with the two answers: side by side, added, multiplied, or their mean.

    More:
    backward_layer: What reads backwards, where it is another; it must go the other way.

    Formula: y = (h→, h←)
        h→ is what the layer answers forwards, h← what the other one answers backwards; here side by side.

    Shape:  (steps, features) -> (2 · units,), or that for every step
    Source: keras.layers.Bidirectional
    Also:   blstm, bilstm, wrapper, both directions
    """

    family = "recurrent"
    given = ("layer",)

    layer: Directed = LSTM()
    merge_mode: Literal["concat", "sum", "mul", "ave"] = "concat"
    backward_layer: Directed | None = None

    @classmethod
    def of_keras(cls, config: Mapping[str, Any]) -> Mapping[str, Any]:
        """The arguments that Keras tells: it always tells of a second layer, and that both answer with zeros where they pass over steps."""
        told = {name: _as_given(value) if name in ("layer", "backward_layer") else value for name, value in config.items()}
        there, back = (_inside(told.get(name)) for name in ("layer", "backward_layer"))
        mirrored = there is not None and back == there | {"go_backwards": not there.get("go_backwards")}
        return told | ({"backward_layer": None} if mirrored else {})

    @property
    def output_names(self) -> tuple[str, ...]:
        """The answer, and the parts of both states where the layer inside gives its own."""
        there, back = self.layer.output_names[1:], self._back().output_names[1:]
        return ("output", *(f"forward_{name}" for name in there), *(f"backward_{name}" for name in back))

    def output_shape(self, *inputs: Shape) -> Shape:
        """That of the layer inside, with twice the features where the answers stand side by side."""
        there, back = self.layer.output_shape(*inputs), self._back().output_shape(*inputs)
        if self._clashes() or (there != back if self.merge_mode != "concat" else there[:-1] != back[:-1]):
            raise ShapeError(
                "Bidirectional needs two layers that go opposite ways and answer alike. Received: a backward_layer that does not. "
                "Set backward_layer to None, or turn its go_backwards around and let it return what the layer returns."
            )
        return (*there[:-1], (there[-1] or 0) + (back[-1] or 0)) if self.merge_mode == "concat" else there

    def output_shapes(self, *inputs: Shape) -> tuple[Shape, ...]:
        """The answer, the state after reading forwards, and that after reading backwards."""
        return (self.output_shape(*inputs), *self.layer.output_shapes(*inputs)[1:], *self._back().output_shapes(*inputs)[1:])

    def weights(self, *inputs: Shape) -> int:
        """Those of both layers."""
        return self.layer.weights(*inputs) + self._back().weights(*inputs)

    def multiply_adds(self, *inputs: Shape) -> int:
        """Those of both layers."""
        return self.layer.multiply_adds(*inputs) + self._back().multiply_adds(*inputs)

    def receptive_field(self) -> Reach:
        """All of the sequence."""
        return WHOLE

    def caption(self) -> str:
        """`LSTM · 32`."""
        return inner(self.layer)

    def _back(self) -> Directed:
        return self.backward_layer or self.layer

    def _clashes(self) -> bool:
        """Whether both would go the same way, or one gives at every step, or of its state, what the other does not."""
        own, other = self.layer, self.backward_layer or self.layer.replace(go_backwards=True)
        unlike = other.return_sequences != own.return_sequences or other.return_state != own.return_state
        return other.go_backwards == own.go_backwards or unlike


def _as_given(value: Any) -> Any:
    """A layer as it was before Bidirectional took it."""
    if not isinstance(value, Mapping) or not isinstance(value.get("config"), Mapping):
        return value
    return {**value, "config": {name: part for name, part in value["config"].items() if name != "zero_output_for_mask"}}


def _inside(value: Any) -> dict[str, Any] | None:
    """Class and values of a layer that Keras tells of, without its name."""
    if not isinstance(value, Mapping) or not isinstance(value.get("config"), Mapping):
        return None
    told: dict[str, Any] = _unnumbered(value["config"])
    return {name: part for name, part in told.items() if name != "name"} | {"class_name": value.get("class_name")}


def _unnumbered(value: Any) -> Any:
    """A value without the numbers by which Keras knows objects again within one file."""
    if isinstance(value, Mapping):
        return {name: _unnumbered(part) for name, part in value.items() if name != "shared_object_id"}
    return [_unnumbered(part) for part in value] if isinstance(value, list | tuple) else value

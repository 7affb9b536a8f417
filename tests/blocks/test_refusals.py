"""What blocks refuse, in whole sentences: what is needed, what came, the remedy."""

from __future__ import annotations

import pytest

from studio.blocks.activation import Maxout, PReLU
from studio.blocks.attention import Attention
from studio.blocks.block import Block, Shape, ShapeError
from studio.blocks.convolution import Conv2D, Conv2DTranspose
from studio.blocks.dense import Dense
from studio.blocks.einsum_dense import EinsumDense
from studio.blocks.ends import Output
from studio.blocks.merging import Add, Concatenate, Multiply
from studio.blocks.mixing_augmentation import RandomCrop
from studio.blocks.multi_head_attention import GroupQueryAttention, MultiHeadAttention
from studio.blocks.pooling import MaxPooling2D
from studio.blocks.recurrent import GRU, LSTM, RNN
from studio.blocks.recurrent_convolution import ConvLSTM1D
from studio.blocks.regularisation import Dropout
from studio.blocks.reshaping import Cropping2D, Reshape
from studio.blocks.seminal import MaxUnpooling2D
from studio.blocks.wrapping import Bidirectional, TimeDistributed

REFUSED: list[tuple[Block, tuple[Shape, ...], str]] = [
    (
        Conv2D(),
        ((400,),),
        "Conv2D needs an image (height, width, channels). Received: (400,). Put it before Flatten, or put a Reshape before it.",
    ),
    (
        Conv2D(kernel_size=(15, 15)),
        ((14, 14, 6),),
        'A 15 × 15 filter is larger than the 14 × 14 map. Choose a smaller kernel_size, or the padding "same".',
    ),
    (
        Conv2D(dilation_rate=(7, 7)),
        ((14, 14, 6),),
        "A 15 × 15 filter, holes included, is larger than the 14 × 14 map. "
        'Choose a smaller kernel_size or dilation_rate, or the padding "same".',
    ),
    (
        Conv2D(filters=8, groups=4),
        ((14, 14, 6),),
        "Conv2D needs channels and filters that its groups divide. Received: 6 channels, 8 filters, 4 groups. Choose groups that divide 2.",
    ),
    (
        Conv2D(strides=(2, 2), dilation_rate=(2, 2)),
        ((14, 14, 6),),
        "Conv2D takes either strides or dilation_rate above 1. Received: strides 2×2, dilation_rate 2×2. Set one of them to 1×1.",
    ),
    (
        Conv2D(),
        ((14, 14, None),),
        "Conv2D needs a last axis of known length. Received: (14, 14, None). Give the Input a shape without None.",
    ),
    (
        Conv2DTranspose(output_padding=(1, 1)),
        ((14, 14, 6),),
        "Conv2DTranspose needs output_padding below its strides. Received: output_padding 1×1, strides 1×1. "
        "Lower output_padding, or set it to None.",
    ),
    (
        MaxPooling2D(pool_size=(3, 2)),
        ((2, 2, 6),),
        'A 3 × 2 window is larger than the 2 × 2 map. Choose a smaller pool_size, or the padding "same".',
    ),
    (Maxout(pieces=3), ((8,),), "Maxout needs channels that 3 pieces divide. Received: (8,). Give the layer before 9."),
    (
        PReLU(shared_axes=(1, 2)),
        ((8,),),
        "PReLU shares slopes along axes 1 to 1 of its input. Received: shared_axes (1, 2) for (8,). Leave out the axes that are not there.",
    ),
    (
        PReLU(),
        ((None, 8, 4),),
        "PReLU needs a slope for each place of a map of known size. Received: (None, 8, 4). "
        "Set shared_axes to (1, 2), or give the Input a shape without None.",
    ),
    (
        Dense(),
        ((None,),),
        "Dense needs a last axis of known length. Received: (None,). Give the Input a shape without None.",
    ),
    (
        Reshape(target_shape=(7, 7)),
        ((8, 8, 1),),
        "Reshape needs a target_shape of 64 values. Received: (8, 8, 1), target_shape (7, 7). "
        "Choose axes whose product is that, or −1 for one of them.",
    ),
    (
        Reshape(target_shape=(-1, -1)),
        ((8, 8, 1),),
        "Reshape needs axes of at least 1, and at most one −1. Received: (-1, -1). Mend target_shape.",
    ),
    (
        Cropping2D(cropping=(4, 0)),
        ((8, 8, 1),),
        "Cropping2D takes 4×0 pixels off every side, and nothing is left. Received: (8, 8, 1). Choose a smaller cropping.",
    ),
    (
        Add(),
        ((32, 32, 16), (16, 16, 32)),
        "Add needs inputs of one shape. Received: (32, 32, 16), (16, 16, 32). Put a 1x1 Conv2D with strides 2 on the shortcut.",
    ),
    (
        Add(),
        ((32, 32, 16), (32, 32, 32)),
        "Add needs inputs of one shape. Received: (32, 32, 16), (32, 32, 32). "
        "Put a 1x1 Conv2D with 16 filters on the input with 32 channels.",
    ),
    (
        Multiply(),
        ((32, 32, 16), (30, 30, 16)),
        "Multiply needs inputs of one shape. Received: (32, 32, 16), (30, 30, 16). "
        'Bring them to one size, for instance with the padding "same".',
    ),
    (
        Add(),
        ((6, 1, 1), (6, 5, 1), (6, 2, 1)),
        "Add needs inputs of one shape. Received: (6, 1, 1), (6, 5, 1), (6, 2, 1). "
        'Bring them to one size, for instance with the padding "same".',
    ),
    (
        Multiply(),
        ((16,), (10,)),
        "Multiply needs inputs of one shape. Received: (16,), (10,). Bring them to one shape.",
    ),
    (Add(), ((32, 32, 16),), "Add needs two inputs or more. Received: (32, 32, 16). Draw another wire to it."),
    (Add(), (), "Add needs two inputs or more. Received: none. Draw another wire to it."),
    (
        Concatenate(),
        ((32, 32, 16), (16, 16, 16)),
        "Concatenate needs inputs that differ in axis −1 alone. Received: (32, 32, 16), (16, 16, 16). "
        'Bring them to one size, for instance with the padding "same".',
    ),
    (
        Concatenate(),
        ((None, 8, 1), (1, 8, 1), (2, 8, 1)),
        "Concatenate needs inputs that differ in axis −1 alone. Received: (None, 8, 1), (1, 8, 1), (2, 8, 1). "
        'Bring them to one size, for instance with the padding "same".',
    ),
    (
        Concatenate(axis=3),
        ((32,), (16,)),
        "Concatenate joins along axis 3, which its inputs do not have. Received: (32,), (16,). Set axis to −1.",
    ),
    (
        Output(),
        ((7, 7, 16),),
        "Output needs a vector with one value a class. Received: (7, 7, 16). "
        "Put a Flatten and a Dense before it, or choose the meaning values.",
    ),
    (
        Output(),
        ((1,),),
        "Output needs at least two classes. Received: (1,). Give the last Dense one unit a class, or choose the meaning values.",
    ),
    (
        LSTM(),
        ((28, 28, 1),),
        "LSTM needs a sequence (steps, channels). Received: (28, 28, 1). Put a Reshape before it, or give the Input that shape.",
    ),
    (
        GRU(unroll=True),
        ((None, 4),),
        "GRU can be unrolled over a known number of steps alone. Received: None. "
        "Set unroll to False, or give the Input a shape without None.",
    ),
    (
        MultiHeadAttention(),
        ((12, 4),),
        "MultiHeadAttention needs sequences (steps, features): query, value and perhaps key. Received: (12, 4). "
        "Lead the same sequence to inputs 1 and 2 for self-attention.",
    ),
    (
        Attention(),
        ((12, 4), (7, 5)),
        "Attention compares query and key, which must be alike but for their steps. Received: (12, 4), (7, 5). "
        "Bring them to one number of features by a Dense.",
    ),
    (
        GroupQueryAttention(num_query_heads=4, num_key_value_heads=3),
        ((12, 4), (12, 4)),
        "GroupQueryAttention needs num_query_heads that num_key_value_heads divides. Received: 4 and 3. "
        "Set num_key_value_heads to 1, or to a divisor.",
    ),
    (
        TimeDistributed(),
        ((12,),),
        "TimeDistributed needs a sequence, with steps as its first axis. Received: (12,). "
        "Put a Reshape before it, or give the Input that shape.",
    ),
    (
        Bidirectional(backward_layer=LSTM()),
        ((12, 4),),
        "Bidirectional needs two layers that go opposite ways and answer alike. Received: a backward_layer that does not. "
        "Set backward_layer to None, or turn its go_backwards around and let it return what the layer returns.",
    ),
    (
        Bidirectional(layer=LSTM(return_state=True), backward_layer=LSTM(go_backwards=True)),
        ((12, 4),),
        "Bidirectional needs two layers that go opposite ways and answer alike. Received: a backward_layer that does not. "
        "Set backward_layer to None, or turn its go_backwards around and let it return what the layer returns.",
    ),
    (
        TimeDistributed(layer=GRU(return_state=True)),
        ((3, 12, 4),),
        "TimeDistributed needs a layer of one output. Received: GRU with return_state. Set its return_state to False.",
    ),
    (
        RNN(return_state=True),
        ((12, 4),),
        "RNN takes and gives the state of one cell. Received: return_state with several cells. "
        "Choose one cell and put several RNNs one after the other, or set return_state and initial_state to False.",
    ),
    (
        LSTM(units=4, initial_state=True),
        ((12, 4), (4,), (3,)),
        "LSTM begins with a state of (4,): state and memory, after the sequence. Received: (4,), (3,). "
        "Lead the state of a layer of the same size there, or set initial_state to False.",
    ),
    (
        ConvLSTM1D(filters=2, initial_state=True),
        ((3, 8, 4),),
        "ConvLSTM1D begins with a state of (6, 2): state and memory, after the sequence. Received: nothing. "
        "Lead the state of a layer of the same size there, or set initial_state to False.",
    ),
    (
        MultiHeadAttention(return_attention_scores=True),
        ((12, 4), (10, 4)),
        "MultiHeadAttention tells its scores of sequences (steps, features) of one length alone. Received: (12, 4), (10, 4). "
        "Set return_attention_scores to False, or bring both to one length.",
    ),
    (
        MaxUnpooling2D(pool_size=(3, 3)),
        ((6, 6, 4), (12, 12, 4)),
        "MaxUnpooling2D needs a pooled map at input 1, and at input 2 the indices of a MaxPoolingWithIndices2D or the map before "
        "pooling; with indices, input 3 may be that map. Received: (6, 6, 4), (12, 12, 4), pool_size 3×3. "
        "Wire the second output of the pooling to input 2, and choose its values.",
    ),
    (
        EinsumDense(equation="ab,bc"),
        ((4,),),
        "EinsumDense needs an equation such as abc,cd->abd, ...x,xy->...y or ab...,bc->ac.... Received: ab,bc with output_axes (64,) "
        "for (4,). Change the equation or output_axes.",
    ),
    (
        EinsumDense(output_axes=(0,)),
        ((4,),),
        "EinsumDense needs lengths above 0 in output_axes, or −1 for axes that stay as they are. Received: ...x,xy->...y with output_axes "
        "(0,) for (4,). Change the equation or output_axes.",
    ),
    (
        RandomCrop(),
        ((6, 12, 3),),
        "RandomCrop cuts 8 × 8 out of images that are at least so large. Received: (6, 12, 3). "
        "Lower height and width, or enlarge the image by Resizing.",
    ),
    (
        Dropout(noise_shape=(-1, 1)),
        ((8, 8, 3),),
        "Dropout needs a noise_shape of 4 numbers, that of the batch first. Received: (-1, 1). Choose −1 or 1 for each axis, or None.",
    ),
]


@pytest.mark.parametrize(("block", "shapes", "sentences"), REFUSED)
def test_refuses_in_whole_sentences(block: Block, shapes: tuple[Shape, ...], sentences: str) -> None:
    with pytest.raises(ShapeError) as refusal:
        block.output_shape(*shapes)
    assert str(refusal.value) == sentences


def test_output_takes_any_shape_as_values() -> None:
    assert Output(meaning="values").output_shape((7, 7, 16)) == (7, 7, 16)
    assert Output().output_shape((10,)) == (10,)


def test_images_stay_where_padding_is_same() -> None:
    assert Conv2D(kernel_size=(15, 15), padding="same").output_shape((14, 14, 6)) == (14, 14, 32)

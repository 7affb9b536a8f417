"""Words of Keras 1 and Keras 2 with those of Keras 3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CLASSES: Mapping[str, str] = {
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "Deconvolution2D": "Conv2DTranspose",
    "Deconvolution3D": "Conv3DTranspose",
    "SeparableConvolution1D": "SeparableConv1D",
    "SeparableConvolution2D": "SeparableConv2D",
    "CuDNNGRU": "GRU",
    "CuDNNLSTM": "LSTM",
    "SyncBatchNormalization": "BatchNormalization",
}
"""Layers by the name that they had."""

MERGES: Mapping[str, str] = {
    "ave": "Average",
    "concat": "Concatenate",
    "max": "Maximum",
    "mul": "Multiply",
    "sum": "Add",
}
"""What Merge is by its mode."""

SIDES: Mapping[str, tuple[str, ...]] = {
    "kernel_size": ("nb_row", "nb_col"),
}
"""Arguments that Keras 1 gave one by one."""

RENAMED: Mapping[str, Mapping[str, str]] = {
    "*": {
        "W_constraint": "kernel_constraint",
        "W_regularizer": "kernel_regularizer",
        "atrous_rate": "dilation_rate",
        "b_constraint": "bias_constraint",
        "b_regularizer": "bias_regularizer",
        "beta_init": "beta_initializer",
        "bias": "use_bias",
        "border_mode": "padding",
        "dim_ordering": "data_format",
        "filter_length": "kernel_size",
        "gamma_init": "gamma_initializer",
        "init": "kernel_initializer",
        "inner_activation": "recurrent_activation",
        "inner_init": "recurrent_initializer",
        "nb_filter": "filters",
        "pool_length": "pool_size",
        "stride": "strides",
        "subsample": "strides",
        "subsample_length": "strides",
    },
    "InputLayer": {"batch_input_shape": "batch_shape"},
    "Dense": {"output_dim": "units"},
    "GRU": {"output_dim": "units", "dropout_U": "recurrent_dropout", "dropout_W": "dropout"},
    "LSTM": {"output_dim": "units", "dropout_U": "recurrent_dropout", "dropout_W": "dropout"},
    "SimpleRNN": {"output_dim": "units", "dropout_U": "recurrent_dropout", "dropout_W": "dropout"},
    "Dropout": {"p": "rate"},
    "GaussianDropout": {"p": "rate"},
    "GaussianNoise": {"sigma": "stddev"},
    "LeakyReLU": {"alpha": "negative_slope"},
    "SpatialDropout1D": {"p": "rate"},
    "SpatialDropout2D": {"p": "rate"},
    "SpatialDropout3D": {"p": "rate"},
    "UpSampling1D": {"length": "size"},
}
"""Arguments by the name that they had, in one class or in all."""

INITIALIZERS: Mapping[str, str] = {
    "normal": "random_normal",
    "one": "ones",
    "uniform": "random_uniform",
    "zero": "zeros",
}

DROPPED: Mapping[str, tuple[Any, ...]] = {
    "BatchNormalization.mode": (0,),
    "DepthwiseConv2D.filters": (None,),
    "DepthwiseConv2D.groups": (1,),
    "DepthwiseConv1D.groups": (1,),
    "SeparableConv1D.groups": (1,),
    "SeparableConv2D.groups": (1,),
    "Conv2DTranspose.groups": (1,),
    "Conv1DTranspose.groups": (1,),
    "Conv3DTranspose.groups": (1,),
    "input_dim": (None,),
    "input_dtype": ("float32", None),
    "renorm": (False,),
    "renorm_clipping": (None,),
    "renorm_momentum": (0.99,),
    "time_major": (False,),
    "virtual_batch_size": (None,),
}
"""Arguments that are gone, with the values that nothing was done with."""

GONE: Mapping[str, tuple[str, ...]] = {
    "DepthwiseConv1D": ("kernel_constraint", "kernel_initializer", "kernel_regularizer"),
    "DepthwiseConv2D": ("kernel_constraint", "kernel_initializer", "kernel_regularizer"),
    "SeparableConv1D": ("kernel_constraint", "kernel_initializer", "kernel_regularizer"),
    "SeparableConv2D": ("kernel_constraint", "kernel_initializer", "kernel_regularizer"),
}
"""Arguments that were written and never used."""

"""Arguments of Keras that blocks leave out, because their values are Keras's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ABOUT_ITSELF = frozenset({"name", "trainable", "dtype", "batch_input_shape", "batch_shape"})
"""What a config tells of the layer that is no argument of what it computes."""

UNSAID: Mapping[str, tuple[Any, ...]] = {
    "Resizing.fill_mode": ("constant",),
    "Resizing.fill_value": (0.0,),
    "activity_regularizer": (None,),
    "autocast": (True,),
    "axis": (-1,),
    "data_format": ("channels_last", None),
    "implementation": (1, 2),  # old files' ways to compute the same
    "input_axes": (None,),
    "input_dim": (None,),
    "noise_shape": (None,),
    "output_axes": (None,),
    "quantization_config": (None,),
    "ragged": (False,),
    "renorm": (False,),
    "renorm_clipping": (None,),
    "renorm_momentum": (0.99,),
    "reverse_dtype": (None,),
    "rms_scaling": (False,),
    "return_state": (False,),
    "seed": (None,),
    "sparse": (False,),
    "stateful": (False,),
    "synchronized": (False, None),
    "lora_rank": (None,),
    "unroll": (False,),
    "zero_output_for_mask": (False,),
}
"""Their values that change nothing, by name; of one block alone as `Resizing.fill_mode`."""

_TRAINING = ("_initializer", "_regularizer", "_constraint", "seed", "noise_shape")


def goes_without_saying(block: str, name: str, value: Any, axes: int | None) -> bool:
    """Whether an argument that a block has no field for is what Keras does anyway.

    Args:
        block: Name of the block.
        name: Of the argument.
        value: What the config has.
        axes: How many axes the input has with that of the batch, where it is known.
    """
    if name == "axis" and from_end(value, axes) == -1:
        return True
    usual = UNSAID.get(f"{block}.{name}", UNSAID.get(name, ()))
    return any(value is each or (value == each and type(value) is type(each)) for each in usual)


def from_end(axis: Any, axes: int | None) -> Any:
    """The last axis as -1, however it is said; others as they come."""
    last = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    return -1 if axes is not None and last == axes - 1 and not isinstance(last, bool) else last


def matters_in_training_alone(name: str) -> bool:
    """Whether an argument says how weights begin or are held, or what is dropped, which predictions do not need."""
    return name.endswith(_TRAINING)

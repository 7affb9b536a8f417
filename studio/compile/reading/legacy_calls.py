"""What Keras 2 made of a call of TensorFlow itself, such as `x + y`, as the layer of Keras that computes the same."""

from __future__ import annotations

from typing import Any

from studio.compile.reading.calls import is_history

Record = dict[str, Any]
CALL = "TFOpLambda"
_ADD = ("__operators__.add", "math.add")
_MULTIPLY = ("__operators__.mul", "math.multiply")


def layer_of(record: Record) -> Record:
    """The layer in place of a call with one tensor and another, or a number; other calls as they come."""
    config, nodes = record["config"], record.get("inbound_nodes")
    function = config.get("function") if record["class_name"] == CALL else None
    if function not in (*_ADD, *_MULTIPLY) or not isinstance(nodes, list) or len(nodes) != 1:
        return record
    adds = function in _ADD
    match nodes[0]:
        case [str() as layer, int() as call, int() as output, {"y": [*other]}] if is_history(other[:3]):
            name, config, tensors = "Add" if adds else "Multiply", {}, [[layer, call, output, {}], [*other[:3], {}]]
        case [str() as layer, int() as call, int() as output, {"y": int() | float() as number}]:
            name, tensors = "Rescaling", [[layer, call, output, {}]]
            config = {"scale": 1.0, "offset": number} if adds else {"scale": number, "offset": 0.0}
        case _:
            return record
    about = {key: record["config"][key] for key in ("name", "trainable", "dtype") if key in record["config"]}
    return {
        **record,
        "class_name": name,
        "module": "keras.layers",
        "registered_name": None,
        "config": about | config,
        "inbound_nodes": [tensors],
    }

"""Descriptions by Keras 1 and Keras 2 as Keras 3 would tell them: classes, arguments and names that are others today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from studio.compile.reading.calls import is_history
from studio.compile.reading.legacy_calls import layer_of
from studio.compile.reading.legacy_words import CLASSES, DROPPED, GONE, INITIALIZERS, MERGES, RENAMED, SIDES

Record = dict[str, Any]
_SEQUENTIAL = "Sequential"
_OLD_KERAS = ("tf_keras", "tensorflow.keras", "tensorflow.python.keras", "keras.engine", "keras.src.engine")


def modern(value: Any) -> Any:
    """A description in today's words; what is none, or is in today's words already, as it comes.

    Args:
        value: Plain values as a file has them; left as they are.
    """
    return _modern(_with_lists(value))


def _with_lists(value: Any) -> Any:
    """Keras 2 marked the lists that had been tuples."""
    if isinstance(value, dict):
        if value.get("class_name") == "__tuple__" and isinstance(value.get("items"), list):
            return [_with_lists(part) for part in value["items"]]
        return {key: _with_lists(part) for key, part in value.items()}
    return [_with_lists(part) for part in value] if isinstance(value, list) else value


def _modern(value: Any) -> Any:
    if not _is_record(value):
        return value
    record = _in_keras_words({**value, "config": _config(value)})
    if isinstance(record["config"].get("layers"), list):
        record["config"] = _layers(record["config"], record["class_name"] == _SEQUENTIAL)
    if _is_record(record["config"].get("layer")):  # of a wrapper
        record["config"] = {**record["config"], "layer": _modern(record["config"]["layer"])}
    return record


def plain(name: str) -> str:
    """A layer's name without slashes, which Keras 3 refuses: `conv1_bn` of `conv1/bn`."""
    return name.replace("/", "_")


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("class_name"), str) and isinstance(value.get("config"), dict | list)


def _config(record: Record) -> Record:
    """The config of a record; the list that Sequential had once, as a record of its layers."""
    config = record["config"]
    if isinstance(config, dict):
        return config
    return {"name": record.get("name") or "sequential", "layers": config}


def _in_keras_words(record: Record) -> Record:
    """Class and arguments by their present names."""
    old = _old_module(record.get("module"))
    name, config = record["class_name"], record["config"]
    if old or record.get("module") in (None, "keras.layers"):
        name = CLASSES.get(name, name)
        if name == "Merge":
            name, config = _merge(config)
        config = _arguments(name, config)
    found = {**record, "class_name": name, "config": config}
    return {**found, "module": old} if old else found


def _old_module(module: Any) -> str | None:
    """Where Keras 3 has what a module of Keras 2 had; None for what is not Keras 2's."""
    if not isinstance(module, str) or not module.startswith(_OLD_KERAS):
        return None
    if ".src." in module or ".engine" in module:
        return "keras" if module.rpartition(".")[2] in ("functional", "sequential", "training") else None
    return f"keras.{module.rpartition('keras.')[2]}" if "keras." in module else "keras"


def _merge(config: Record) -> tuple[str, Record]:
    """Keras 1 had one layer for all ways to put tensors together."""
    mode = config.get("mode")
    name = MERGES.get(mode) if isinstance(mode, str) else None
    if name is None:
        return "Merge", config
    kept = {key: value for key, value in config.items() if key in ("name", "trainable", "dtype")}
    return name, kept | ({"axis": config.get("concat_axis", -1)} if name == "Concatenate" else {})


def _arguments(name: str, config: Record) -> Record:
    """The arguments of a layer of Keras 1 or 2."""
    renamed = {**RENAMED["*"], **RENAMED.get(name, {})}
    found = {renamed.get(key, key): value for key, value in config.items() if not _says_nothing(name, key, value)}
    for field, names in SIDES.items():
        if set(names) <= config.keys():
            found = {key: value for key, value in found.items() if key not in names} | {field: [config[side] for side in names]}
    return {key: _value(key, value) for key, value in found.items()}


def _says_nothing(name: str, key: str, value: Any) -> bool:
    """Whether an argument is gone because nothing but this value of it was ever used."""
    usual = DROPPED.get(f"{name}.{key}", DROPPED.get(key))
    if key in GONE.get(name, ()):
        return True
    return usual is not None and any(value is each or (value == each and type(value) is type(each)) for each in usual)


def _value(key: str, value: Any) -> Any:
    match value:
        case str() if key.endswith("_initializer"):
            return INITIALIZERS.get(value, value)
        case "tf" | "th" if key == "data_format":
            return "channels_last" if value == "tf" else "channels_first"
        case [int() as axis] if key == "axis":
            return axis
        case _:
            return value


def _layers(config: Record, sequential: bool) -> Record:
    """A model's config with its layers in today's words, each findable by its call and name."""
    layers = [_modern(_named(layer)) for layer in config["layers"]]
    found = {**config, "layers": layers}
    if sequential:
        return {**found, "layers": _with_entry(layers)}
    shift = _shifts(layers, config)
    renamed = _histories(lambda name, call: (plain(name), max(0, call - shift.get(name, 0))))
    found["layers"] = [_called(layer, renamed) for layer in layers]
    ends = {key: renamed(config[key]) for key in ("input_layers", "output_layers") if key in config}
    return found | (ends if any(_is_todays(layer) for layer in layers) else {key: _single(end) for key, end in ends.items()})


def _named(layer: Any) -> Any:
    """A layer without slashes in its name; `inbound_nodes` still has them."""
    if not _is_record(layer):
        return layer
    config = layer["config"]
    named: Record = {key: plain(layer[key]) for key in ("name",) if isinstance(layer.get(key), str)}
    if isinstance(config, dict) and isinstance(config.get("name"), str):
        named["config"] = {**config, "name": plain(config["name"])}
    return layer_of({**layer, **named}) if isinstance(config, dict) else {**layer, **named}


def _called(layer: Any, renamed: Callable[[Any], Any]) -> Any:
    nodes = layer.get("inbound_nodes") if isinstance(layer, dict) else None
    if not isinstance(nodes, list) or _is_todays(layer):
        return layer
    calls = ([node] if isinstance(node, list) and is_history(node[:3]) else node for node in nodes)
    return {**layer, "inbound_nodes": renamed(list(calls))}


def _is_todays(layer: Any) -> bool:
    """Whether Keras 3 wrote on what a layer is called."""
    nodes = layer.get("inbound_nodes") if isinstance(layer, dict) else None
    return isinstance(nodes, list) and any(isinstance(node, dict) for node in nodes)


def _single(ends: Any) -> Any:
    """One input or output, which Keras 2 wrote as a list of one that Keras 3 would keep one."""
    return ends[0] if isinstance(ends, list) and len(ends) == 1 and is_history(ends[0]) else ends


def _histories(change: Callable[[str, int], tuple[str, int]]) -> Callable[[Any], Any]:
    """What changes layer and call wherever a tensor is named within lists and records."""

    def renamed(value: Any) -> Any:
        if isinstance(value, list) and is_history(value[:3]):
            return [*change(value[0], value[1]), value[2], *(renamed(part) for part in value[3:])]
        if isinstance(value, list):
            return [renamed(part) for part in value]
        return {key: renamed(part) for key, part in value.items()} if isinstance(value, dict) else value

    return renamed


def _shifts(layers: list[Any], config: Mapping[str, Any]) -> dict[str, int]:
    """By how much calls of nested models are counted too high: Keras 2 counted how a model was made as its first call."""
    last: dict[str, int] = {}
    for name, call in _mentioned(
        [config.get("output_layers"), [layer.get("inbound_nodes") for layer in layers if isinstance(layer, dict)]]
    ):
        last[name] = max(last.get(name, 0), call)
    calls = {layer.get("name"): len(layer["inbound_nodes"]) for layer in layers if _is_nested(layer)}
    return {name: call + 1 - calls[name] for name, call in last.items() if name in calls}


def _is_nested(layer: Any) -> bool:
    nodes = layer.get("inbound_nodes") if _is_record(layer) else None
    return isinstance(nodes, list) and bool(nodes) and "layers" in layer["config"]


def _mentioned(value: Any) -> Iterator[tuple[str, int]]:
    """Layer and call of each tensor that is named within lists and records."""
    if isinstance(value, list) and is_history(value[:3]):
        yield value[0], value[1]
        value = value[3:]
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _mentioned(part)


def _with_entry(layers: list[Any]) -> list[Any]:
    """The layers of a sequential model with an InputLayer, where the first of them tells the shape of the input."""
    first = layers[0] if layers and _is_record(layers[0]) else None
    shape = first["config"].get("batch_input_shape") if first else None
    if first is None or first["class_name"] == "InputLayer" or not isinstance(shape, list):
        return layers
    entry = {"class_name": "InputLayer", "config": {"name": f"{first['config'].get('name') or 'first'}_input", "batch_shape": shape}}
    rest = {key: value for key, value in first["config"].items() if key != "batch_input_shape"}
    return [entry, {**first, "config": rest}, *layers[1:]]

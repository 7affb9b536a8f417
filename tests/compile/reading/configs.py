"""Descriptions of Keras models, written by hand as Keras 3.15 writes them."""

from __future__ import annotations

import json
from typing import Any

from studio.blocks.unknown import UnknownBlock
from studio.compile.reading.model_json import read_json
from studio.compile.reading.opened import Opened
from studio.graph.model import Graph, Node

Record = dict[str, Any]


def layer(kind: str, name: str, *takes: Any, module: str = "keras.layers", own: str | None = None, **config: Any) -> Record:
    """A layer with one call on tensors; `takes` may hold constants as well."""
    return {
        "module": module,
        "class_name": kind,
        "config": {"name": name, "trainable": True, "dtype": "float32", **config},
        "registered_name": own,
        "name": name,
        "inbound_nodes": [{"args": list(takes), "kwargs": {}}] if takes else [],
    }


def called(record: Record, *args: Any, **kwargs: Any) -> Record:
    """The layer with one more call."""
    return {**record, "inbound_nodes": [*record["inbound_nodes"], {"args": list(args), "kwargs": kwargs}]}


def operation(kind: str, name: str, *takes: Any, module: str = "numpy", **config: Any) -> Record:
    """An operation on tensors."""
    made = layer(kind, name, *takes, module=f"keras.src.ops.{module}", own=kind)
    return {**made, "config": {"name": name, **config}}


def tensor(name: str, shape: tuple[int | None, ...] = (8, 8, 3), call: int = 0, output: int = 0) -> Record:
    """What a layer gives."""
    config = {"shape": [None, *shape], "dtype": "float32", "keras_history": [name, call, output]}
    return {"class_name": "__keras_tensor__", "config": config}


def image(name: str = "image", shape: tuple[int | None, ...] = (8, 8, 3)) -> Record:
    """An InputLayer."""
    return layer("InputLayer", name, batch_shape=[None, *shape])


def functional(*layers: Record, inputs: Any = ("image", 0, 0), outputs: Any = None, name: str = "model") -> Record:
    """A functional model; without `outputs` it ends in the last layer."""
    end = [layers[-1]["name"], 0, 0] if outputs is None else outputs
    config = {"name": name, "trainable": True, "layers": list(layers), "input_layers": inputs, "output_layers": end}
    return {"module": "keras.src.models.functional", "class_name": "Functional", "config": config, "registered_name": "Functional"}


def sequential(*layers: Record, name: str = "model", **config: Any) -> Record:
    """A sequential model."""
    return {"module": "keras", "class_name": "Sequential", "config": {"name": name, "layers": list(layers), **config}}


def opened(model: Record) -> Opened:
    """The drawing of a model."""
    return read_json(json.dumps(model))


def blocks(graph: Graph) -> dict[str, Any]:
    """The blocks by the names of their nodes, unknown ones by their kinds."""
    return {node.name: node.block.kind if isinstance(node.block, UnknownBlock) else node.block for node in graph.nodes.values()}


def wires(graph: Graph) -> set[str]:
    """The wires, from name to name, with ports and outputs that are not the first."""
    names = {node.id: node.name for node in graph.nodes.values()}

    def said(name: str, number: int) -> str:
        return f"{name}.{number}" if number else name

    return {f"{said(names[wire.source], wire.outlet)} -> {said(names[wire.target], wire.port)}" for wire in graph.wires}


def named(graph: Graph, name: str) -> Node:
    """The node of that name."""
    node = graph.named(name)
    assert node
    return node

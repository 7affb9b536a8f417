"""Brings records of older formats to the present one, a small step a version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Migration = Callable[[dict[str, Any]], dict[str, Any]]

FORMAT = 2
"""The format version that is written."""


def _plain_ids(plain: dict[str, Any]) -> dict[str, Any]:
    """From 1: ids lose colons, which part them from outputs since."""
    graphs = plain.get("graphs")
    if not isinstance(graphs, Mapping):
        return plain  # told when it is read
    return {**plain, "graphs": {name: _with_plain_ids(graph) for name, graph in graphs.items()}}


def _with_plain_ids(graph: Any) -> Any:
    nodes = graph.get("nodes") if isinstance(graph, Mapping) else None
    if not isinstance(nodes, Mapping):
        return graph
    ids = _new_ids(nodes)
    return {**graph, "nodes": {ids[key]: _fed(node, ids) for key, node in nodes.items()}}


def _new_ids(keys: Iterable[str]) -> dict[str, str]:
    """By the old ids; those without colons stay, and no two become one."""
    found = {key: key for key in keys if key and ":" not in key}
    taken = set(found)
    for key in keys:
        new = key.replace(":", "_") or "_"
        while key not in found and new in taken:
            new += "_"
        taken.add(found.setdefault(key, new))
    return found


def _fed(node: Any, ids: Mapping[str, str]) -> Any:
    inputs = node.get("inputs") if isinstance(node, Mapping) else None
    if not isinstance(inputs, list):
        return node
    return {**node, "inputs": [ids.get(source, source) if isinstance(source, str) else source for source in inputs]}


MIGRATIONS: Mapping[int, Migration] = {1: _plain_ids}
"""By the version that a step starts from."""


def migrated(plain: dict[str, Any], version: int, newest: int = FORMAT, steps: Mapping[int, Migration] = MIGRATIONS) -> dict[str, Any]:
    """The record in the newest format.

    Args:
        plain: As it was read; left as it is.
        version: The format it was written in.
        newest: The format to reach.
        steps: From each older format to the next; every one from `version` on must be there.
    """
    for start in range(version, newest):
        plain = steps[start](plain)
    return plain

"""A project as plain dicts, lists, numbers and words, and back; all faults are told at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from studio.data.data import Data
from studio.forms import Form, FormError
from studio.graph.model import Graph
from studio.project.errors import ProjectError
from studio.project.graph_record import graph_record, read_graph
from studio.project.module_record import modules_record, read_modules
from studio.project.project import Project, View
from studio.recipe.recipe import Recipe

F = TypeVar("F", bound=Form)


def record(project: Project) -> dict[str, Any]:
    """The project without its format version, which belongs to files."""
    parts: dict[str, Any] = {"modules": modules_record(project.modules)} if project.modules else {}
    if list(project.graphs) != sorted(project.graphs):
        parts["order"] = list(project.graphs)  # the graphs themselves are sorted, to be merged
    return {
        **parts,
        "title": project.title,
        "graphs": {name: graph_record(graph) for name, graph in project.graphs.items()},
        "shown": project.shown,
        "data": form_record(project.data),
        "recipe": form_record(project.recipe),
        "view": _plain(project.view),
    }


def form_record(form: Form) -> dict[str, Any]:
    """A form with all its values, defaults too: a later version may have others."""
    return _plain(form)


def read_record(plain: Mapping[str, Any]) -> Project:
    """The project of a record.

    Raises:
        ProjectError: The record is none of a project; all faults at once.
    """
    faults: list[str] = []
    project = Project(
        title=_title(plain, faults),
        graphs=_graphs(plain, faults),
        shown=str(plain.get("shown")),
        data=_form(Data, plain, faults),
        recipe=_form(Recipe, plain, faults),
        view=_view(plain, faults),
    )
    if not faults and project.shown not in project.graphs:
        faults.append(f"shown must name one of the graphs: {', '.join(project.graphs)}. Received: {plain.get('shown')!r}.")
    if faults:
        raise ProjectError(faults)
    return project


def _title(plain: Mapping[str, Any], faults: list[str]) -> str:
    title = plain.get("title")
    if isinstance(title, str):
        return title
    faults.append(f"title must be text. Received: {title!r}.")
    return ""


def _graphs(plain: Mapping[str, Any], faults: list[str]) -> dict[str, Graph]:
    graphs, modules = plain.get("graphs"), read_modules(plain.get("modules", {}), faults)
    if not isinstance(graphs, Mapping) or not graphs:
        faults.append(f"graphs must hold at least one graph by its name. Received: {_brief(graphs)}.")
        return {}
    found, told = {}, list[str]()
    for name, part in sorted(graphs.items(), key=lambda each: _place(plain.get("order"), each[0])):
        found[str(name)] = read_graph(part, modules, told)
        faults += [f"graph {name}: {fault}" for fault in told]
        told.clear()
    return found


def _place(order: Any, name: str) -> tuple[int, str]:
    """Where a graph stands among the tabs; behind those of an order that does not name it, for order is no reason to refuse a file."""
    names = order if isinstance(order, list) else []
    return (names.index(name) if name in names else len(names), name)


def _form(cls: type[F], plain: Mapping[str, Any], faults: list[str]) -> F:
    name = cls.__name__.lower()
    part = plain.get(name)
    if not isinstance(part, Mapping):
        faults.append(f"{name} must be a record with the values of {cls.__name__}. Received: {_brief(part)}.")
        return cls()
    try:
        return cls.read({key: value for key, value in part.items() if key != "kind"})
    except FormError as error:
        faults += [f"{name}: {fault}" for fault in error.faults]
        return cls()


def _view(plain: Mapping[str, Any], faults: list[str]) -> View:
    try:
        view = msgspec.convert(plain.get("view", {}), View)
    except msgspec.ValidationError:
        faults.append(f"view must hold a zoom, a centre and a panel. Received: {_brief(plain.get('view'))}.")
        return View()
    return view if view.zoom > 0 and all(map(math.isfinite, (view.zoom, *(view.centre or ())))) else View()


def _plain(value: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(value))
    return plain


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."

"""Whatever a file holds, it is read or refused in words: nothing else happens, and what was read can be saved."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.compile.planner import PlanError, plan
from studio.compile.reading.keras_file import read_keras
from studio.compile.reading.model_json import read_json
from studio.compile.reading.opened import Opened, ReadingError
from studio.graph.measure import measure
from studio.graph.modules.used import modules_of
from studio.project.graph_record import graph_record, read_graph

DESCRIPTIONS = {path.stem: json.loads(path.read_text()) for path in sorted((Path(__file__).parent / "descriptions").glob("*.json"))}
WORDS = ["Functional", "Sequential", "InputLayer", "Dense", "keras.layers", "__keras_tensor__", "image", "inner", "softmax", "a/b", "", "ü"]
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["config", "name", "axis", "layers"]), inner, max_size=3),
    max_leaves=5,
)
Place = tuple[Any, ...]


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Ways to all values within a value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*place, key)
        yield from places(part, (*place, key))


PLACES = {name: list(places(value)) for name, value in DESCRIPTIONS.items()}


def at(whole: Any, place: Place) -> Any:
    for key in place:
        whole = whole[key]
    return whole


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """A description with some of its values gone, changed, doubled or exchanged."""
    name = draw(st.sampled_from(sorted(DESCRIPTIONS)))
    whole = copy.deepcopy(DESCRIPTIONS[name])
    for _ in range(draw(st.integers(1, 3))):
        change(draw, whole, draw(st.sampled_from(PLACES[name])), draw(st.sampled_from(PLACES[name])))
    return whole


def change(draw: st.DrawFn, whole: Any, place: Place, other: Place) -> None:
    try:
        inside, key = at(whole, place[:-1]), place[-1]
        match draw(st.sampled_from(["gone", "changed", "exchanged", "doubled"])):
            case "gone":
                del inside[key]
            case "changed":
                inside[key] = draw(PLAIN)
            case "exchanged":
                inside[key] = copy.deepcopy(at(whole, other))
            case "doubled" if isinstance(inside, list):
                inside.insert(key, copy.deepcopy(inside[key]))
    except (KeyError, IndexError, TypeError):
        pass  # an earlier change took the place away


def read_or_refused(text: str) -> Opened | None:
    try:
        return read_json(text)
    except ReadingError as error:
        said = str(error)
    assert said.endswith(".")
    return None


def check(found: Opened) -> None:
    """It can be measured, planned or refused in words, and comes back from a file as it was."""
    graph, faults = found.graph, list[str]()
    record = json.loads(json.dumps(graph_record(graph), allow_nan=False))
    assert read_graph(record, modules_of(graph), faults) == graph
    assert faults == []
    with suppress(PlanError):
        plan(graph, found.title, measure(graph))


@given(mutated())
def test_descriptions_that_were_changed(whole: Any) -> None:
    if found := read_or_refused(json.dumps(whole)):
        check(found)


@given(PLAIN)
def test_any_plain_values(value: Any) -> None:
    read_or_refused(json.dumps(value))


@given(st.text())
def test_any_text(text: str) -> None:
    read_or_refused(text)


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_texts_cut_short(name: str) -> None:
    text = json.dumps(DESCRIPTIONS[name])
    for end in range(0, len(text), 97):
        assert read_or_refused(text[:end]) is None


def archived() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("metadata.json", "{}")
        file.writestr("config.json", json.dumps(DESCRIPTIONS["everything"]))
    return data.getvalue()


ARCHIVE = archived()


@given(st.lists(st.tuples(st.integers(0, len(ARCHIVE) - 1), st.integers(0, 255)), max_size=4), st.integers(0, len(ARCHIVE)))
def test_archives_that_were_changed_or_cut(tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], end: int) -> None:
    data = bytearray(ARCHIVE)
    for place, byte in changes:
        data[place] = byte
    path = tmp_path_factory.getbasetemp() / "changed.keras"
    path.write_bytes(data if end % 2 else data[:end])
    with suppress(ReadingError):
        check(read_keras(path))


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_descriptions_as_they_are(name: str) -> None:
    found = read_or_refused(json.dumps(DESCRIPTIONS[name]))
    assert found
    check(found)

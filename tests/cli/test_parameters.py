"""Parameters of a drawing are set for one time; what cannot be is said in whole sentences, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from studio.cli.parameters import with_parameters
from studio.cli.speech import WrongUse
from studio.data import Mnist
from studio.graph.model import Binding, Graph, Parameter
from studio.project import file
from tests.cli.projects import small_project
from tests.cli.spoken import abyss


def with_names(graph: Graph) -> Graph:
    ids = {node.name: node.id for node in graph.nodes.values()}
    parameters = (Parameter("width", 1), Parameter("size", (5, 5)), Parameter("bias", True), Parameter("edges", "valid"))
    bindings = (
        Binding(ids["conv1"], "filters", "4 * width"),
        Binding(ids["conv1"], "kernel_size", "size"),
        Binding(ids["conv1"], "use_bias", "bias"),
        Binding(ids["conv1"], "padding", "edges"),
    )
    return replace(graph, parameters=parameters, bindings=bindings)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = small_project(tmp_path / "small", Mnist())
    known = file.read(folder)
    file.write(folder, known.with_graph(with_names(known.graph)))
    return folder


def test_the_drawing_is_as_they_make_it_and_the_file_stays(project: Path) -> None:
    before = (project / file.FILE).read_bytes()
    wishes = ("--set", "width=3", "--set", "size=(3, 3)", "--set", "bias=false", "--set", "edges=same")
    rows = {row["name"]: row for row in abyss("check", project, *wishes, "--json").records[:-1]}
    assert (rows["conv1"]["shape"], rows["conv1"]["weights"]) == ([14, 14, 12], 108)
    assert (project / file.FILE).read_bytes() == before
    assert {row["name"]: row for row in abyss("check", project, "--json").records[:-1]}["conv1"]["weights"] == 104


FAULTS = {
    "width": "--set takes a parameter and its value. Expected: NAME=VALUE, such as width_multiplier=0.5. Received: width.",
    "=3": "--set takes a parameter and its value. Expected: NAME=VALUE, such as width_multiplier=0.5. Received: =3.",
    "deep=3": "The drawing of {} has no parameter deep. Expected one of: width=1, size=(5, 5), bias=True, edges=valid. "
    "Received: --set deep=3.",
    "width=wide": "width takes a number, such as 1. Received: wide.",
    "width=1e999": "width takes a number, such as 1. Received: 1e999.",
    "width=": "width takes a number, such as 1. Received: nothing.",
    "size=3": "size takes values with commas between, in brackets, such as (5, 5). Received: 3.",
    "bias=1": "bias takes true or false, such as True. Received: 1.",
    "edges=3": "edges takes a word, such as valid. Received: 3.",
}


@pytest.mark.parametrize(("wish", "words"), FAULTS.items(), ids=FAULTS)
def test_what_is_no_parameter_or_of_another_sort_is_wrong_use(project: Path, wish: str, words: str) -> None:
    assert abyss("check", project, "--set", wish) == (2, "", words.format(project) + "\n")


def test_all_faults_are_said_at_once(project: Path) -> None:
    words = ["--set gives width two values. Expected: one. Received the second time: width=3.", FAULTS["bias=1"]]
    assert abyss("check", project, "--set", "width=2", "--set", "width=3", "--set", "bias=1") == (2, "", "\n".join(words) + "\n")


def test_a_value_that_a_node_refuses_is_said_in_its_words(project: Path) -> None:
    status, out, err = abyss("check", project, "--set", "edges=round")
    assert (status, out) == (2, "")
    refusal = "In conv1: Conv2D: padding must be 'valid' or 'same'. Received: 'round'."
    assert err == f"--set edges=round does not go with the drawing. {refusal}\n"


def test_a_drawing_without_parameters(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "plain", Mnist())
    words = f"The drawing of {folder} has no parameters. Received: --set width=2. Leave it out, or add the parameter in the window.\n"
    assert abyss("train", folder, "--set", "width=2") == (2, "", words)


def test_a_run_has_its_own_network(project: Path) -> None:
    words = "--resume goes on with the network of the run. Leave --set out.\n"
    assert abyss("train", project, "--set", "width=2", "--resume", "run-0001") == (2, "", words)
    words = "A run is exported with the network that it trained. Leave --set out, or say --untrained.\n"
    assert abyss("export", project, "--set", "width=2") == (2, "", words)


@given(st.text())
def test_whatever_is_typed_is_set_or_refused_in_words(text: str) -> None:
    graph = Graph(parameters=(Parameter("word", "a"), Parameter("number", 1)))
    for name in ("word", "number"):
        refused = ""
        try:
            with_parameters(graph, [f"{name}={text}"], "small")
        except WrongUse as error:
            refused = str(error)
        assert not refused or refused.startswith(f"{name} takes a ")

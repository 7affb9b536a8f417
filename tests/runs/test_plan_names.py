"""A run that came from elsewhere brings no code with it: names that would be code in the program of its network are refused."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from studio.compile.plan import Call, Plan
from studio.compile.planner import plan
from studio.compile.source import source
from studio.graph.measure import measure
from studio.project import samples
from studio.runs import RunError, RunReader, RunWriter, run_folder
from studio.runs.plan_names import strange_name
from tests.runs.conftest import small_facts, small_plan

SUNG = '"+sung()+"'
HIDDEN = "a=sung(), b"


def renamed(plan: Plan, name: str) -> Plan:
    first, second = plan.steps
    return replace(plan, steps=(replace(first, name=name), replace(second, inputs=(name,))))


def with_last(**values: object) -> Callable[[Plan], Plan]:
    return lambda plan: replace(plan, steps=(plan.steps[0], replace(plan.steps[1], **values)))


HOSTILE = {
    "name": (lambda plan: renamed(plan, SUNG), SUNG),
    "symbol": (with_last(symbol="keras.layers.Dense(sung())"), "keras.layers.Dense(sung())"),
    "argument": (with_last(arguments={HIDDEN: 1}), HIDDEN),
    "symbol within": (with_last(arguments={"units": 2, "kernel_regularizer": Call("sung()", {})}), "sung()"),
    "argument within": (with_last(arguments={"units": 2, "a": [[Call("keras.regularizers.L2", {HIDDEN: 1})]]}), HIDDEN),
    "argument of the call": (with_last(at_call={HIDDEN: True}), HIDDEN),
    "calling": (with_last(calling=HIDDEN), HIDDEN),
    "dotted argument": (with_last(arguments={"a.b": 1}), "a b"),
    "output name": (with_last(outputs=("one", SUNG)), SUNG),
    "output": (lambda plan: replace(plan, output=SUNG), SUNG),
    "input": (with_last(inputs=(SUNG,)), SUNG),
    "value": (with_last(inputs=("image:1); sung(",)), "image:1); sung("),
}


def sings(text: str) -> bool:
    """Whether a program would call it."""
    return any(isinstance(part, ast.Name) and part.id == "sung" for part in ast.walk(ast.parse(text)))


def test_such_a_name_would_be_code_in_the_program() -> None:
    assert not sings(source(small_plan()).text)
    assert sings(source(renamed(small_plan(), SUNG)).text)
    assert sings(source(with_last(arguments={HIDDEN: 1})(small_plan())).text)


@pytest.mark.parametrize(("change", "name"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_not_read(tmp_path: Path, change: Callable[[Plan], Plan], name: str) -> None:
    with RunWriter.create(run_folder(tmp_path, "run-0001"), small_facts(), change(small_plan())):
        pass
    with RunReader(run_folder(tmp_path, "run-0001")) as run, pytest.raises(RunError) as refused:
        run.plan()
    assert str(refused.value) == (
        "Run run-0001 tells of a network that no studio has drawn. Expected: names as a drawing has them. "
        f"Received: {name!r:.80}. Delete the run."
    )


def test_words_are_not_names(tmp_path: Path) -> None:
    spoken = with_last(arguments={"units": 2, "activation": f'{SUNG}\n"""'})(replace(small_plan(), title=f'"""\n{SUNG}'))
    assert strange_name(spoken) is None
    assert not sings(source(spoken).text)


@pytest.mark.parametrize("sample", [each.name for each in samples.samples()])
def test_what_the_studio_draws_is_read(sample: str, home: Path) -> None:
    from studio.project import file

    graph = file.read(samples.open_sample(sample)).graph
    assert strange_name(plan(graph, sample, measure(graph))) is None

"""Where the words of lessons lead."""

from __future__ import annotations

import re

import pytest

from studio.graph.modules.trails import within
from studio.project import file, samples
from studio.project.lesson_links import Aim, aim, links
from studio.project.project import Project
from studio.project.samples import Sample

SAMPLES = samples.samples()


def project_of(name: str) -> Project:
    return file.read(next(sample.folder for sample in SAMPLES if sample.name == name))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_link_of_a_lesson_leads_to_a_node_that_it_names(sample: Sample) -> None:
    project = file.read(sample.folder)
    found = links(sample.lesson)
    assert len(found) == sample.lesson.count("](node:")
    for link in found:
        led = aim(project, link)
        assert led is not None, link
        assert within(project.graphs[led.drawing], led.trail).nodes[led.node].name == link.rpartition("/")[2].removeprefix("node:")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_step_of_what_was_new_points_at_a_node(sample: Sample) -> None:
    new = re.split(r"^## ", sample.lesson, flags=re.MULTILINE)[1]
    steps = re.split(r"^\d\. ", new, flags=re.MULTILINE)[1:]
    assert 4 <= len(steps) <= 7
    assert [step for step in steps if not links(step)] == []


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("node:average", ("small", (), "average")),
        ("node:ResNet-50/average", ("ResNet-50", (), "average")),
        ("node:without%20biases/stage1/add", ("without biases", ("stage1",), "add")),
        ("node:pad1", ("ResNet-50", (), "pad1")),  # small has none: the first drawing that does
        ("node:stage1/conv1", ("small", ("stage1",), "conv1")),
        ("node:nowhere", None),
        ("node:average/conv1", None),
        ("node:small/nowhere", None),
        ("node:small", None),
        ("node:", None),
    ],
)
def test_a_link_names_the_drawing_or_means_the_one_that_is_shown(link: str, expected: tuple[str, tuple[str, ...], str] | None) -> None:
    project = project_of("resnet50")
    found = aim(project, link)
    assert found == (
        expected and Aim(expected[0], tuple(_id(project, expected[0], each) for each in expected[1]), found.node if found else "")
    )
    if expected and found:
        assert within(project.graphs[found.drawing], found.trail).nodes[found.node].name == expected[2]


def _id(project: Project, drawing: str, name: str) -> str:
    node = project.graphs[drawing].named(name)
    assert node is not None
    return node.id

"""The report as a whole: what it tells, and that it needs nothing beside it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.colours import DARK, LIGHT
from studio.graph import edits
from studio.graph.model import Graph, Node, Note, Wire
from studio.graph.module import Instance, Module, Parameter
from studio.messages.orders import Tally
from studio.project import file, samples
from studio.project.errors import ProjectError
from studio.project.project import Project
from studio.report import NAME, tally, write_report
from studio.runs import Confusion, ExportNote, keep_confusion, note_export, run_folder
from tests.report.conftest import train
from tests.report.reading import Page


def written(folder: Path, run: str | None = None, project: Project | None = None) -> str:
    path = folder / NAME
    write_report(project or file.read(folder), folder, path, run)
    return path.read_text(encoding="utf-8")


def test_it_tells_of_drawing_layers_training_confusion_settings_and_exports(trained: Path) -> None:
    page = Page(written(trained))
    for words in (
        "LeNet-5",
        "61,706",
        "416,520",
        "Conv2D 6 · 5×5",
        "Run 1 · Adam · batch 32",
        "All 3 epochs are done.",
        "90.00 %",
        "Run 1 with the weights of epoch 2 gets 145 of 152 test images right.",
        "Most often confused: 4 for 9 (7 times).",
        "Learning rate",
        "3.15.0",
        "/somewhere/out",
    ):
        assert words in page.words
    assert page.elements["svg"] == 3


@pytest.mark.parametrize("name", [sample.name for sample in samples.samples()])
def test_every_sample_makes_a_page_that_is_whole_and_loads_nothing(name: str) -> None:
    folder = samples.open_sample(name)
    page = Page(text := written(folder))
    assert (page.faults, page.open, page.loads) == ([], [], [])
    assert "script" not in page.elements
    assert "Nothing was trained yet." in page.words
    assert not re.search(r"https?://", text)


def test_no_name_is_taken_for_an_element(folder: Path) -> None:
    project = file.read(folder).with_title("<script>&")
    note = Note("n1", "<b onclick='x()'>\nsecond line", (0.0, -200.0))
    page = Page(written(folder, project=project.with_graph(project.graph.replace(notes={"n1": note}))))
    assert page.faults == []
    assert not {"script", "b"} & page.elements.keys()
    assert "<script>&" in page.words
    assert "<b onclick='x()'>" in page.words


SUNG = '</td></svg><script>sing()</script><img src=x onerror=\'sing()\'>"><a href="javascript:sing()">'


def test_no_word_of_a_run_or_a_module_is_taken_for_an_element(folder: Path) -> None:
    place = train(folder, classes=tuple(f"{digit}{SUNG}" for digit in range(10)), word=SUNG)
    counts = np.diag(np.arange(10, 20))
    counts[4, 9] = 7
    keep_confusion(place, Confusion(counts, 2, "test"))
    note_export(place, ExportNote(1_700_000_100.0, "keras", "best", 2, SUNG))
    blocks = {"first": ModuleInput(), "conv1": Conv2D(), "last": ModuleOutput()}
    inside = Graph({name: Node(name, block, name) for name, block in blocks.items()}, (Wire("conv1", "last"), Wire("first", "conv1")))
    module = Module("stage", inside, (Parameter("width", 3, help=SUNG),), title=SUNG, help=SUNG)
    project = file.read(folder)
    graph = edits.add(project.graph, Instance(module), (0.0, 900.0))[0]
    page = Page(written(folder, project=project.with_graph(graph)))
    assert page.words.count("sing()") > 20
    assert (page.faults, page.loads) == ([], [])
    assert not {"script", "img"} & page.elements.keys()


def test_an_empty_drawing_is_told(folder: Path) -> None:
    assert "Nothing is drawn yet." in Page(written(folder, project=Project())).words


def test_the_best_run_is_shown_unless_another_is_named(trained: Path) -> None:
    train(trained, 2, accuracy=0.8)
    assert "Run 1 · Adam" in Page(written(trained)).words
    named = Page(written(trained, "run-0002")).words
    assert "Run 2 · Adam" in named
    assert "run 1, validation" in named
    assert "Confusion matrix" not in named


def test_a_drawing_that_was_changed_since_is_told(trained: Path) -> None:
    project, words = file.read(trained), "The drawing was changed since"
    first = next(iter(project.graph.nodes))
    moved = edits.move(project.graph, {first: (8.0, 0.0)})
    assert words not in Page(written(trained, project=project.with_graph(moved))).words
    changed = edits.add(project.graph, Dense(units=3), (0.0, 900.0))[0]
    assert words in Page(written(trained, project=project.with_graph(changed))).words


def test_layers_that_do_not_learn_are_told(folder: Path) -> None:
    project = file.read(folder)
    node = project.graph.named("conv1")
    assert node is not None
    nodes = {**project.graph.nodes, node.id: replace(node, trainable=False)}
    assert "valid · relu, frozen" in Page(written(folder, project=project.with_graph(project.graph.replace(nodes=nodes)))).words


def test_a_run_that_cannot_be_read_is_told_and_the_others_are_shown(trained: Path) -> None:
    broken = run_folder(trained, "run-0002")
    broken.mkdir()
    (broken / "run.db").write_bytes(b"nothing")
    words = Page(written(trained)).words
    assert "Run run-0002 cannot be read" in words
    assert "Run 1 · Adam" in words


def test_data_that_are_not_there_are_told(folder: Path, tmp_path: Path) -> None:
    from studio.data import ImageFolder

    project = file.read(folder)
    gone = replace(project, data=project.data.replace(source=ImageFolder(path=str(tmp_path / "gone"))))
    assert str(tmp_path / "gone") in Page(written(folder, project=gone)).words


def test_only_what_nobody_counted_is_asked_of_the_worker(trained: Path) -> None:
    project = file.read(trained)
    assert tally(project, trained) is None
    train(trained, 2, accuracy=0.99)
    assert tally(project, trained) == Tally(project=str(trained), run="run-0002", data=project.data)
    assert tally(project, trained, "run-0001") is None
    assert tally(project, trained, "run-0009") is None


def test_a_run_that_is_being_trained_is_not_held_up(folder: Path) -> None:
    train(folder, ended=False)
    assert tally(file.read(folder), folder) is None
    assert "Test images are counted when the run has ended." in Page(written(folder)).words


def test_a_place_that_cannot_be_written_is_refused(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(ProjectError, match="cannot be written"):
        write_report(file.read(folder), folder, folder / "file" / "report.html")


def test_whatever_it_paints_has_a_colour_in_both_themes(trained: Path) -> None:
    text = written(trained)
    used = set(re.findall(r"var\(--([a-z-]+)\)", text)) - {"width", "share"}
    for theme in (LIGHT, DARK):
        named = {role.replace("/", "-") for role in theme.families} | {role.replace("_", "-") for role in vars(theme)}
        assert used <= named
        assert all(f"--{role.replace('/', '-')}:{theme.families[role]};" in text for role in theme.families)
        assert f"--board:{theme.board};" in text

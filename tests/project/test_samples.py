"""Samples open as copies, new projects get a folder of their own, and a name is understood or refused in words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from studio import paths
from studio.blocks.block import Block
from studio.compile.planner import plan
from studio.compile.source import source
from studio.data import ImageFolder, Mnist, NumpyFile
from studio.data.facts import facts
from studio.graph.faults.issues import data_issues
from studio.graph.layout.layered import CARD_HEIGHT, CARD_WIDTH
from studio.graph.measure import measure
from studio.graph.modules.parameters import change_parameter
from studio.graph.named_values import as_module, of_module
from studio.project import file, samples
from studio.project.file import ProjectError
from studio.project.project import Project
from studio.project.samples import Sample
from studio.recipe import Adam
from tests.samples.projects import projects

SAMPLES = samples.samples()
DRAWINGS = [(sample, name) for sample in SAMPLES for name in file.read(sample.folder).graphs]

each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


def test_samples_come_in_the_order_in_which_they_teach():
    order = (paths.samples() / "order.txt").read_text(encoding="utf-8").split()
    assert [sample.name for sample in SAMPLES] == order
    assert order[:2] == ["lenet5", "alexnet"]


@each_sample
def test_what_is_on_the_board_of_a_sample_learns_from_its_data(sample: Sample):
    project = file.read(sample.folder)
    measured, known = measure(project.graph), facts(project.data.source)
    assert measured.issues == ()
    assert data_issues(project.graph, measured, known.shape, len(known.classes)) == ()


@pytest.mark.parametrize(("sample", "name"), DRAWINGS, ids=lambda value: getattr(value, "name", value))
def test_every_drawing_of_a_sample_is_a_network(sample: Sample, name: str):
    graph = file.read(sample.folder).graphs[name]
    planned = plan(graph, name)
    compile(source(planned, graph=graph).text, name, "exec")
    assert measure(graph).issues == ()
    assert len(graph.nodes) <= 30  # it can be read


@each_sample
def test_the_drawings_of_a_sample_have_no_id_in_common(sample: Sample):
    ids = [node for graph in file.read(sample.folder).graphs.values() for node in graph.nodes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", projects())
def test_a_sample_is_as_it_is_drawn(name: str):
    """Where this fails after a change of the layout or of a shipped module: `python -m tests.samples`."""
    assert (paths.samples() / name / file.FILE).read_text(encoding="utf-8") == file.text(projects()[name]())


@each_sample
def test_a_lesson_has_a_heading_a_sentence_and_steps(sample: Sample):
    assert sample.lesson.startswith(f"# {file.read(sample.folder).title}\n")
    assert len(sample.summary) <= 66  # two lines on the welcome page
    assert sample.summary.endswith(".")
    parts = re.findall(r"^## (.+)$", sample.lesson, re.MULTILINE)
    assert re.fullmatch(r"What was new in \d{4}", parts[0])
    assert parts[1:] == ["What to try", "Read on"]
    new, questions = (_numbers(sample.lesson, part) for part in parts[:2])
    assert new == [str(number) for number in range(1, len(new) + 1)]
    assert questions == [str(number) for number in range(1, len(questions) + 1)]
    assert 4 <= len(new) <= 7
    assert 5 <= len(questions) <= 8


def _numbers(lesson: str, part: str) -> list[str]:
    """The numbers before the paragraphs of one part of a lesson."""
    return re.findall(r"^(\d)\. ", lesson.partition(f"## {part}\n")[2].partition("\n## ")[0], re.MULTILINE)


@each_sample
def test_a_lesson_speaks_of_what_is_there(sample: Sample):
    """Words in backticks are nodes, modules, their values, or keys."""
    project = file.read(sample.folder)
    graphs = [*project.graphs.values(), *(module.graph for module in project.modules.values())]
    nodes = [node for graph in graphs for node in graph.nodes.values()]
    known = {node.name for node in nodes} | project.modules.keys() | {"repeat", "tanh", "Ctrl+Return"}
    known |= {field.name for node in nodes if isinstance(node.block, Block) for field in node.block.form()}
    known |= {parameter.name for each in (*project.modules.values(), *project.graphs.values()) for parameter in each.parameters}
    assert set(re.findall(r"`([^`]+)`", sample.lesson)) <= known
    drawings = set(re.findall(r"\*\*([^*.]+)\*\*", sample.lesson))
    assert project.graphs.keys() - {"main"} <= drawings


OTHER_TABLES = {"lenet5", "mobilenet", "mobilenet_v2", "transfer_learning"}
"""Samples whose lessons have a table of something else, or none."""


@each_sample
def test_a_lesson_s_table_has_the_figures_of_the_drawings(sample: Sample):
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"^\|.*\d{3}.*$", sample.lesson, re.MULTILINE)]
    graphs = file.read(sample.folder).graphs
    told = [row for row in rows if row[0] in graphs]
    assert [name for name, *_ in told] == ([] if sample.name in OTHER_TABLES else list(graphs))
    for name, *figures in told:
        measured = measure(graphs[name])
        numbers = [int(figure.replace(",", "")) for figure in figures]
        assert numbers == [measured.weights, *([measured.weights - measured.fixed] if len(numbers) == 3 else []), measured.multiply_adds]


@pytest.mark.parametrize(("name", "drawing"), [("mobilenet", "MobileNet"), ("mobilenet_v2", "MobileNetV2")])
def test_the_lesson_s_table_of_widths(name: str, drawing: str):
    (sample,) = (sample for sample in SAMPLES if sample.name == name)
    rows = re.findall(r"^\| ([\d.]+)(?:, (\d+)×\d+)? \| ([\d,]+) \| ([\d,]+) \|", sample.lesson, re.MULTILINE)
    assert len(rows) >= 3
    for width, size, weights, multiply_adds in rows:
        graph = file.read(sample.folder).graphs[drawing]
        for parameter, value in (("width_multiplier", float(width)), ("resolution", int(size or 224))):
            graph = of_module(change_parameter(as_module(graph), parameter, value))
        measured = measure(graph)
        assert [f"{measured.weights:,}", f"{measured.multiply_adds:,}"] == [weights, multiply_adds]


def test_lenet5():
    (sample,) = [sample for sample in samples.samples() if sample.name == "lenet5"]
    project = file.read(sample.folder)
    measured = measure(project.graph)
    assert project.title == sample.title == "LeNet-5 on handwritten digits"
    assert (measured.weights, measured.multiply_adds, measured.issues) == (61_706, 416_520, ())
    assert project.recipe.optimizer == Adam(learning_rate=1e-3)
    assert (project.recipe.epochs, project.recipe.batch_size, project.recipe.patience) == (5, 32, None)
    assert isinstance(project.data.source, Mnist)
    assert round(60_000 * project.data.validation) == 5_000
    assert (project.data.centre, project.data.scale) == ("mean image", True)
    places = [node.position for node in project.graph.nodes.values()]
    assert max(x for x, _ in places) + CARD_WIDTH <= 1080
    assert max(y for _, y in places) + CARD_HEIGHT <= 600


def test_the_sample_s_file_is_as_the_studio_writes_it():
    for sample in samples.samples():
        assert (sample.folder / file.FILE).read_text(encoding="utf-8") == file.text(file.read(sample.folder))


def test_a_sample_opens_as_the_user_s_own_copy():
    folder = samples.open_sample("lenet5")
    assert folder.parent == paths.projects()
    file.write(folder, Project(title="Mine"))
    assert samples.open_sample("lenet5") == folder
    assert file.read(folder).title == "Mine"
    fresh = samples.open_sample("lenet5", fresh=True)
    assert fresh.name == "lenet5-2"
    assert file.read(fresh).title == "LeNet-5 on handwritten digits"


def test_an_unknown_sample():
    with pytest.raises(ProjectError) as caught:
        samples.open_sample("lenet6")
    known = ", ".join(sample.name for sample in samples.samples())
    assert caught.value.sentences == (f"There is no sample lenet6. Expected: one of {known}.",)


def test_half_a_copy_is_removed(monkeypatch: pytest.MonkeyPatch):
    def half(source: Path, target: Path, **_how: object) -> Path:
        target.mkdir()
        (target / file.FILE).write_text("{")
        raise OSError("No space left on device")

    monkeypatch.setattr(shutil, "copytree", half)
    with pytest.raises(ProjectError) as caught:
        samples.open_sample("lenet5")
    target = paths.projects() / "lenet5"
    assert caught.value.sentences == (
        f"The sample lenet5 cannot be copied to {target}: No space left on device. Free some space, or allow writing there.",
    )
    assert not target.exists()


def test_new_projects_get_folders_of_their_own():
    first, second = samples.new_project("My Größe & co"), samples.new_project("My Größe & co")
    assert (first.name, second.name) == ("my-größe-co", "my-größe-co-2")
    assert samples.new_project("///").name == "project"
    project = file.read(first)
    assert project.title == "My Größe & co"
    assert isinstance(project.data.source, Mnist)
    assert sorted(node.name for node in project.graph.nodes.values()) == ["input1", "output1"]


def test_a_new_project_takes_the_shape_of_its_images(tmp_path: Path):
    project = file.read(samples.new_project("Cats", ImageFolder(path=str(tmp_path / "gone"), height=32, width=48)))
    assert project.data.source == ImageFolder(path=str(tmp_path / "gone"), height=32, width=48)
    digits = file.read(samples.new_project("Digits")).graph
    measured = measure(digits)
    assert (28, 28, 1) in [figures.shape for figures in measured.figures.values()]


def test_what_a_name_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file.write(tmp_path / "mine", Project(title="Mine"))
    assert samples.resolve(str(tmp_path / "mine")) == tmp_path / "mine"
    assert samples.resolve(str(tmp_path / "mine" / file.FILE)) == tmp_path / "mine"
    assert samples.resolve("lenet5") == paths.projects() / "lenet5"
    assert samples.resolve(str(paths.samples() / "lenet5")) == paths.projects() / "lenet5"
    monkeypatch.chdir(tmp_path)
    assert samples.resolve("mine") == tmp_path / "mine"


@pytest.mark.parametrize("text", ["nothing/here", "~nobody_at_all", "a" * 300])
def test_a_name_that_means_nothing(text: str):
    known = ", ".join(sample.name for sample in samples.samples())
    with pytest.raises(ProjectError) as caught:
        samples.resolve(text)
    assert caught.value.sentences == (f"{text} is no project. Expected: a folder with a project.json, or the name of a sample: {known}.",)


def test_images_too_large_for_an_input_do_not_stop_a_new_project(tmp_path: Path):
    np.savez(tmp_path / "wide.npz", images=np.zeros((2, 1, 70_000), np.uint8), labels=[0, 1])
    graph = file.read(samples.new_project("Wide", NumpyFile(path=str(tmp_path / "wide.npz")))).graph
    assert sorted(node.name for node in graph.nodes.values()) == ["input1", "output1"]


def test_a_copy_of_a_sample_is_as_old_as_the_copy(home: Path):
    now = home / "now"
    now.touch()
    assert (samples.open_sample("lenet5") / file.FILE).stat().st_mtime >= now.stat().st_mtime

"""The drawing as a figure for a paper: what the files hold, and what is said when there can be none."""

import errno
import os
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage

from studio.canvas.paper import ExportFailed, Figure, export
from studio.canvas.sample import lenet, thumbnails
from studio.graph.measure import measure
from studio.graph.model import Graph, Note


@pytest.fixture
def figure(qapp) -> Figure:
    graph = lenet()
    return Figure(graph, measure(graph))


def written(figure: Figure, path: Path) -> bytes:
    export(figure, path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    return path.read_bytes()


def words(svg: bytes) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg.decode())


def ids(figure: Figure, *names: str) -> list[str]:
    return [node.id for node in figure.graph.nodes.values() if node.name in names]


def test_an_svg_holds_words_as_words_and_no_pixels(figure, tmp_path):
    svg = written(figure, tmp_path / "lenet.svg")
    said = [each.strip() for each in words(svg)]
    assert {node.name for node in figure.graph.nodes.values()} <= set(said)
    assert {"Conv2D", "28 × 28 × 6", "6 · 5×5 · same · tanh"} <= set(said)
    assert b"<image" not in svg
    assert svg.count(b"@font-face") == 2


def test_no_word_is_taken_for_an_element(figure, tmp_path):
    sung = "</title><script>sing()</script>"
    note = Note("n1", f"{sung}&amp;", (0.0, -200.0))
    svg = written(replace(figure, title=sung, graph=figure.graph.replace(notes={"n1": note})), tmp_path / "hostile.svg")
    found = ElementTree.fromstring(svg)
    assert not [each for each in found.iter() if each.tag.endswith("script")]
    assert [each.text for each in found.iter() if each.tag.endswith("title")] == [sung]
    assert "sing()" in "".join(words(svg))


def test_only_pictures_are_pixels(figure, tmp_path):
    pictured = Figure(figure.graph, figure.measured, thumbs=thumbnails(figure.graph))
    svg = written(pictured, tmp_path / "lenet.svg")
    drawn_as_lines = sum(thumb.kind == "bars" for thumb in pictured.thumbs.values())
    assert svg.count(b"<image") == len(pictured.thumbs) - drawn_as_lines


def test_a_pdf_brings_its_fonts(figure, tmp_path):
    pdf = written(figure, tmp_path / "lenet.pdf")
    assert pdf.startswith(b"%PDF")
    assert b"Inter-Regular" in pdf
    assert b"Inter-SemiBold" in pdf
    assert pdf.count(b"/FontFile") == 2
    assert b"/Subtype /Image" not in pdf


def test_a_png_has_more_than_300_dots_an_inch_and_is_light(figure, tmp_path):
    written(figure, tmp_path / "lenet.png")
    image = QImage(str(tmp_path / "lenet.png"))
    assert image.dotsPerMeterX() >= 300 / 0.0254
    assert image.width() > 4 * 1000
    assert image.pixelColor(2, 2) == QColor("#ffffff")


def test_the_figure_is_cropped_with_a_margin(figure, tmp_path):
    few = Figure(figure.graph, figure.measured, only=ids(figure, "conv1"))
    svg = written(few, tmp_path / "one.svg").decode()
    assert 'viewBox="0 0 192 104"' in svg
    assert "Conv2D" in svg
    assert "Dense" not in svg


def test_comments_and_frames_come_along_where_they_belong(figure, tmp_path):
    near = Note("a", "Edges", (208.0, 80.0), (160.0, 48.0))
    far = Note("b", "Elsewhere", (3000.0, 0.0), (180.0, 60.0))
    graph = figure.graph.replace(notes={"a": near, "b": far})
    some, whole = (written(Figure(graph, figure.measured, only=only), tmp_path / "a.svg").decode() for only in (ids(figure, "conv1"), None))
    assert "Edges" in some
    assert "Elsewhere" not in some
    assert "Elsewhere" in whole


@pytest.mark.parametrize(("name", "ending"), [("a.gif", ".gif"), ("a", "no ending")])
def test_an_unknown_ending_is_refused_in_words(figure, tmp_path, name, ending):
    with pytest.raises(ExportFailed) as refused:
        export(figure, tmp_path / name)
    assert str(refused.value) == (
        f"A drawing cannot be written as {name}. Expected: a name that ends in .svg, .pdf or .png. "
        f"Received: {ending}. Choose one of the three."
    )


def test_nothing_is_not_exported(qapp, tmp_path):
    with pytest.raises(ExportFailed, match=r"^There is nothing to export\. Expected: at least one node\."):
        export(Figure(Graph(), measure(Graph())), tmp_path / "a.svg")


def test_a_drawing_too_large_for_pixels_is_refused_in_words(figure, tmp_path):
    first = next(iter(figure.graph.nodes.values()))
    far = Note("a", "", (60_000.0, 30_000.0), (10.0, 10.0))
    graph = Graph({first.id: first}, (), {"a": far})
    with pytest.raises(
        ExportFailed, match=r"^The drawing is too large for a PNG of 300 dots an inch\..* Choose PDF or SVG, or select a part"
    ):
        export(Figure(graph, measure(graph)), tmp_path / "a.png")
    export(Figure(graph, measure(graph)), tmp_path / "a.pdf")


REFUSED = {
    errno.EACCES: "Expected: a folder that may be written to. Received: no permission. Choose another folder.",
    errno.ENOSPC: "Expected: room on the disk. Received: a full disk. Free some room, or choose another disk.",
    errno.EIO: "Expected: a file that can be written. Received: Input/output error. Choose another place.",
}


@pytest.mark.parametrize(("number", "sentence"), REFUSED.items())
def test_what_the_system_refuses_is_said_in_words(figure, tmp_path, monkeypatch, number, sentence):
    def refuse(path: Path, content: bytes) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(ExportFailed) as refused:
        export(figure, tmp_path / "a.svg")
    assert str(refused.value) == f"The drawing was not written to {tmp_path / 'a.svg'}. {sentence}"


def test_a_folder_that_is_not_there_and_one_in_the_place_of_the_file(figure, tmp_path):
    (tmp_path / "taken.svg").mkdir()
    there = "Expected: a folder that exists. Received: one that does not. Choose another folder, or make this one."
    taken = "Expected: the name of a file. Received: that of a folder. Choose another name."
    for path, sentence in ((tmp_path / "gone" / "a.svg", there), (tmp_path / "taken.svg", taken)):
        with pytest.raises(ExportFailed) as refused:
            export(figure, path)
        assert str(refused.value) == f"The drawing was not written to {path}. {sentence}"
    assert [file.name for file in tmp_path.iterdir()] == ["taken.svg"]

"""The drawing as a figure for a paper: SVG, PDF or PNG, always light, letters as letters in the shipped fonts."""

import base64
import errno
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from studio import paths
from studio.canvas.painting.labels import paint_port_labels, paint_wire_labels
from studio.canvas.painting.near import NearPainter
from studio.canvas.painting.notes import paint_notes
from studio.canvas.shown.costs import Kind
from studio.canvas.shown.noted import rect_of_note
from studio.canvas.shown.scene import Scene
from studio.canvas.shown.stage import Stage
from studio.canvas.shown.thumbs import Thumb
from studio.canvas.shown.view import View
from studio.colours import PAPER
from studio.graph.figures import Measured
from studio.graph.model import Graph, Note
from studio.look import Look

MARGIN = 16.0
"""Around the drawing, in pixels at 100 %; 96 of them are an inch."""
FILTERS = ("PDF, for papers (*.pdf)", "SVG, to work on (*.svg)", "PNG, 384 dots an inch (*.png)")
"""For a dialog that asks where to."""

_FONTS = ("Inter-Regular.ttf", 400), ("Inter-SemiBold.ttf", 600)
_FACE = '@font-face{{font-family:"Inter";font-weight:{weight};src:url(data:font/ttf;base64,{data})}}'
_INCH = 96
_FINEST, _COARSEST = 4.0, 300 / _INCH  # pixels of a PNG for one of the board
_MOST_PIXELS = 200_000_000
_NOTES_WITHIN = 64.0  # pixels; comments as near as this to a selection belong to it


class ExportFailed(Exception):
    """The drawing could not be written; its text is whole sentences."""


@dataclass(frozen=True)
class Figure:
    """What is drawn.

    Attributes:
        graph: The drawing.
        measured: Its figures.
        only: Ids of the nodes that are wanted; None for all.
        thumbs: Pictures on the cards by node id; none where left out.
        cost: Which cost the cards show.
        costs: The share of it by node id.
        title: Of the document.
    """

    graph: Graph
    measured: Measured
    only: Collection[str] | None = None
    thumbs: Mapping[str, Thumb] = field(default_factory=dict)
    cost: Kind = "none"
    costs: Mapping[str, float] = field(default_factory=dict)
    title: str = "Network"


def export(figure: Figure, path: Path) -> None:
    """Write a drawing in the format that the ending of the file asks for.

    Needs an application object, because it writes with the shipped fonts.

    Raises:
        ExportFailed: No format has this ending, nothing is to be drawn, or the file cannot be written.
    """
    draw = _FORMATS.get(path.suffix.lower())
    if draw is None:
        raise ExportFailed(
            f"A drawing cannot be written as {path.name}. Expected: a name that ends in .svg, .pdf or .png. "
            f"Received: {path.suffix or 'no ending'}. Choose one of the three."
        )
    graph = _part(figure)
    if not graph.nodes and not graph.notes:
        raise ExportFailed("There is nothing to export. Expected: at least one node. Draw something, or select what is wanted.")
    _write(path, draw(_Sheet(figure, graph)))


class _Letters(QPainter):
    """Writes with the font's plain signs: of tabular figures and signs raised between them PDF readers cannot find what they mean."""

    def setFont(self, font: QFont | str | Sequence[str]) -> None:
        """Takes a font without its alternates."""
        plain = QFont(font)
        plain.clearFeatures()
        plain.setFeature(QFont.Tag("calt"), 0)
        super().setFont(plain)


class _Sheet:
    """A drawing laid out on paper.

    Args:
        figure: What is drawn.
        graph: The part of it that is wanted.
    """

    def __init__(self, figure: Figure, graph: Graph) -> None:
        self.title, look, scene = figure.title, Look(PAPER), Scene()
        thumbs = {node: thumb for node, thumb in figure.thumbs.items() if node in graph.nodes}
        scene.show(graph, figure.measured, (), thumbs)
        bounds = scene.bounds().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self.size = QSizeF(float(round(bounds.width())), float(round(bounds.height())))
        view = View(1.0, bounds.left(), bounds.top())
        self._stage = Stage(look, scene, view, self.size, ratio=_FINEST, thumbs=thumbs, cost=figure.cost, costs=figure.costs)
        self._stage.light()
        self._painter = NearPainter(look, vector=True)

    def paint(self, painter: QPainter) -> None:
        """Draws everything at 100 %."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        wires = self._stage.seen_wires()
        paint_notes(painter, self._stage)
        self._painter.paint(painter, self._stage)
        paint_wire_labels(painter, self._stage, wires)
        paint_port_labels(painter, self._stage, wires)


def _part(figure: Figure) -> Graph:
    """The nodes that are wanted, the wires among them, and the comments and frames that go with them."""
    graph, only = figure.graph, figure.only
    if only is None:
        return graph
    nodes = {node_id: node for node_id, node in graph.nodes.items() if node_id in only}
    wires = tuple(wire for wire in graph.wires if wire.source in nodes and wire.target in nodes)
    scene = Scene()
    scene.show(graph.replace(nodes=nodes, wires=wires, notes={}), figure.measured, (), figure.thumbs)
    room = scene.bounds().adjusted(-_NOTES_WITHIN, -_NOTES_WITHIN, _NOTES_WITHIN, _NOTES_WITHIN)
    notes: dict[str, Note] = {note.id: note for note in graph.notes.values() if nodes and room.contains(rect_of_note(note))}
    return graph.replace(nodes=nodes, wires=wires, notes=notes)


def _svg(sheet: _Sheet) -> QByteArray:
    buffer, generator = _buffer(), QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setTitle(sheet.title)
    generator.setDescription("Drawn with Abyss Studio")
    generator.setResolution(_INCH)
    generator.setSize(sheet.size.toSize())
    generator.setViewBox(QRectF(0, 0, sheet.size.width(), sheet.size.height()))
    with _Letters(generator) as painter:
        sheet.paint(painter)
    return _with_fonts(buffer.data())


def _with_fonts(drawn: QByteArray) -> QByteArray:
    """Brings the shipped font along; a program that does not take it from the file finds others shaped like it."""
    faces = "".join(_FACE.format(weight=weight, data=_encoded(name)) for name, weight in _FONTS)
    named = drawn.replace(QByteArray(b'font-family="Inter"'), QByteArray(b'font-family="Inter, Helvetica, Arial, sans-serif"'))
    start = named.indexOf(QByteArray(b"<defs>"))
    return named.insert(start, QByteArray(f"<style>{faces}</style>\n".encode()))


def _encoded(name: str) -> str:
    return base64.b64encode((paths.resources() / "fonts" / name).read_bytes()).decode()


def _pdf(sheet: _Sheet) -> QByteArray:
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(sheet.title)
    writer.setResolution(_INCH)
    page = QPageSize(sheet.size * (72 / _INCH), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    with _Letters(writer) as painter:
        sheet.paint(painter)
    return buffer.data()


def _png(sheet: _Sheet) -> QByteArray:
    area = sheet.size.width() * sheet.size.height()
    ratio = min(_FINEST, (_MOST_PIXELS / area) ** 0.5)
    if ratio < _COARSEST:
        raise ExportFailed(
            f"The drawing is too large for a PNG of 300 dots an inch. Expected: at most {_MOST_PIXELS:,} pixels. "
            f"Received: {round(area * _COARSEST**2):,}. Choose PDF or SVG, or select a part of it."
        )
    image = QImage((sheet.size * ratio).toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER.board))
    with QPainter(image) as painter:
        painter.scale(ratio, ratio)
        sheet.paint(painter)
    image.setDotsPerMeterX(round(_INCH * ratio / 0.0254))
    image.setDotsPerMeterY(round(_INCH * ratio / 0.0254))
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return buffer.data()


_FORMATS: dict[str, Callable[[_Sheet], QByteArray]] = {".svg": _svg, ".pdf": _pdf, ".png": _png}


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _write(path: Path, content: QByteArray) -> None:
    """All or nothing: beside the file first, then in its place.

    Raises:
        ExportFailed: The system refuses.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(content.data())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise ExportFailed(f"The drawing was not written to {path}. {_reason(error)}") from error


def _reason(error: OSError) -> str:
    """Why the system refused, and what helps."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "Expected: a folder that may be written to. Received: no permission. Choose another folder."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Expected: room on the disk. Received: a full disk. Free some room, or choose another disk."
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "Expected: a folder that exists. Received: one that does not. Choose another folder, or make this one."
    if error.errno == errno.EISDIR:
        return "Expected: the name of a file. Received: that of a folder. Choose another name."
    return f"Expected: a file that can be written. Received: {error.strerror or error}. Choose another place."

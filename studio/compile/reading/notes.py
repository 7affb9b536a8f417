"""What a drawing does not have of a layer, in sentences."""

from __future__ import annotations

from studio.blocks.regularisation import ActivityRegularization
from studio.compile.reading.front import dtype
from studio.compile.reading.keras_model import INPUT_LAYER, KerasLayer
from studio.compile.reading.matching import Match
from studio.compile.reading.remarks import Remarks
from studio.compile.reading.values import said_of

OWN_CLASS = "{} is of a class of its own; the drawing shows the layers that it was saved with, and nothing else that the class may do."


def of_layer(remarks: Remarks, name: str, layer: KerasLayer) -> None:
    """Notes what is lost of a layer wherever it stands."""
    if layer.inside and layer.inside.own_class:
        remarks.note(name, OWN_CLASS)
    if (found := dtype(layer.config)) != "float32" and not layer.inside:
        _note(remarks, name, f"computed in {found} in the file; the studio computes in float32.")
    if len(layer.calls) > 1 and layer.symbol != INPUT_LAYER:
        _note(
            remarks,
            name,
            f"called {len(layer.calls)} times in the file, always with the same weights; "
            "in the drawing each call is a node, and training them lets their weights part.",
        )


def of_match(remarks: Remarks, name: str, found: Match) -> None:
    """Notes what is lost or done differently in one call of a layer."""
    for argument, value in found.left.items():
        what = f" without {said_of(argument, value)}, which the studio does not have and which matters in training alone."
        remarks.note(name, "{} stands" + what, "{} stand" + what)
    for block in found.blocks[1:]:
        part = "regulariser of its answers" if isinstance(block, ActivityRegularization) else "activation"
        what = f" split: the {part} stands as a node of its own, {type(block).__name__}."
        remarks.note(name, "{} is" + what, "{} are" + what)


def _note(remarks: Remarks, name: str, words: str) -> None:
    remarks.note(name, "{} is " + words, "{} are " + words)


def unknown(remarks: Remarks, name: str, why: str) -> None:
    """Notes that an unknown block stands for a layer."""
    remarks.note(name, f"{{}} stands as an unknown block: {why}.", f"{{}} stand as unknown blocks: {why}.")


def passed(remarks: Remarks, name: str) -> None:
    """Notes that a layer is left out because it changes nothing."""
    remarks.note(name, "{} does nothing with data and is left out.", "{} do nothing with data and are left out.")


def one_output(remarks: Remarks, name: str) -> None:
    """Notes of an unknown block that the layer has more outputs than it."""
    remarks.note(name, "{} has several outputs in the file; an unknown block has one, from which all its wires start.")

"""Chooses the editor of a field."""

from __future__ import annotations

from studio.forms import Field
from studio.look.look import Look
from studio.panels.form_view.code_editor import CodeEditor
from studio.panels.form_view.editor import Editor
from studio.panels.form_view.simple import (
    ChoiceEditor,
    FlagEditor,
    NumberEditor,
    PairEditor,
    PathEditor,
    SegmentsEditor,
    ShapeEditor,
    TextEditor,
    fits_segments,
)


def editor_of(look: Look, field: Field) -> Editor:
    """The editor of a field that is no form itself."""
    match field.editor:
        case "whole" | "number":
            return NumberEditor(field)
        case "pair":
            return PairEditor(field)
        case "shape":
            return ShapeEditor(field)
        case "flag":
            return FlagEditor()
        case "choice":
            return SegmentsEditor(field) if fits_segments(field) else ChoiceEditor(look, field)
        case "code":
            return CodeEditor(look)
        case "path":
            return PathEditor(look, field)
        case _:
            return TextEditor(field)

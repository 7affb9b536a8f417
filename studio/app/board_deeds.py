"""What the actions do that work on the board alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from studio.app.actions import Actions
from studio.canvas.board import Board

Deed = Callable[[], object]


def board_deeds(board: Board, actions: Actions) -> Mapping[str, Deed]:
    """By the id of the action."""
    return {**_edits(board), **_arranging(board, actions), **_seeing(board)}


def _edits(board: Board) -> Mapping[str, Deed]:
    return {
        "edit.cut": board.cut,
        "edit.copy": board.copy,
        "edit.paste": board.paste,
        "edit.paste_linked": board.paste_linked,
        "edit.duplicate": board.duplicate,
        "edit.delete": board.delete,
        "edit.delete_only": board.delete_keeping_gap,
        "edit.select_all": board.select_all,
        "edit.connect": board.connect_selected,
        "edit.knife": board.take_knife,
        "edit.bypass": board.toggle_bypass,
        "edit.mute": board.toggle_mute,
        "edit.lock": board.toggle_lock,
        "edit.freeze": board.toggle_frozen,
        "edit.freeze_up_to": board.freeze_up_to,
        "edit.comment": board.add_comment,
        "edit.frame": board.frame_selection,
    }


def _arranging(board: Board, actions: Actions) -> Mapping[str, Deed]:
    return {
        "arrange.left": partial(board.align, "left"),
        "arrange.centre": partial(board.align, "centre"),
        "arrange.right": partial(board.align, "right"),
        "arrange.top": partial(board.align, "top"),
        "arrange.middle": partial(board.align, "middle"),
        "arrange.bottom": partial(board.align, "bottom"),
        "arrange.across": partial(board.distribute, "horizontally"),
        "arrange.down": partial(board.distribute, "vertically"),
        "arrange.straighten": board.straighten,
        "arrange.lay_out": board.lay_out,
        "arrange.lay_out_selection": board.lay_out_selection,
        "arrange.snap": lambda: board.set_snap(actions["arrange.snap"].isChecked()),
    }


def _seeing(board: Board) -> Mapping[str, Deed]:
    return {
        "view.fit": board.fit,
        "view.actual": board.zoom_to_full,
        "view.zoom_in": board.zoom_in,
        "view.zoom_out": board.zoom_out,
        "view.selection": board.zoom_to_selection,
    }

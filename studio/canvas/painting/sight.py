"""What the pixels of a frame depend on, and where another frame differs from it."""

from itertools import starmap
from operator import is_

import numpy as np
from PySide6.QtCore import QRectF

from studio.blocks.ends import Input
from studio.canvas.shown.primitives import Indices, rect_of
from studio.canvas.shown.stage import LABEL_REACH, REACH, Stage

_MANY = 100  # of what moved or changed its looks; more are painted sooner with all the rest
_WHOLE = 0.01  # of a pixel of the screen


class Sight:
    """All that is seen of a drawing at one moment, the cursor's words and tools apart.

    Args:
        stage: What is shown.
    """

    def __init__(self, stage: Stage) -> None:
        scene, noted = stage.scene, stage.noted
        self._stage, self._view, self._ratio = stage, stage.view, stage.ratio
        self._values = (
            (stage.view.zoom, stage.size, stage.ratio, scene.version, stage.selection, stage.cost, noted.chosen, noted.hovered),
            (stage.chosen_wire, stage.hidden_wire, stage.cut_wires, noted.held, stage.zooming, stage.around.trainable),
        )
        self._things = (
            (stage.look.theme, stage.costs, stage.close_ups, stage.judge),
            (stage.feeding, stage.fed, stage.direct),
        )
        self._rects, self._knees, self._boxes = scene.rects.copy(), scene.routes.knees.copy(), scene.boxes.copy()
        self._thumbs, self._unit = stage.thumbs, stage.unit
        self._pointed = stage.hovered, stage.hot_port
        self._hot_wire = stage.hot_wire

    def panned(self, before: "Sight") -> tuple[int, int] | None:
        """By how many pixels of the screen the board was moved since; None where it was not by whole ones."""
        scale = self._view.zoom * self._ratio
        right, down = (before._view.left - self._view.left) * scale, (before._view.top - self._view.top) * scale
        whole = round(right), round(down)
        return whole if max(abs(right - whole[0]), abs(down - whole[1])) < _WHOLE else None

    def stale(self, before: "Sight") -> list[QRectF] | None:
        """Where in the widget something differs from a frame before, the board's own movement apart; None where all may."""
        alike = all(all(starmap(is_, zip(*each, strict=True))) for each in zip(self._things, before._things, strict=True))
        if not alike or self._values != before._values:
            return None
        cards, wires = self._changed_cards(before), self._changed_wires(before)
        if len(cards) + len(wires) > _MANY:
            return None
        places = self._rects[cards], before._rects[cards], self._boxes[wires], before._boxes[wires]
        letters = self._stage.parts.letters
        across, down = LABEL_REACH * letters, REACH  # a card that moved may hide or show the words on wires below it
        shown = self._view.rects_to_screen(np.concatenate(places))
        return [rect_of(row).adjusted(-across, -down, across, down) for row in shown]

    def _changed_cards(self, before: "Sight") -> Indices:
        """Rows of the cards that lie elsewhere or look otherwise."""
        found = set(np.flatnonzero((self._rects != before._rects).any(axis=1)).tolist())
        if self._pointed != before._pointed:
            found |= self._at_cursor() | before._at_cursor()
        if self._thumbs is not before._thumbs:
            found |= self._pictured_anew(before)
        if self._unit != before._unit:
            found |= set(self._stage.selected().tolist()) | self._inputs()
        return np.array(sorted(found), np.intp)

    def _changed_wires(self, before: "Sight") -> Indices:
        """Rows of the wires that run elsewhere or look otherwise."""
        found = set(np.flatnonzero((self._knees != before._knees).any(axis=(1, 2))).tolist())
        if self._hot_wire != before._hot_wire:
            found |= {wire for wire in (self._hot_wire, before._hot_wire) if 0 <= wire < len(self._boxes)}
        return np.array(sorted(found), np.intp)

    def _at_cursor(self) -> set[int]:
        row, port = self._pointed
        return {each for each in (row, port[0] if port else -1) if 0 <= each < len(self._rects)}

    def _pictured_anew(self, before: "Sight") -> set[int]:
        ids = self._stage.scene.ids
        return {row for row in self._stage.seen_nodes().tolist() if self._thumbs.get(ids[row]) is not before._thumbs.get(ids[row])}

    def _inputs(self) -> set[int]:
        """Where what one value sees is outlined."""
        scene = self._stage.scene
        return {row for row in self._stage.seen_nodes().tolist() if isinstance(scene.graph.nodes[scene.ids[row]].block, Input)}

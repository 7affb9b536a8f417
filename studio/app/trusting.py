"""Code that came with a project: seen and agreed to before it runs; what the person types here is agreed to by typing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.app.asking import Asking
from studio.app.consent_dialog import Piece, ask_consent, unwritten
from studio.app.document import Document
from studio.blocks.block import Block
from studio.blocks.python import TFSMLayer
from studio.graph.codes import codes
from studio.look import Look
from studio.project.consent import agree, agreed, carry


class Trusting(QObject):
    """Knows what of a project's code may run.

    Args:
        look: Theme and icons.
        document: Whose code.
        asking: Asks again what waited for consent.
        parent: The window.

    Attributes:
        agreed: The person agreed to code.
        failed: The agreement cannot be written down; carries the sentence.
    """

    agreed = Signal()
    failed = Signal(str)

    def __init__(self, look: Look, document: Document, asking: Asking, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._document, self._asking, self._window = look, document, asking, parent
        self._folder = document.folder

    def unseen(self) -> list[Piece]:
        """The code that nobody agreed to in this folder yet."""
        return [piece for piece in self._pieces() if not agreed(self._document.folder, piece.code)]

    def offer(self) -> None:
        """Shows the code that waits for consent, where there is some."""
        if self.unseen():
            ask_consent(self._look, self._document.folder, list(self._pieces()), self._window, self._answer)

    def _answer(self, may_run: bool, fault: str) -> None:
        if fault:
            self.failed.emit(fault)
        if may_run:
            self._asking.renew()
            self.agreed.emit()

    def typed(self, old: Any, new: Any) -> None:
        """Agrees to what was typed into code that was agreed to; a letter typed into a stranger's code says nothing about the rest."""
        before, now = (block.trusts if isinstance(block, Block) else "" for block in (old, new))
        if not now or now == before or not (isinstance(new, TFSMLayer) or agreed(self._document.folder, before)):
            return
        try:
            agree(self._document.folder, now)
        except OSError as error:
            self.failed.emit(unwritten(error))

    def follow_folder(self) -> None:
        """The project was saved in another folder: what was agreed to holds there."""
        try:
            carry(self._folder, self._document.folder, *(piece.code for piece in self._pieces()))
        except OSError as error:
            self.failed.emit(unwritten(error))
        self._folder = self._document.folder

    def _pieces(self) -> Iterator[Piece]:
        for name, graph in self._document.project.graphs.items():
            for where, code in codes(graph).items():
                yield Piece(f"{where} in {name}", code)

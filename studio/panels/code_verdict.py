"""What came of a block's code: what it gives, what is wrong with it, or that it waits for consent."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.blocks.block import Block, pictured
from studio.blocks.python import CodeBlock
from studio.graph.figures import Figures
from studio.graph.model import Node
from studio.look.buttons import Button
from studio.look.labels import label, set_role
from studio.look.look import Look
from studio.panels.form_view import FormView
from studio.panels.form_view.code_editor import CodeEditor

ASKING = "Keras is asked what it gives …"
NOTHING = "Lead a wire to it to see what it gives."


class CodeVerdict(QWidget):
    """Words in the colour of what they say; and a button where the code waits for consent.

    Args:
        look: Theme and icons.
        parent: The widget it lies in.

    Attributes:
        consent_asked: The person wants to see the code that has not been agreed to, and say whether it may run.
    """

    consent_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._run = label("", "quiet"), Button(look, "Read the code …", "code")
        self._words.setWordWrap(True)
        self._run.clicked.connect(self.consent_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(self._run)

    def show_node(self, node: Node, figures: Figures, form: FormView) -> None:
        """Shows what is known of a node's code, here and beside the code itself; of other nodes nothing."""
        shown = isinstance(node.block, CodeBlock) or (isinstance(node.block, Block) and bool(node.block.trusts))
        self.setVisible(shown)
        if not shown:
            return
        words, role = verdict(figures)
        self._words.setText(words)
        set_role(self._words, role)
        self._run.setVisible(bool(figures.asked and figures.refusal))
        if isinstance(node.block, CodeBlock) and isinstance(editor := form.row("code").editor, CodeEditor):
            editor.say(words, role)


def verdict(figures: Figures) -> tuple[str, str]:
    """What came of the code, and the role of the words."""
    if figures.refusal:
        return figures.refusal, "warning" if figures.asked else "bad"
    if figures.asked:
        return ASKING, "quiet"
    if figures.shape is None:
        return NOTHING, "quiet"
    weights = f", {figures.weights:,} weight{'s' if figures.weights > 1 else ''}" if figures.weights else ""
    return f"Checked: gives {pictured(figures.shape)}{weights}.", "good"

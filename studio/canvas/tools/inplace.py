"""Words that are written where they stand: a field over a comment or the title of a frame."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from studio.canvas.painting.notes import note_font, text_room
from studio.canvas.shown.stage import Stage

_SMALLEST = (120.0, 32.0)
_TITLE_HEIGHT, _TITLE_PAD = 24.0, 9.0  # of a field with its border, as the style sheet has it
_MARGIN = 4.0  # around the words of a comment


class InPlace(QObject):
    """Writes one note at a time: Escape, a click elsewhere, Enter in a title and Control with Enter in a comment end it.

    All of them keep what was written, for no key may throw words away; undo takes them back.

    Args:
        board: What it lies over.
        stage: What is shown.
        take: Takes the id of the note and its new words.
    """

    def __init__(self, board: QWidget, stage: Stage, take: Callable[[str, str], None]) -> None:
        super().__init__(board)
        self._board, self._stage, self._take = board, stage, take
        self._field: QLineEdit | QPlainTextEdit | None = None
        self._note = ""

    @property
    def note(self) -> str | None:
        """The id of the note that is being written."""
        return self._note if self._field is not None else None

    def begin(self, note_id: str) -> None:
        """Opens the words of a note."""
        self.end(keep=True)
        note = self._stage.scene.graph.notes[note_id]
        field: QLineEdit | QPlainTextEdit
        field = _Title(note.text, self._board) if note.kind == "frame" else _Words(note.text, self._board)
        self._note, self._field = note_id, field
        field.setAccessibleName("Title of the frame" if note.kind == "frame" else "Text of the comment")
        _dress(field, self._stage)
        field.installEventFilter(self)
        self.follow()
        field.show()
        field.setFocus()
        if isinstance(field, QLineEdit):
            field.selectAll()

    def end(self, *, keep: bool) -> None:
        """Closes the field and, where wanted, hands over what was written."""
        field, self._field = self._field, None
        if field is None:
            return
        words = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        field.removeEventFilter(self)
        focused = field.hasFocus()
        field.hide()
        field.deleteLater()
        if focused:
            self._board.setFocus()
        if keep:
            self._take(self._note, words)

    def follow(self) -> None:
        """Stays over the note wherever the board shows it; ends where the note is gone."""
        if self._field is None:
            return
        note = self._stage.scene.graph.notes.get(self._note)
        if note is None:
            self.end(keep=False)
            return
        self._field.setFont(note_font(self._stage, note))
        self._field.setGeometry(_around(text_room(self._stage, note), title=note.kind == "frame").toRect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ends at the keys that mean so, and when the keyboard goes elsewhere."""
        if watched is not self._field:
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.end(keep=True)
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _ends(event):
            event.accept()  # no shortcut of the board is meant
            return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape or (_ends(event) and (control or isinstance(self._field, QLineEdit))):
            self.end(keep=True)
        else:
            return False
        return True


def _ends(event: QKeyEvent) -> bool:
    """Whether a key may end the writing."""
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class _Title(QLineEdit):
    """One line, from which no key falls through to the board: Down would walk along its wires."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()


class _Words(QPlainTextEdit):
    """Several lines, which keep every key likewise."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        event.accept()


def _dress(field: QLineEdit | QPlainTextEdit, stage: Stage) -> None:
    """No frame of its own: the words stay where they stand, on the colour of fields."""
    palette = QPalette(field.palette())
    palette.setColor(QPalette.ColorRole.Base, QColor(stage.look.theme.field))
    palette.setColor(QPalette.ColorRole.Text, QColor(stage.look.theme.text))
    field.setPalette(palette)
    if isinstance(field, QLineEdit):
        field.setFrame(False)
        field.setTextMargins(0, 0, 0, 0)
        return
    field.setFrameShape(QFrame.Shape.NoFrame)
    field.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    field.setTabChangesFocus(True)
    field.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    field.document().setDocumentMargin(_MARGIN)
    field.moveCursor(QTextCursor.MoveOperation.End)


def _around(room: QRectF, *, title: bool) -> QRectF:
    """Where a field lies whose words stand in a room."""
    left, high = (_TITLE_PAD, _TITLE_HEIGHT) if title else (_MARGIN, max(room.height() + 2 * _MARGIN, _SMALLEST[1]))
    wide = max(room.width() + left + _MARGIN, _SMALLEST[0])
    return QRectF(room.left() - left, room.center().y() - high / 2 if title else room.top() - _MARGIN, wide, high)

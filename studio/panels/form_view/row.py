"""One field of a form on screen: label, editor, help where it is wanted, and what is wrong in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QAbstractSpinBox, QGridLayout, QLineEdit, QMenu, QWidget

from studio.forms import Field
from studio.look.buttons import IconButton
from studio.look.labels import Quiet, label
from studio.look.lettering import text_font
from studio.look.look import Look
from studio.panels.form_view.editor import Editor
from studio.panels.form_view.following import FollowEditor
from studio.panels.form_view.phrases import spoken

FIELD_HEIGHT = 24
GAP = 8
_CORNER, _BEHIND = 16, 4
_LONGEST_LIST = 18  # characters that a field has room for


class Offer(NamedTuple):
    """Something that the menu of a value offers.

    Attributes:
        words: As the menu says it; empty for a line between what stands before and after.
        deed: What it does.
        able: Whether it can be done now.
        checked: Whether it holds already.
    """

    words: str
    deed: Callable[[], Any] = lambda: None
    able: bool = True
    checked: bool = False


class Row(QWidget):
    """A field with its editor.

    Args:
        look: Theme and icons.
        field: What it edits.
        editor: Edits it.
        label_width: Room for the label and the small button behind it.
        offers: What its menu offers beside the way back to the default.
        parent: The widget it lies in.

    Attributes:
        edited: The person changed the value; carries the row and the value as typed.
        reached: The person is at this field now; carries the row.
        expression_set: The person wrote an expression that the value is to follow; carries the row and the expression.
    """

    edited = Signal(object, object)
    reached = Signal(object)
    expression_set = Signal(object, str)

    def __init__(
        self,
        look: Look,
        field: Field,
        editor: Editor,
        label_width: int,
        offers: Callable[[Row], Sequence[Offer]] = lambda _row: (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field, self.editor, self._offers, self._look = field, editor, offers, look
        self._label = label(field.label, "label")
        self._corner, self._linked = IconButton(look, "rotate-ccw", ""), False
        self._follow = FollowEditor(look)
        self._help, self._fault = Quiet(wrap=True), label("", "bad")
        self._fault.setWordWrap(True)
        self._lay_out(label_width)
        self._listen()
        self.describe("")
        self.show_faults(())

    def show_value(self, value: Any) -> None:
        """Shows a value in the editor, and the way back where it is not the default."""
        self.editor.show_value(value)
        self.mark(value)

    def show_differing(self, values: Sequence[Any]) -> None:
        """Shows that several things have different values here; one typed is meant for all of them."""
        self.editor.show_differing(listed(values))
        self.mark(*values)

    def mark(self, *values: Any) -> None:
        """Shows the way back to the default where any value is not the default."""
        known = self.field.default is not msgspec.NODEFAULT
        self._differs = known and any(value != self.field.default for value in values)
        if not self._linked:
            self._corner.setVisible(self._differs and not self.field.required)

    def show_following(self, expression: str, value: str, *, able: bool) -> None:
        """Shows which expression the value follows.

        Args:
            expression: Of a module's parameters; empty for none.
            value: What it comes to, in words.
            able: Whether there are parameters to follow.
        """
        self._linked = able
        words = "What this value follows" if able else f"Reset to {spoken(self.field.default)}"
        self._look.tint(self._corner, "link" if able else "rotate-ccw", "accent" if expression else "quiet", 12)
        self._corner.setToolTip(words)
        self._corner.setAccessibleName(f"{self.field.label}: {words[0].lower()}{words[1:]}")
        self._corner.setVisible(able or self._differs)
        self._follow.show_expression(expression, value)
        self._show_editor(not expression)

    def write_expression(self) -> None:
        """Lets the person write an expression in the place of the value."""
        self._show_editor(False)
        self._follow.write()

    def fields(self) -> tuple[QWidget, ...]:
        """Everything that takes the focus, from left to right, shown or not."""
        return (*self.editor.fields(), *self._follow.fields())

    def describe(self, words: str) -> None:
        """Shows help under the field, or takes it away."""
        self._help.setText(words)
        self._help.setVisible(bool(words))
        self.editor.set_reached(bool(words))

    def described(self) -> str:
        """The help that is shown; empty for none."""
        return self._help.text()

    def show_faults(self, faults: Sequence[str]) -> None:
        """Says what is wrong with the value, and gives the field a red edge; nothing for nothing."""
        self._fault.setText("\n".join(faults))
        self._fault.setVisible(bool(faults))
        self.editor.set_bad(bool(faults))

    def faults(self) -> str:
        """What is said to be wrong; empty for nothing."""
        return self._fault.text()

    def menu(self, target: QWidget | None = None) -> QMenu:
        """The context menu: what the field under the cursor offers itself, and what can be done with its value."""
        line = target.findChild(QLineEdit) if isinstance(target, QAbstractSpinBox) else target
        menu = line.createStandardContextMenu() if isinstance(line, QLineEdit) else QMenu(self)
        if not menu.isEmpty():
            menu.addSeparator()
        for offer in (self._reset_offer(), *self._offers(self)):
            _offer(menu, offer)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def reset(self) -> None:
        """Goes back to the default."""
        self.editor.show_value(self.field.default)
        self.edited.emit(self, self.field.default)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers what can be done with the value."""
        self.menu().popup(event.globalPos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells when a field is reached; a click counts when it ends, so that nothing moves under the mouse."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            if event.reason() != Qt.FocusReason.MouseFocusReason:
                self.reached.emit(self)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self.reached.emit(self)
        elif isinstance(event, QContextMenuEvent) and isinstance(watched, QWidget):
            self.menu(watched).popup(event.globalPos())
            return True
        return super().eventFilter(watched, event)

    def _reset_offer(self) -> Offer:
        known = self.field.default is not msgspec.NODEFAULT
        return Offer(f"Reset to {spoken(self.field.default) if known else 'the default'}", self.reset, known)

    def _press_corner(self) -> None:
        """The small button behind the label: back to the default, or the menu where there is more than one thing to do."""
        if self._linked:
            self.menu().popup(self._corner.mapToGlobal(QPoint(0, self._corner.height())))
        else:
            self.reset()

    def _show_editor(self, shown: bool) -> None:
        self.editor.setVisible(shown)
        self._follow.setVisible(not shown)
        if self.editor.below is not None and not shown:
            self.editor.below.hide()

    def _lay_out(self, label_width: int) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(1, _CORNER + _BEHIND)
        grid.setColumnStretch(2, 1)
        self._label.setFixedWidth(label_width - _CORNER - _BEHIND)
        self._label.setMinimumHeight(FIELD_HEIGHT)
        self._label.setWordWrap(True)
        self._label.setToolTip(self.field.help)
        self._corner.setFixedSize(_CORNER, _CORNER)
        self._corner.setStyleSheet("padding: 0")
        self._corner.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # one tab a value; the menu of the field offers the same
        grid.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._corner, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.editor, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._follow, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        for line, words in enumerate((self._help, self._fault), 1):
            words.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(words, line, 2)
        if self.editor.below is not None:
            grid.addWidget(self.editor.below, 3, 0, 1, 3)
        self.mark()
        self.show_following("", "", able=False)

    def _lift_corner(self, lifted: bool) -> None:
        """The small button stands at the field, or at the upper of two lines."""
        self._corner.setFixedHeight(FIELD_HEIGHT if lifted else _CORNER)
        self._grid.setAlignment(self._corner, Qt.AlignmentFlag.AlignTop if lifted else Qt.AlignmentFlag.AlignVCenter)

    def _listen(self) -> None:
        self._corner.clicked.connect(self._press_corner)
        self._follow.settled.connect(lambda expression: self.expression_set.emit(self, expression))
        self._follow.menu_asked.connect(lambda place: self.menu().popup(place))
        self._follow.stacked.connect(self._lift_corner)
        self._follow.given_up.connect(lambda: self._show_editor(not self._follow.expression()))
        self.editor.edited.connect(self._tell)
        self.editor.set_names(self.field.label, self.field.help)
        for field in self.editor.fields():
            for watched in (field, *field.findChildren(QLineEdit)):
                watched.installEventFilter(self)

    def _tell(self, value: Any) -> None:
        self.edited.emit(self, value)


def room_for(words: str) -> int:
    """The least room for a label, which breaks between words alone, and for the small button behind it."""
    metrics = QFontMetrics(text_font())
    return max((metrics.horizontalAdvance(word) for word in words.split()), default=0) + _CORNER + _BEHIND


def listed(values: Sequence[Any]) -> str:
    """What stands in place of differing values: all of them in order where they are few and short, else that there are several."""
    different = list(dict.fromkeys(values))
    words = ", ".join(dict.fromkeys(spoken(value) for value in different[:_LONGEST_LIST]))
    return words if len(different) <= _LONGEST_LIST and len(words) <= _LONGEST_LIST else "several"


def _offer(menu: QMenu, offer: Offer) -> None:
    if not offer.words:
        menu.addSeparator()
        return
    action = menu.addAction(offer.words)
    action.setEnabled(offer.able)
    action.setCheckable(offer.checked)
    action.setChecked(offer.checked)
    action.triggered.connect(lambda _checked=False: offer.deed())

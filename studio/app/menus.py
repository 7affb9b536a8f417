"""Menus of the board, and the sheet on which a node is edited in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from studio.app.node_popover import NodePopover
from studio.canvas.note_menu import note_menu
from studio.graph.module import Instance

if TYPE_CHECKING:
    from studio.app.workspace import Workspace

TAB = ("project.rename_graph", "project.remove_graph", "project.add_graph", "project.compare")
"""Ids of the actions in the menu of a drawing's tab."""
_EDIT = ("edit.cut", "edit.copy", "edit.duplicate", "edit.replace", "edit.delete")
_NODE = (*_EDIT, "", "edit.bypass", "edit.mute", "edit.lock", "", "edit.freeze", "edit.freeze_up_to", "", "edit.frame")
_MODULE = ("module.enter", "module.expand", "module.dissolve", "module.keep")
_BOARD = ("edit.paste", "edit.select_all", "", "edit.comment", "edit.knife", "", "view.fit", "arrange.lay_out")


class Menus(QObject):
    """What opens where a person presses the right button, presses twice, or presses Enter.

    Args:
        workspace: The window; its actions stand in the menus.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._of = workspace
        board = workspace.board
        board.menu_asked.connect(self.open_menu)
        board.note_menu_asked.connect(self.open_note_menu)
        board.opened.connect(self.edit_in_place)
        board.values_asked.connect(self.edit_in_place)
        board.rename_asked.connect(self.rename_in_place)

    def open_menu(self, node: str | None, place: QPoint) -> QMenu:
        """The menu of a node, or of the board."""
        if node is None:
            return self._open(_BOARD, place)
        block = self._of.document.graph.nodes[node].block
        several = len(self._of.board.selection) > 1
        own = (*_MODULE, "") if isinstance(block, Instance) and not several else ()
        more = ("edit.connect", "module.group", "") if several else ("module.group", "")
        return self._open((*own, *more, *_NODE), place)

    def open_note_menu(self, note: str, place: QPoint) -> None:
        """The menu of a comment or frame."""
        note_menu(self._of.board, note).popup(place)

    def edit_in_place(self, node: str) -> NodePopover:
        """Opens the sheet with a node's values beside its card."""
        document = self._of.document
        sheet = NodePopover(self._of.look, document.graph, node, self._of.board)
        sheet.block_changed.connect(self._of.setting.change)
        sheet.renamed.connect(self._of.setting.rename)
        sheet.binding_changed.connect(self._of.setting.bind)
        sheet.promote_asked.connect(self._of.setting.promote)
        follow = document.changed.connect(lambda _project: sheet.show_graph(document.graph))
        sheet.closed.connect(lambda: document.changed.disconnect(follow))
        sheet.open_beside(self._of.board.card_rect(node))
        return sheet

    def rename_in_place(self, node: str) -> None:
        """Opens the same sheet, ready for another name."""
        self.edit_in_place(node).focus_name()

    def _open(self, names: tuple[str, ...], place: QPoint) -> QMenu:
        menu = QMenu(self._of)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            if name:
                menu.addAction(self._of.actions_table[name])
            else:
                menu.addSeparator()
        menu.popup(place)
        return menu

"""What the properties panel changes: values of nodes and modules, and which inner values follow parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from studio.app.document import Document
from studio.blocks.block import Block
from studio.graph import edits
from studio.graph.edits import EditRefused
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance, Module
from studio.graph.modules.parameters import bind, promote, unpromote
from studio.graph.modules.used import replace_module
from studio.graph.named_values import as_module, of_module
from studio.graph.names import kind
from studio.graph.states import set_state
from studio.graph.training import freeze_to_depth, set_multiplier, set_trainable
from studio.panels.properties import PropertiesPanel


class Setting(QObject):
    """Makes edits of what is typed; letters of one value are one step to undo.

    Args:
        document: What is drawn.
        panel: Where the values stand.
        parent: The window.

    Attributes:
        refused: A value cannot be set; carries the sentence.
        changing: A node is about to hold something else because the person typed it; carries both.
    """

    refused = Signal(str)
    changing = Signal(object, object)

    def __init__(self, document: Document, panel: PropertiesPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._panel = document, panel
        document.changed.connect(self._show_place)
        panel.block_changed.connect(self.change)
        panel.blocks_changed.connect(self._change_several)
        panel.instance_changed.connect(self.change)
        panel.renamed.connect(self.rename)
        panel.bypassed.connect(self._bypass)
        panel.froze.connect(self._freeze)
        panel.paced.connect(self._pace)
        panel.depth_chosen.connect(self._freeze_to)
        panel.binding_changed.connect(self.bind)
        panel.promote_asked.connect(self.promote)
        panel.module_changed.connect(self._change_module)
        panel.refused.connect(self.refused)
        self._show_place()

    def change(self, node: str, block: Block | Instance) -> None:
        """Gives a node other values."""
        if (there := self._document.graph.nodes.get(node)) is not None:
            self.changing.emit(there.block, block)
        self._edit(f"Change {kind(block)}", lambda graph: edits.change(graph, node, block), f"change {node}")

    def rename(self, node: str, name: str) -> None:
        """Gives a node another name."""
        self._edit(f"Rename to {name}", lambda graph: edits.rename(graph, node, name))

    @property
    def module(self) -> Module | None:
        """The module whose inside is on the board."""
        place = self._document.place
        return place.instances(self._document.project)[-1].module if place.trail else None

    def _change_several(self, blocks: Mapping[str, Block | Instance]) -> None:
        def changed(graph: Graph) -> Graph:
            for node, block in blocks.items():
                graph = edits.change(graph, node, block)
            return graph

        self._edit(f"Change {len(blocks)} nodes", changed, f"change {' '.join(sorted(blocks))}")

    def _bypass(self, node: str, bypassed: bool) -> None:
        self._edit("Bypass" if bypassed else "Switch on", lambda graph: set_state(graph, [node], "bypassed" if bypassed else "on"))

    def _freeze(self, node: str, trainable: bool) -> None:
        self._edit("Unfreeze" if trainable else "Freeze", lambda graph: set_trainable(graph, [node], trainable))

    def _pace(self, node: str, multiplier: float) -> None:
        label = f"Learn at {multiplier:g} of the rate" if multiplier else "Freeze"
        self._edit(label, lambda graph: set_multiplier(graph, [node], multiplier), f"pace {node}")

    def _freeze_to(self, depth: int) -> None:
        """Freezes from the Input, or from a module's, to a depth; what passes by while the slider moves is one step to undo."""
        place = self._document.place
        given = place.entered(self._document.project).given if place.trail else None
        self._edit("Freeze to a depth", lambda graph: freeze_to_depth(graph, measure(graph, given=given), depth), "freeze to a depth")

    def bind(self, node: str, field: str, expression: str) -> None:
        """Lets a value follow an expression, or none any more."""
        if expression:
            self._redefine(f"Let {field} follow {expression}", lambda module: bind(module, node, field, expression))
        else:
            self._redefine(f"Let {field} follow nothing", lambda module: unpromote(module, node, field))

    def promote(self, node: str, field: str) -> None:
        """Makes a parameter of a value, which follows it."""
        self._redefine(f"Make {field} a parameter", lambda module: promote(module, node, field, field))

    def _change_module(self, module: Module, renamed: Mapping[str, str]) -> None:
        old = self.module
        if old is None:
            self._change_parameters(module)
        else:
            own = old.name == module.name  # which is another one where the module is made this instance's own
            self._redefine("Change the module", lambda now: replace(module, name=now.name) if own else module, renamed, _typed(old, module))

    def _change_parameters(self, drawing: Module) -> None:
        """Gives the drawing other parameters, which values of its nodes follow."""
        old = as_module(self._document.graph)
        label = f"Set {', '.join(_changed(old, drawing)) or 'parameters'}"
        self._redefine(
            label, lambda now: replace(now, parameters=drawing.parameters, bindings=drawing.bindings), merge=_typed(old, drawing)
        )

    def _redefine(self, label: str, change: Callable[[Module], Module], renamed: Mapping[str, str] | None = None, merge: str = "") -> None:
        """Changes the parameters of the drawing, or the module that is on the board, wherever it is used or in this one instance."""
        place = self._document.place
        if not place.trail:
            self._edit(label, lambda graph: of_module(change(as_module(graph))), merge)
            return
        try:
            project = place.apart(self._document.project)
            old = place.instances(project)[-1].module
            new = change(old)
            graphs = {name: replace_module(graph, old, new, renamed) for name, graph in project.graphs.items()}
            self._document.edit(label, replace(project, graphs=graphs), merge)
        except EditRefused as error:
            self.refused.emit(str(error))

    def _edit(self, label: str, change: Callable[[Graph], Graph], merge: str = "") -> None:
        try:
            self._document.edit_graph(label, change(self._document.graph), merge)
        except EditRefused as error:
            self.refused.emit(str(error))

    def _values(self) -> dict[str, Any]:
        """What the parameters are in the instance that was entered, where it stands, in its first repetition."""
        place = self._document.place
        return place.chosen(self._document.project) if place.trail else {}

    def _show_place(self, _project: object = None) -> None:
        """Says in whose inside one is, before the selection is shown anew."""
        module = self.module
        known = self._document.project.modules
        others = [name for name in known if module is None or name != module.name]
        self._panel.show_inside(module, others, self._values(), not self._document.place.manner(self._document.project).trainable)


def _typed(old: Module, new: Module) -> str:
    """What was typed of a module, so that its letters are one step to undo: a text, or the default of one parameter; else nothing."""
    for field in ("title", "help"):
        if replace(old, **{field: getattr(new, field)}) == new:
            return f"change {field} of {old.name}"
    changed = _changed(old, new)
    one = len(changed) == 1 and [parameter.name for parameter in new.parameters] == [parameter.name for parameter in old.parameters]
    return f"change {changed[0]} of {old.name}" if one else ""


def _changed(old: Module, new: Module) -> list[str]:
    """The parameters that are other ones, or were not there."""
    before = {parameter.name: parameter for parameter in old.parameters}
    return [parameter.name for parameter in new.parameters if before.get(parameter.name) != parameter]

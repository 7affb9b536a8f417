"""Bypassing, muting, locking and freezing the selected nodes."""

from collections.abc import Collection

from studio.canvas.gestures.gesture import named
from studio.canvas.tools.tool import Tool
from studio.graph.model import Graph, State
from studio.graph.states import set_locked, set_state
from studio.graph.training import freeze_up_to, has_weights, set_trainable

_VERBS: dict[State, str] = {"bypassed": "Bypass", "muted": "Mute"}


class Switching(Tool):
    """Switches states on and off; where some of several nodes have one, the others get it first."""

    def toggle(self, state: State) -> None:
        """Gives the selected nodes a state, or switches them on where all have it."""
        ids, graph = self._chosen()
        if not ids:
            return
        wanted: State = "on" if all(graph.nodes[node].state == state for node in ids) else state
        label = f"Switch {named(graph, ids)} on" if wanted == "on" else f"{_VERBS[state]} {named(graph, ids)}"
        self._surface.edit(label, lambda now: set_state(now, ids, wanted))

    def toggle_lock(self) -> None:
        """Locks the selected nodes, or unlocks them where all are locked."""
        ids, graph = self._chosen()
        if not ids:
            return
        wanted = not all(graph.nodes[node].locked for node in ids)
        self._surface.edit(f"{'Lock' if wanted else 'Unlock'} {named(graph, ids)}", lambda now: set_locked(now, ids, wanted))

    def toggle_frozen(self) -> None:
        """Freezes the selected nodes, or lets training change them again where all that have weights are frozen."""
        ids, graph = self._chosen()
        if not ids:
            return
        wanted = all(not graph.nodes[node].trainable for node in ids if has_weights(graph.nodes[node]))
        self._surface.edit(f"{'Unfreeze' if wanted else 'Freeze'} {named(graph, ids)}", lambda now: set_trainable(now, ids, wanted))

    def freeze_up_to(self) -> None:
        """Freezes the selected nodes and all that leads to them."""
        ids, graph = self._chosen()

        def frozen(now: Graph) -> Graph:
            for node in ids:
                now = freeze_up_to(now, node)
            return now

        if ids:
            self._surface.edit(f"Freeze up to {named(graph, ids)}", frozen)

    def _chosen(self) -> tuple[Collection[str], Graph]:
        stage = self._stage
        if not stage.selection:
            self._surface.refuse("No node is selected. Select the nodes first.")
        return [node for node in stage.scene.ids if node in stage.selection], self._graph

"""Bypassing, muting and locking the selected nodes."""

from collections.abc import Collection

from studio.canvas.gestures import named
from studio.canvas.tool import Tool
from studio.graph.model import Graph, State
from studio.graph.states import set_locked, set_state

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

    def _chosen(self) -> tuple[Collection[str], Graph]:
        stage = self._stage
        if not stage.selection:
            self._surface.refuse("No node is selected. Select the nodes first.")
        return [node for node in stage.scene.ids if node in stage.selection], self._graph

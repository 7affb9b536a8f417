"""What is looked at live: the network that is drawn, the node that is selected, the image that was picked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from studio.app.document import Document
from studio.app.pictures import has_filters
from studio.compile.plan import Plan
from studio.compile.planner import PlanError, plan
from studio.graph.model import Graph
from studio.messages.orders import AttackSpec, ImageChoice, Show, Watch, Weights
from studio.project.project import Project

WATCH_DELAY_MS = 25
SHOW_DELAY_MS = 120


class Inspection(QObject):
    """Tells the worker what is on screen; sends only what changed, and only the newest.

    Args:
        document: Whose network is inspected.
        send: Takes orders to the worker.
        seen: Says which of the panels `filters`, `feature_maps` and `adversarial` can be seen now.
        parent: The window.
    """

    def __init__(self, document: Document, send: Callable[[Any], None], seen: Callable[[str], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._send, self._seen = document, send, seen
        self.node: str | None = None
        self.close_up: str | None = None
        self.image = ImageChoice()
        self.attack = AttackSpec()
        self.times = False
        self.budget = 0.02
        self.run: str | None = None
        self.weights: Weights = "best"
        self._planned: tuple[Graph, str, Plan | None] | None = None
        self._shown: Show | None = None
        self._watched: Watch | None = None
        self._watching = _timer(self, WATCH_DELAY_MS, self._watch)
        self._showing = _timer(self, SHOW_DELAY_MS, self._show)

    def renew(self) -> None:
        """Something that is watched may have changed: the selection, the image, a tab, epsilon."""
        self._watching.start()

    def look_elsewhere(self) -> None:
        """Other nodes may have the same ids: all that is watched is asked for anew."""
        self._watched = None
        self._send(Watch())
        self.renew()

    def renew_network(self) -> None:
        """The drawing, the data or the run may have changed."""
        self._showing.start()
        self._watching.start()

    def replan(self) -> None:
        """More is known of the drawing than when it was last planned."""
        self._planned = None
        self.renew_network()

    def look_at(self, file: Path | None) -> None:
        """Looks at a picture file from now on; None for the image of the data that was looked at before."""
        self.image = replace(self.image, file=None if file is None else str(file))
        self.renew()

    def choose_run(self, run: str | None, weights: Weights = "best") -> None:
        """Looks at the weights of a run from now on; None for fresh ones."""
        self.run, self.weights = run, weights
        self.renew_network()

    def forget(self) -> None:
        """A new worker knows nothing: everything is sent again."""
        self._shown = self._watched = None
        self.renew_network()

    def close(self) -> None:
        """Sends nothing any more."""
        self._watching.stop()
        self._showing.stop()

    def _show(self) -> None:
        planned = self._plan()
        if planned is None:
            return
        order = Show(
            project=str(self._document.folder),
            plan=planned,
            data=self._document.project.data,
            run=self.run,
            weights=self.weights,
            seed=self._document.project.recipe.seed,
        )
        if order != self._shown:
            self._shown = order
            self._send(order)

    def _watch(self) -> None:
        node = None if self.node is None else self._document.path(self.node)
        order = Watch(
            maps=node if self._seen("feature_maps") else self._near(),
            filters=node if self._slides_filters() and (self._seen("filters") or self._seen("feature_maps")) else None,
            weights=node,
            attack=self.attack if self._seen("adversarial") else None,
            thumbnails=self._cards(),
            times=self.times,
            image=self.image,
            budget=self.budget,
        )
        if order != self._watched:
            self._watched = order
            self._send(order)

    def look_closer(self, node: str | None) -> None:
        """A card has room for more than its thumbnail, or none has any more."""
        self.close_up = node
        self.renew()

    def _near(self) -> str | None:
        near = self.close_up
        return self._document.path(near) if near is not None and near in self._document.graph.nodes else None

    def _plan(self) -> Plan | None:
        """The network as it is drawn, or None while something stops it from being one; made once for each drawing."""
        project = self._document.project
        title = network_title(project)
        if self._planned is None or self._planned[0] is not project.graph or self._planned[1] != title:
            self._planned = (project.graph, title, _planned(project))
        return self._planned[2]

    def _slides_filters(self) -> bool:
        node = self._document.graph.nodes.get(self.node or "")
        return node is not None and has_filters(node.block)

    def _cards(self) -> tuple[str, ...]:
        """What is shown and has an output of its own or of a layer inside it."""
        planned = self._plan()
        if planned is None:
            return ()
        known = {step.node for step in planned.steps} | planned.made.keys() | {planned.outlet}
        return tuple(path for node in self._document.graph.nodes if (path := self._document.path(node)) in known)


def network_title(project: Project) -> str:
    """What the worker calls the network that is shown: in another drawing nodes may have the same ids, so answers tell whose they are."""
    return project.title if len(project.graphs) == 1 else f"{project.title}, {project.shown}"


def _planned(project: Project) -> Plan | None:
    try:
        return plan(project.graph, network_title(project))
    except PlanError:
        return None


def _timer(parent: QObject, interval: int, deed: Callable[[], None]) -> QTimer:
    timer = QTimer(parent, singleShot=True, interval=interval)
    timer.timeout.connect(deed)
    return timer

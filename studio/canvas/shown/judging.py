"""What a wire that is being drawn may meet: every port is judged by the rules, once a gesture."""

from typing import NamedTuple

from studio.blocks.block import ShapeError, pictured
from studio.canvas.shown.scene import Scene
from studio.graph import edits, paths
from studio.graph.model import Wire
from studio.graph.rules import circle_words, free_port, inputs_of, refusal, shape_with


class Verdict(NamedTuple):
    """What the wire meets.

    Attributes:
        source: Id of the node it would leave.
        target: Id of the node it would reach.
        port: The input it would take.
        outlet: The output it would leave.
        place: Where the loose end would lie on the board.
        reason: Why not, in a whole sentence; empty where it fits.
        shape: What would come out of the target; empty where that is unknown.
    """

    source: str
    target: str
    port: int
    outlet: int
    place: tuple[float, float]
    reason: str
    shape: str


class Judge:
    """Judges where the loose end of a wire may go.

    Args:
        scene: The drawing.
        row: Of the card at the fast end.
        port: At the fast end; outputs are -1 and below.
        lifted: The wire that is led elsewhere, where there is one.

    Attributes:
        row: Of the card at the fast end.
    """

    def __init__(self, scene: Scene, row: int, port: int, lifted: Wire | None = None) -> None:
        self._scene, self.row, self._port, self._lifted = scene, row, port, lifted
        self.graph = scene.graph if lifted is None else edits.disconnect(scene.graph, lifted)
        self._verdicts: dict[tuple[int, int], Verdict] = {}
        ways = paths.before if port < 0 else paths.after
        self._round = frozenset(ways(self.graph, [scene.ids[row]]))

    @property
    def forward(self) -> bool:
        """Whether the loose end looks for an input."""
        return self._port < 0

    def ports(self, row: int) -> range:
        """The ports of a card that the loose end could look for."""
        return range(self._scene.inputs(row)) if self.forward else range(-self._scene.outputs(row), 0)

    def best(self, row: int, height: float) -> Verdict:
        """The verdict on a card: on the port nearest to a height among those that fit; where none does, on the nearest.

        Args:
            row: Of the card.
            height: Of the cursor on the board.
        """
        ports = sorted(self.ports(row), key=lambda port: abs(self._scene.port(row, port)[1] - height))
        found = [self.of(row, port) for port in ports] or [self.of(row, 0 if self.forward else -1)]
        return next((verdict for verdict in found if not verdict.reason), found[0])

    def fits(self, row: int, port: int) -> bool:
        """Whether the loose end may go to a port."""
        return port in self.ports(row) and not self.of(row, port).reason

    def of(self, row: int, port: int) -> Verdict:
        """The verdict on one port; the rules are asked once for each."""
        if (row, port) not in self._verdicts:
            self._verdicts[row, port] = self._judged(row, port)
        return self._verdicts[row, port]

    def _judged(self, row: int, port: int) -> Verdict:
        scene, here, there = self._scene, self._scene.ids[self.row], self._scene.ids[row]
        source, target = (here, there) if self.forward else (there, here)
        inlet, outlet = (port, -1 - self._port) if self.forward else (self._port, -1 - port)
        verdict = Verdict(source, target, inlet, outlet, scene.port(row, port), "", "")
        if self._stays(verdict):
            return verdict
        if inputs_of(self.graph.nodes[target].block) is None:
            verdict = self._next(verdict, row)
        return self._ruled(verdict, circle=there in self._round)

    def _stays(self, verdict: Verdict) -> bool:
        """Whether the lifted wire would be where it was, or at another of the inputs that its node keeps in order."""
        wire = self._lifted
        if wire is None or (wire.source, wire.target, wire.outlet) != (verdict.source, verdict.target, verdict.outlet):
            return False
        return wire.port == verdict.port or inputs_of(self.graph.nodes[wire.target].block) is None

    def _next(self, verdict: Verdict, row: int) -> Verdict:
        """Blocks with many inputs take a wire at the next one; it is put in order after that."""
        port = free_port(self.graph, verdict.target) or 0
        place = self._scene.port(row, min(port, self._scene.inputs(row) - 1)) if self.forward else verdict.place
        return verdict._replace(port=port, place=place)

    def _ruled(self, verdict: Verdict, circle: bool) -> Verdict:
        measured, nodes, (source, target, port, outlet) = self._scene.measured, self.graph.nodes, verdict[:4]
        reason = refusal(self.graph, source, target, port, outlet=outlet, free=True)
        if circle and not reason:
            reason = circle_words(nodes[source], nodes[target])
        if reason:
            return verdict._replace(reason=reason)
        try:
            shape = shape_with(self.graph, source, target, port, measured, outlet) if measured.figures else None
        except ShapeError as error:
            return verdict._replace(reason=str(error))
        return verdict._replace(shape=pictured(shape) if shape else "")

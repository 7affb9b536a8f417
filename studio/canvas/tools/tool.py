"""What is done to the drawing other than with the mouse."""

from studio.canvas.gestures.gesture import Surface
from studio.canvas.shown.stage import Stage
from studio.graph.model import Graph


class Tool:
    """Base of all tools of a board.

    Args:
        surface: The board.
    """

    def __init__(self, surface: Surface) -> None:
        self._surface = surface

    @property
    def _stage(self) -> Stage:
        return self._surface.stage

    @property
    def _graph(self) -> Graph:
        return self._stage.scene.graph

"""A program of its own: opens the window as `abyss lenet5` does; says when it was painted and what memory it took, and closes it."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer

from studio.app import start
from studio.app.window import Window

_LINGER_MS = 3000  # the worker is up by then, and has been shown the network


class Painted(Window):
    """The window, with an eye on its first paint event; Qt paints what lies in it in the same go."""

    _seen = False

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self._say)
        return super().event(event)

    def _say(self) -> None:
        painted = time.monotonic() - float(sys.argv[2])
        QTimer.singleShot(_LINGER_MS, self, lambda: self._leave(painted))

    def _leave(self, painted: float) -> None:
        sys.stdout.write(f"{painted} {_most_memory()}\n")
        self.close()


def _most_memory() -> float:
    """Megabytes that this process held in memory at most; not a number where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), float("nan"))


if __name__ == "__main__":
    start.Window = Painted
    sys.exit(start.open_window(sys.argv[1]))

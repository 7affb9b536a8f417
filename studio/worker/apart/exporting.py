"""Makes one export in a process of its own, so that a training goes on meanwhile: the order comes in, events go out."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from typing import IO, Any

from studio.messages import framed
from studio.messages.events import Refused
from studio.messages.orders import Export
from studio.worker import devices
from studio.worker.browsing import Feeds
from studio.worker.desk import EXPECTED
from studio.worker.exporting import exported


def main() -> int:
    """Obeys the order on standard input."""
    pipe = _own_output()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what is half written is taken away on the way out
    devices.prepare()
    order: Export = framed.read(sys.stdin.buffer)
    framed.write(pipe, _obeyed(order, pipe))
    return 0


def _obeyed(order: Export, pipe: IO[bytes]) -> Any:
    """The event that answers the order."""
    feeds = Feeds(lambda event: framed.write(pipe, event), lambda: None)
    try:
        return exported(order, feeds.of, tell=lambda event: framed.write(pipe, event))
    except EXPECTED as error:
        return Refused(order="Export", text=str(error), run=order.run)
    except Exception as error:  # noqa: BLE001  # the border of a process
        traceback.print_exc()
        text = f"Export failed in the worker: {type(error).__name__}: {error}. The console has the whole story."
        return Refused(order="Export", text=text, run=order.run)


def _own_output() -> IO[bytes]:
    """Standard output for events alone: what libraries print goes where errors go."""
    pipe = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return pipe


if __name__ == "__main__":
    sys.exit(main())

"""Starts the worker: listens first, then loads TensorFlow, then works."""

from __future__ import annotations

import argparse
import faulthandler
import os
import signal
import sys
import time
from pathlib import Path

from studio.messages.events import Died, Loading, Printed, State
from studio.messages.meeting import Meeting, announce, local_address, sweep, withdraw
from studio.messages.orders import Shutdown
from studio.worker.line import Line
from studio.worker.printing import Printing

MISSING = 3  # exit status where TensorFlow cannot be loaded
_STARTED = time.monotonic()


def main() -> int:
    """Runs the worker and gives its exit status."""
    given = _arguments()
    faulthandler.enable()
    sweep(given.place)
    line = Line(local_address(given.place, os.getpid()), local=given.local)
    printing = Printing(given.log, lambda text: line.tell(Printed(text=text)))
    signal.signal(signal.SIGTERM, lambda *_: line.give(Shutdown()))
    line.tell(State(phase="loading"))
    line.tell(Loading(stage="Loading TensorFlow"))
    try:
        announce(given.place, Meeting(pid=os.getpid(), address=line.address, log=str(given.log), key=line.key))
        return _work(line)
    finally:
        withdraw(given.place, os.getpid())
        sys.stdout.flush()
        printing.close()
        line.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m studio.worker", description="Trains for a window or the command line, which start it.")
    parser.add_argument("place", type=Path, help="file that says where the worker listens")
    parser.add_argument("log", type=Path, help="file that standard output and error are opened on")
    parser.add_argument("--loopback", dest="local", action="store_false", help="listen on a loopback port with CURVE keys")
    return parser.parse_args()


def _work(line: Line) -> int:
    try:
        from studio.worker import devices
        from studio.worker.desk import Desk
    except ImportError as error:
        line.tell(Died(text=_missing(error), again=False))
        line.wait_for_window()
        return MISSING
    devices.prepare()
    line.tell(Loading(stage="Looking for devices"))
    line.tell(devices.ready(_STARTED))
    Desk(line).run()
    return 0


def _missing(error: ImportError) -> str:
    name = (error.name or "a module").partition(".")[0]
    return f"The worker cannot start: {name} cannot be loaded. Received: {error}. Mend it: {sys.executable} -m pip install {name}"


if __name__ == "__main__":
    sys.exit(main())

"""Answers what a layer gives: `python -m studio.worker.answering`, a line in, a line out, until its standard input ends.

A process beside the worker that trains: layers that are made draw from the random numbers that make a training repeatable, and code that
hangs or crashes takes nothing along. What that code prints goes to standard error.
"""

from __future__ import annotations

import os
import sys
from typing import IO

import msgspec

from studio.messages.asking import Ask, read_asked, written


def main() -> int:
    """Answers until nobody asks any more; the exit status."""
    answers = _alone_on_the_line()
    from studio.worker.answers import answered  # takes seconds
    from studio.worker.packages import offered

    for line in sys.stdin.buffer:
        try:
            order = read_asked(line)
        except msgspec.MsgspecError:
            continue
        answers.write(written(answered(order.question) if isinstance(order, Ask) else offered(order.module)))
        answers.flush()
    return 0


def _alone_on_the_line() -> IO[bytes]:
    """Standard output for answers alone: whatever else is printed goes to standard error."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


if __name__ == "__main__":
    sys.exit(main())

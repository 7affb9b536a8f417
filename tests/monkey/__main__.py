"""Plays game after game and ends at the first fault: `python -m tests.monkey [--minutes 60] [--seed N] [--steps N]`."""

from __future__ import annotations

import argparse
import faulthandler
import os
import sys
import time
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

SEEDS = Path(__file__).with_name("seeds.txt")
STEPS = 400
_HUNG = 60  # seconds without the end of a step, after which it is told where everything stands


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.monkey", description="Random gestures and keys against a real window.")
    parser.add_argument("--minutes", type=float, help="so long, game after game; without it one game is played")
    parser.add_argument("--seed", type=int, default=1, help="of the first game; each further one counts on")
    parser.add_argument("--steps", type=int, default=STEPS, help=f"of a game; {STEPS} where not given")
    parser.add_argument("--kept", action="store_true", help=f"play the games of {SEEDS.name} instead")
    parser.add_argument("--on", action="store_true", help="go on with the next game after a fault")
    parser.add_argument("--quiet", action="store_true", help="tell of faults alone")
    given = parser.parse_args()
    _prepare()
    return _play(given)


def kept() -> Iterator[tuple[int, int]]:
    """Seed and steps of the games that once found a fault."""
    for line in SEEDS.read_text(encoding="utf-8").splitlines():
        words = line.partition("#")[0].split()
        if words:
            yield int(words[0]), int(words[1])


def _play(given: argparse.Namespace) -> int:
    from PySide6.QtWidgets import QApplication

    from tests.monkey.play import played

    _app = QApplication([])
    began, faults, done = time.monotonic(), 0, 0
    for seed, steps in _games(given, began):
        fault = played(seed, steps, (lambda _words: _alive()) if given.quiet else _tell)
        _write(f"Game {seed} ends after {fault.step if fault else steps} steps, {time.monotonic() - began:.0f} s since the first began.")
        done += fault.step if fault else steps
        faults += fault is not None
        if fault is not None:
            _write("\n  ".join((f"Seed {fault.seed}, step {fault.step}:", *fault.done, fault.words)))
            if not given.on:
                break
    _write(f"{done:,} steps in {(time.monotonic() - began) / 60:.1f} minutes, {faults} faults.")
    return 1 if faults else 0


def _games(given: argparse.Namespace, began: float) -> Iterator[tuple[int, int]]:
    if given.kept:
        yield from kept()
        return
    for seed in count(given.seed):
        yield seed, given.steps
        if given.minutes is None or time.monotonic() - began > given.minutes * 60:
            return


def _prepare() -> None:
    """No screen, the same order of sets every time, warnings as errors, and a word where everything hangs."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.monkey", *sys.argv[1:]])
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    warnings.simplefilter("error")
    faulthandler.enable()
    _alive()


def _alive() -> None:
    faulthandler.dump_traceback_later(_HUNG, exit=True)


def _tell(words: str) -> None:
    _alive()
    _write(words)


def _write(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

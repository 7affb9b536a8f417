"""Speed, as a table: `python -m tests.benchmarks [names …] [--quick]`; nothing is asserted, for a machine may be busy."""

import argparse
import importlib
import os

from tests.benchmarks.table import head, machine, show

NAMES = (
    "start",
    "board",
    "rival",
    "editing",
    "graph",
    "samples",
    "opening",
    "program",
    "model",
    "compiled",
    "separable",
    "training",
    "latency",
    "preview",
    "attack",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Prints a table of figures and ratios.")
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help=f"which rows: {', '.join(NAMES)}; all where none is given")
    parser.add_argument("--quick", action="store_true", help="fewer turns, for a first look")
    given = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    show([head(), machine()])
    for name in given.names or NAMES:
        show(importlib.import_module(f"tests.benchmarks.{name}").rows(given.quick))


if __name__ == "__main__":
    main()

"""Opens file after file: `python -m tests.fuzz [--count 3000] [--seed 0]`; the seed of a fault makes the same file again."""

from __future__ import annotations

import argparse
import sys
import traceback
from collections import Counter

from tests.fuzz.cases import KINDS
from tests.fuzz.opening import tried


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Damaged and hostile models and programs are opened.")
    parser.add_argument("--count", type=int, default=3000, help="of files")
    parser.add_argument("--seed", type=int, default=0, help="of the first; each further one counts on")
    parser.add_argument("--kind", choices=KINDS, help="of files; all where not given")
    given = parser.parse_args()
    came = Counter[tuple[str, str]]()
    for seed in range(given.seed, given.seed + given.count):
        if given.kind and KINDS[seed % len(KINDS)] != given.kind:
            continue
        came[KINDS[seed % len(KINDS)], _came(seed)] += 1
    for (kind, what), times in sorted(came.items()):
        sys.stdout.write(f"{kind:8}{what:10}{times:6}\n")
    return int(any(what == "fault" for _, what in came))


def _came(seed: int) -> str:
    try:
        return tried(seed)
    except Exception:  # noqa: BLE001  # the border: whatever a file brings about
        sys.stdout.write(f"Seed {seed}:\n{traceback.format_exc()}\n")
        return "fault"


if __name__ == "__main__":
    sys.exit(main())

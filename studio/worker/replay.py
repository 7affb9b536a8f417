"""Finishes an export and predicts with it, as a program of its own without the studio: `python -I replay.py`, its task on standard input.

It imports nothing of the studio, so that what it loads cannot lean on the studio either. TensorFlow is loaded before the task is read: the
studio meanwhile writes the export.
"""

from __future__ import annotations

import json
import runpy
import statistics
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow  # noqa: F401  # takes seconds, and every format needs it

MARK = "abyss_export.json"
CANNOT = 3  # exit status where the network cannot be converted
_PIECE = 32  # images at a time
_MOST, _SECONDS = 50, 1.0  # how often, and how long, one image is predicted


def main(task: dict[str, str]) -> None:
    """Converts where the format wants it, then writes what the exported network says of images and how long one takes."""
    folder = Path(task["folder"])
    mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
    name, _, variant = mark["format"].partition("-")
    functions = runpy.run_path(str(Path(__file__).parent / "formats" / f"{name}.py"))
    if "convert" in functions:
        _convert(functions["convert"], Path(task["material"]), folder, variant)
    predict, images = functions["load"](folder, mark["output"]), np.load(task["images"])
    answers = [np.asarray(predict(images[at : at + _PIECE])) for at in range(0, len(images), _PIECE)]
    np.savez(task["answer"], answers=np.concatenate(answers), milliseconds=milliseconds(lambda: predict(images[:1])))
    if "studio" in sys.modules:
        sys.exit("it leans on the studio, which is not there where it goes")


def milliseconds(deed: Callable[[], Any]) -> float:
    """How long it takes, the middle one of several times; the first times, which are longer, do not count."""
    times: list[float] = []
    deed()
    begun = time.perf_counter()
    while not times or (len(times) < _MOST and time.perf_counter() - begun < _SECONDS):
        start = time.perf_counter()
        deed()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def _convert(convert: Callable[..., None], material: Path, folder: Path, variant: str) -> None:
    try:
        convert(material, folder, variant)
    except Exception as error:  # noqa: BLE001  # the border of the process: whatever the converter raises
        traceback.print_exc()
        sys.stderr.write(str(error).strip().partition("\n")[0] + "\n")  # why it ends, in its last line
        sys.exit(CANNOT)


if __name__ == "__main__":
    main(json.load(sys.stdin))

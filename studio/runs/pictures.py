"""The picture of a run: what its network makes of one image, kept as a snapshot at the end of every epoch."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from studio.runs.figures import Snapshot
from studio.runs.listing import list_runs, run_folder
from studio.runs.reader import RunReader
from studio.runs.store import RunError

PICTURE = "picture"

Picture = NDArray[np.float32]  # (height, width), signed


def picture_snapshot(step: int, picture: NDArray[Any]) -> Snapshot:
    """A snapshot that holds a picture, (height, width)."""
    payload = io.BytesIO()
    np.save(payload, np.asarray(picture, np.float32), allow_pickle=False)
    return Snapshot(step, PICTURE, payload.getvalue())


def read_picture(snapshot: Snapshot) -> Picture:
    """The picture in a snapshot.

    Raises:
        RunError: It holds none.
    """
    try:
        found = np.load(io.BytesIO(snapshot.payload), allow_pickle=False)
    except (ValueError, OSError, EOFError) as error:
        raise RunError(f"The snapshot after batch {snapshot.step} holds no picture. Received: {error}") from error
    if not isinstance(found, np.ndarray) or found.ndim != 2 or not found.size:
        raise RunError(f"The snapshot after batch {snapshot.step} holds no picture. Expected: an array (height, width).")
    return found.astype(np.float32)


def newest_picture(project: Path) -> Picture | None:
    """The latest picture of a project's newest run that has one."""
    for run in reversed(list_runs(project)):
        try:
            with RunReader(run_folder(project, run.id)) as reader:
                pictures = reader.snapshots(PICTURE)
            if pictures:
                return read_picture(pictures[-1])
        except RunError:
            continue  # the table of runs says what is wrong with it
    return None

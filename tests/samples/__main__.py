"""Writes the project files of the samples: `python -m tests.samples`. Their lessons are written by hand."""

from __future__ import annotations

import sys

from studio import paths
from studio.project import file
from tests.samples.projects import projects

if __name__ == "__main__":
    for name, made in projects().items():
        folder = paths.samples() / name
        folder.mkdir(exist_ok=True)
        file.write(folder, made())
        sys.stdout.write(f"{folder / file.FILE}: {(folder / file.FILE).stat().st_size:,} bytes\n")

"""The sample LeNet-5 as the benchmarks use it: a project in a home of its own, and the network that is trained."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.compile.plan import Plan
from studio.compile.planner import plan
from studio.project import file
from studio.project.project import Project
from studio.project.samples import open_sample


@contextmanager
def home() -> Iterator[Path]:
    """A folder of its own for settings, projects and caches, gone afterwards."""
    before = os.environ.get("ABYSS_HOME")
    with tempfile.TemporaryDirectory(prefix="abyss-", ignore_cleanup_errors=True) as folder:
        os.environ["ABYSS_HOME"] = folder
        try:
            yield Path(folder)
        finally:
            del os.environ["ABYSS_HOME"]
            if before is not None:
                os.environ["ABYSS_HOME"] = before


@contextmanager
def sample() -> Iterator[Path]:
    """The folder of a fresh copy of the sample."""
    with home():
        yield open_sample("lenet5")


def opened(folder: Path) -> tuple[Project, Plan]:
    """The project in a folder and the network that it draws."""
    project = file.read(folder)
    return project, plan(project.graph, project.title)

"""Sample projects, new projects, and what a person may mean by a project's name."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

from studio import paths
from studio.blocks.ends import Input, Output
from studio.data.data import Data
from studio.data.facts import DataError, facts
from studio.data.sources import Mnist, Source
from studio.forms import FormError
from studio.graph import edits
from studio.graph.cards import COLUMN
from studio.graph.model import Graph
from studio.project import file
from studio.project.errors import ProjectError
from studio.project.project import Project
from studio.project.safe_write import write_text

_LESSON = "README.md"
_ORDER = "order.txt"


class Sample(NamedTuple):
    """A project that travels with the product, with a lesson.

    Attributes:
        name: Its folder's name, as the command line takes it.
        title: The lesson's heading.
        summary: The lesson's first paragraph.
        lesson: All of it, as Markdown.
        folder: Where it lies; opened only as a copy.
    """

    name: str
    title: str
    summary: str
    lesson: str
    folder: Path


def samples() -> tuple[Sample, ...]:
    """All samples, in the order in which they teach; those that have no place in it come last, by name."""
    order = (paths.samples() / _ORDER).read_text(encoding="utf-8").split()
    names = {path.parent.name for path in paths.samples().glob(f"*/{file.FILE}")}
    taught = [name for name in order if name in names]
    return tuple(_sample(paths.samples() / name) for name in (*taught, *sorted(names - set(taught))))


def open_sample(name: str, fresh: bool = False) -> Path:
    """The folder of the user's own copy of a sample.

    Args:
        name: The sample's name.
        fresh: Whether to make a new copy even where there is one.

    Raises:
        ProjectError: There is no such sample, or it cannot be copied.
    """
    known = {sample.name: sample for sample in samples()}
    if name not in known:
        raise ProjectError([f"There is no sample {name}. Expected: one of {', '.join(known)}."])
    copy = paths.projects() / name
    if not fresh and (copy / file.FILE).exists():
        return copy
    return _copied(known[name].folder, _free(name))


def new_project(title: str = "Untitled", source: Source | None = None) -> Path:
    """The folder of a new project: an Input that takes the images of the source, and an Output.

    Args:
        title: What people call it; the folder is named after it.
        source: Where the images come from; MNIST where nothing is said.

    Raises:
        ProjectError: It cannot be written.
    """
    folder = free_folder(title)
    project = Project(title=title, data=Data().replace(source=source or Mnist()))
    file.write(folder, project.with_graph(_beginning(project.data)))
    return folder


def resolve(text: str) -> Path:
    """The project folder that a person means: a folder, its project file, or the name of a sample.

    Raises:
        ProjectError: It is none of these.
    """
    path = paths.meant(text)
    folder = (path.parent if path.name == file.FILE else path).resolve()
    known = [sample.name for sample in samples()]
    if folder.parent == paths.samples().resolve() and folder.name in known:
        return open_sample(folder.name)  # nothing is ever written beside the shipped one
    if os.path.isfile(folder / file.FILE):  # noqa: PTH113 - Path.is_file raises where a name is too long or a folder out of reach
        return folder
    if text in known:
        return open_sample(text)
    raise ProjectError([f"{text} is no project. Expected: a folder with a {file.FILE}, or the name of a sample: {', '.join(known)}."])


def lesson(folder: Path) -> str:
    """The lesson in a project's folder, as Markdown; empty where there is none that can be read."""
    try:
        return (folder / _LESSON).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def copy_lesson(source: Path, target: Path) -> None:
    """Puts the lesson of one project folder into another; nothing where there is none, or one already.

    Raises:
        ProjectError: It cannot be written.
    """
    told = lesson(source)
    if told and not (target / _LESSON).exists():
        write_text(target / _LESSON, told)


def write_lesson(folder: Path, told: str) -> None:
    """Puts a lesson into a project's folder; raises ProjectError where it cannot be written."""
    write_text(folder / _LESSON, told)


def free_folder(title: str) -> Path:
    """A folder in the user's projects that is not there yet, named after a title."""
    return _free(_slug(title))


def _sample(folder: Path) -> Sample:
    told = lesson(folder) or f"# {folder.name}\n"
    heading, _, rest = told.strip().partition("\n")
    summary = " ".join(rest.strip().partition("\n\n")[0].split())
    return Sample(folder.name, heading.lstrip("# "), summary, told, folder)


def _beginning(data: Data) -> Graph:
    try:
        block = Input(shape=facts(data.source).shape)
    except (DataError, FormError):  # told in the data panel, where it can be mended
        block = Input()
    graph, _ = edits.add(Graph(), block, (0.0, 0.0))
    return edits.add(graph, Output(), (4.0 * COLUMN, 0.0))[0]


def _copied(folder: Path, target: Path) -> Path:
    try:
        return Path(shutil.copytree(folder, target, copy_function=shutil.copyfile))  # made now, not when the shipped one was
    except (OSError, shutil.Error) as error:
        shutil.rmtree(target, ignore_errors=True)  # half a copy would be taken for a project
        text = f"The sample {folder.name} cannot be copied to {target}: {error}. Free some space, or allow writing there."
        raise ProjectError([text]) from error


def _free(name: str) -> Path:
    """A folder in the user's projects that is not there yet."""
    folder, number = paths.projects() / name, 2
    while folder.exists():
        folder, number = paths.projects() / f"{name}-{number}", number + 1
    return folder


def _slug(title: str) -> str:
    return re.sub(r"[^\w]+", "-", title.lower()).strip("-_")[:60] or "project"

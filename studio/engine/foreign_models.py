"""Opens the models of strangers as projects: most are read here, some by a process of their own, and scripts are run in one."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from studio.engine.apart import ApartError, Said, refusal, said
from studio.engine.scripts import Script
from studio.project.errors import ProjectError
from studio.project.opened_model import HDF5, open_model

Look = Callable[[], None]
_MAGIC = b"\x89HDF\r\n\x1a\n"
_CHATTER = re.compile("before absl::InitializeLog|oneDNN custom operations")
_TO_READ, _TO_RUN = 60.0, 1800.0  # seconds


class Built(NamedTuple):
    """A model that a script built.

    Attributes:
        name: The variable that it is in.
        layers: How many it has.
        weights: How many it has.
        file: Where it is kept for now.
    """

    name: str
    layers: int
    weights: int
    file: Path


class ScriptError(ProjectError):
    """A script that builds no model.

    Attributes:
        printed: All that it said itself, with the traceback of what went wrong.
    """

    def __init__(self, words: str, printed: str) -> None:
        super().__init__([words])
        self.printed = printed


Choose = Callable[[Sequence[Built]], Built | None]
"""Chooses one of several models; none gives it all up."""


def opened(model: Path, to: Path | None = None, look: Look = lambda: None) -> tuple[Path, tuple[str, ...]]:
    """Makes a project of a model in a file; nothing in it is run.

    Args:
        model: As `model_file` gives it.
        to: Folder of the project; one in the user's projects, named after the model, where not given.
        look: Called while it takes; may raise to give it up.

    Returns:
        The project's folder, and remarks on what could not be taken over as it was, in whole sentences.

    Raises:
        ProjectError: The file holds no model that can be read, or the project cannot be written.
    """
    return open_model(model, to, text=_told(model, look) if _is_hdf5(model) else None, look=look)


def _is_hdf5(model: Path) -> bool:
    """Whether it is an HDF5 file, by its name or by how it begins: Keras 2 wrote such files whatever they were called."""
    if model.suffix.lower() in HDF5:
        return True
    try:
        with model.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False  # a folder, or what will be refused


def _told(model: Path, look: Look) -> str:
    """What an HDF5 file says of its model."""
    try:
        told = said("h5", str(model.absolute()), patience=_TO_READ, look=look)
    except ApartError as error:
        raise ProjectError([f"{model} cannot be read. {error}"]) from error
    if told.status != 0:
        raise ProjectError([refusal(told, str(model))])
    try:
        return told.out.decode()
    except UnicodeDecodeError:
        raise ProjectError([f"{model} is damaged: its description is no text in UTF-8. Save the model again."]) from None


def run_script(script: Script, choose: Choose, to: Path | None = None, look: Look = lambda: None) -> tuple[Path, tuple[str, ...]] | None:
    """Makes a project of the model that a script builds. Run it only after a person agreed to all of its texts.

    Args:
        script: As the person has seen it.
        choose: Asked where it builds several models.
        to: Folder of the project; one in the user's projects, named after the model, where not given.
        look: Called while it takes; may raise to give it up, which ends the script.

    Returns:
        As `opened` does; None where none of the models was chosen.

    Raises:
        ScriptError: It fails, or builds no model.
        ProjectError: Its model cannot be drawn, or the project cannot be written.
    """
    with tempfile.TemporaryDirectory() as folder:
        models = _built(script, Path(folder), look)
        chosen = models[0] if len(models) == 1 else choose(models)
        return open_model(chosen.file, to, script=script.path, look=look) if chosen else None


def _built(script: Script, folder: Path, look: Look) -> list[Built]:
    name, seen = script.path.name, folder / "seen"
    for file, text in script.texts.items():
        (seen / file).parent.mkdir(parents=True, exist_ok=True)
        (seen / file).write_text(text, encoding="utf-8")
    try:
        told = said("script", str(seen / name), str(script.path.absolute()), str(folder), patience=_TO_RUN, look=look)
    except ApartError as error:
        raise ScriptError(f'{name} was given up. {error} Put what takes long under `if __name__ == "__main__"`.', "") from error
    if told.status != 0:
        raise ScriptError(refusal(told, name), _printed(told))
    found = json.loads((folder / "models.json").read_text(encoding="utf-8"))
    return [Built(each["name"], each["layers"], each["weights"], folder / each["file"]) for each in found]


def _printed(told: Said) -> str:
    """What a script said, without TensorFlow's greetings and our last sentence."""
    lines = [line for line in told.err.splitlines(keepends=True) if not _CHATTER.search(line)]
    return told.out.decode(errors="replace") + "".join(lines[:-1])

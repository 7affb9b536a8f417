"""An export in a process of its own, without the studio: converted where it must be, and asked for predictions."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from studio.messages.formats import FORMATS, Format
from studio.worker import replay
from studio.worker.maps import Array

_PATIENCE = 1800  # seconds; int8 of a large network takes minutes
_NAP = 0.1  # seconds between two looks whether it shall be given up
_FRESH = {"TF_CPP_MIN_LOG_LEVEL": "3", "KERAS_BACKEND": "tensorflow", "CUDA_VISIBLE_DEVICES": "-1"}


class ExportError(Exception):
    """An export that was not made or does not hold, in one sentence."""


class Answer(NamedTuple):
    """What an export said by itself.

    Attributes:
        predictions: Of every image.
        milliseconds: For one image.
    """

    predictions: Array
    milliseconds: float


class Alone:
    """The process.

    Args:
        format: What it will be given.
        look: Called while it works; may raise to give up.

    Attributes:
        material: A folder for what it converts.
    """

    def __init__(self, format: Format, look: Callable[[], None], folder: Path, process: subprocess.Popen[str]) -> None:
        self.material = folder / "material"
        self._title, self._look, self._folder, self._process = FORMATS[format].title, look, folder, process
        self.material.mkdir()

    def answer(self, export: Path, images: Array) -> Answer:
        """Finishes the export in a folder and predicts with it.

        Raises:
            ExportError: It cannot be converted, or does not load.
        """
        task = {
            "folder": str(export),
            "material": str(self.material),
            "images": str(self._folder / "images.npy"),
            "answer": str(self._folder / "answer.npz"),
        }
        np.save(task["images"], images.astype(np.float32))
        said = self._ended(json.dumps(task))
        if self._process.returncode:
            raise ExportError(self._sentence(said.strip().splitlines()))
        with np.load(task["answer"]) as found:
            return Answer(found["answers"], float(found["milliseconds"]))

    def _ended(self, task: str | None) -> str:
        """What it wrote on standard error until it ended."""
        latest = time.monotonic() + _PATIENCE
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.communicate(task, timeout=_NAP)[1]
            task = None  # it is on its way
            self._look()
            if time.monotonic() > latest:
                raise ExportError(f"The {self._title} export was given up after {_PATIENCE // 60} minutes. Nothing was exported.")

    def _sentence(self, lines: list[str]) -> str:
        reason = (lines or ["it ended without a word"])[-1].rstrip(".")
        if self._process.returncode < 0:
            reason = f"its converter or its runtime was ended by signal {-self._process.returncode}"
        if self._process.returncode == replay.CANNOT or self._process.returncode < 0:
            return f"{self._title} cannot hold this network: {reason}. Nothing was exported. Choose another format."
        return f"The {self._title} export does not load in a fresh process: {reason}. Nothing was exported. Choose another format."


@contextlib.contextmanager
def alone(format: Format, look: Callable[[], None] = lambda: None) -> Iterator[Alone]:
    """Starts the process, which loads TensorFlow meanwhile; it is ended with the `with`."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-I", replay.__file__],
            env=os.environ | _FRESH,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        with process:
            try:
                yield Alone(format, look, Path(folder), process)
            finally:
                process.kill()

"""Tells windows what the process prints: standard output and error are a file, so that no print, from C or Python, touches the line."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_PAUSE = 0.1  # seconds between two looks
_MOST = 1 << 16  # bytes told at once; of a flood only the end is told
_CHATTER = re.compile(rb"^.*(?:All log messages before absl::InitializeLog|oneDNN custom operations are on).*\n?", re.MULTILINE)
"""What TensorFlow 2.21 prints at every start whatever TF_CPP_MIN_LOG_LEVEL says; it stays in the file and is not told."""


class Printing:
    """Follows the log file.

    Attributes:
        path: The log file, which standard output and error of this process were opened on.
    """

    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        self.path = path
        self._tell = tell
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="printing")
        self._thread.start()

    def close(self) -> None:
        """Tells what is left and ends."""
        self._over.set()
        self._thread.join()

    def _follow(self) -> None:
        with self.path.open("rb") as file:
            while not self._over.wait(_PAUSE):
                self._pass_on(file)
            self._pass_on(file)

    def _pass_on(self, file: BinaryIO) -> None:
        read = _CHATTER.sub(b"", file.read())
        if not read:
            return
        left_out = len(read) - _MOST
        text = read[-_MOST:].decode(errors="replace")
        self._tell(f"… {left_out} bytes left out; they are in {self.path}\n{text}" if left_out > 0 else text)

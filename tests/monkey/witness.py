"""Hears what goes wrong where no caller sees it: uncaught exceptions, Qt's warnings, and questions that wait for a person."""

from __future__ import annotations

import re
import sys
import threading
import tomllib
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

_SETTINGS = Path(__file__).parents[2] / "pyproject.toml"
_LOOK_MS = 50
_QUIET = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)


class Witness:
    """Listens from `install` to `remove`.

    Attributes:
        faults: What was heard, in its own words.
    """

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._expected = [re.compile(words) for words in _expected()]
        self._before: Any = None
        self._guard = QTimer(interval=_LOOK_MS)
        self._guard.timeout.connect(_give_up_questions)

    def install(self) -> None:
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook, qInstallMessageHandler(self._qt_said)
        sys.excepthook = self._raised
        threading.excepthook = lambda args: self._raised(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
        sys.unraisablehook = lambda args: self._raised(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
        self._guard.start()

    def remove(self) -> None:
        self._guard.stop()
        sys.excepthook, threading.excepthook, sys.unraisablehook, handler = self._before
        qInstallMessageHandler(handler)

    def _raised(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.faults.append("".join(traceback.format_exception(kind, error, trace)))

    def _qt_said(self, kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if kind not in _QUIET and not any(expected.search(words) for expected in self._expected):
            self.faults.append(f"Qt says: {words}")


def told(deed: Callable[[], object]) -> str:
    """What a deed raises, with its traceback; nothing where it goes well."""
    try:
        deed()
    except Exception:  # noqa: BLE001 - whatever it is, it is a fault of the game
        return traceback.format_exc()
    return ""


def _expected() -> list[str]:
    """The messages of Qt that no test minds, from the one place where they are listed."""
    listed: list[str] = tomllib.loads(_SETTINGS.read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]["qt_log_ignore"]
    return listed


def _give_up_questions() -> None:
    """A dialog of files, or a question, would wait for a person: it is given up, as with Escape."""
    waiting = QApplication.activeModalWidget()
    if isinstance(waiting, QFileDialog | QMessageBox):
        waiting.reject()

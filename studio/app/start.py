"""Starts the window: application, look, last resort, and the first page."""

from __future__ import annotations

import logging
import signal
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import studio
from studio.app import preferences
from studio.app.last_resort import LastResort, write_log
from studio.app.window import Window
from studio.look import Look, style

log = logging.getLogger(__name__)


def open_window(project: str | None = None) -> int:
    """Runs the application until its window is closed.

    Args:
        project: A folder or a sample's name; the welcome page where not given.

    Returns:
        The exit code for the shell.
    """
    write_log()
    app = _application()
    look = Look(preferences.theme(preferences.read().theme))
    style.follow(app, look)
    last_resort = LastResort()
    last_resort.install()
    window = Window(look, last_resort, project)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: look.use(preferences.theme(window.preferences.theme)))
    window.show()
    _heed_interrupts(app)
    try:
        return app.exec()
    finally:
        last_resort.remove()


def _application() -> QApplication:
    app = QApplication(sys.argv[:1])
    app.setApplicationName("abyss-studio")
    app.setApplicationDisplayName("Abyss Studio")
    app.setApplicationVersion(studio.__version__)
    app.setDesktopFileName("abyss-studio")
    return app


def _heed_interrupts(app: QApplication) -> None:
    """Ctrl+C in the terminal closes the window properly: Python sees signals only while it runs."""
    signal.signal(signal.SIGINT, lambda *_: app.closeAllWindows())
    clock = QTimer(app, interval=300)
    clock.timeout.connect(lambda: None)
    clock.start()

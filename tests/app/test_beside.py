"""What is worked out beside the window: the newest question alone is answered, and closing waits for what needs Python to end."""

from __future__ import annotations

import subprocess
import sys

from pytestqt.qtbot import QtBot

from studio.app.beside import Beside
from tests.app.conftest import told

CLOSING = """
import time
from PySide6.QtCore import QCoreApplication
from studio.app.beside import Beside

app, steps = QCoreApplication([]), []

def work():
    for step in range(30):  # each needs Python, which the thread that waits must not keep to itself
        steps.append(step)
        time.sleep(0.005)

beside = Beside()
beside.ask(work)
while not steps:
    time.sleep(0.001)
{}
print(len(steps))
"""


def test_the_newest_answer_alone_is_told(qtbot: QtBot) -> None:
    beside = Beside()
    found = told(beside.found)
    for number in range(5):
        beside.ask(lambda number=number: number)
    qtbot.waitUntil(lambda: bool(found))
    beside.close()
    assert found == [4]


def test_waiting_lets_python_go_on_elsewhere() -> None:
    for way in ("beside.close()", "beside.wait()", "del beside"):
        done = subprocess.run([sys.executable, "-c", CLOSING.format(way)], capture_output=True, text=True, timeout=60, check=True)
        assert done.stdout == "30\n"

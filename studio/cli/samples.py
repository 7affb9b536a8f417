"""Lists the sample projects.

`abyss NAME` opens one as a copy of its own.
"""

from __future__ import annotations

import argparse

from studio.cli.speech import Speech
from studio.project import samples


def options(_: argparse.ArgumentParser) -> None:
    """No options of its own."""


def deed(_: argparse.Namespace, speech: Speech) -> int:
    """Lists name and title."""
    found = samples.samples()
    for sample in found:
        speech.tell("sample", name=sample.name, title=sample.title, summary=sample.summary)
    speech.table(("name", "title"), [(sample.name, sample.title) for sample in found], words=2)
    return 0

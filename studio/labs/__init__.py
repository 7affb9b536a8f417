"""Small teaching windows, one idea each; a lab is a module with a `window(look)` and a line in the table."""

from __future__ import annotations

from typing import NamedTuple


class Lab(NamedTuple):
    """One lab as the welcome page shows it.

    Attributes:
        name: Of its module in this package.
        title: On its button.
        words: What it shows, in a few words.
        icon: Name of its icon.
        family: The family whose colour it takes.
    """

    name: str
    title: str
    words: str
    icon: str
    family: str


LABS: tuple[Lab, ...] = (Lab("convolution", "Convolution", "what a kernel does to an image", "grid-3x3", "convolution"),)

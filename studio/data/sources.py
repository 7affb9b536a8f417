"""Where images come from: descriptions a person may edit; no pixels are read here."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar, Literal

from studio.forms import Form
from studio.forms.kinds import Path, Side


class Source(Form):
    """Base of the data sources.

    Attributes:
        given_test: Whether the source itself says which images are for the test, so that only the others are split.
    """

    given_test: ClassVar[bool] = False

    def title(self) -> str:
        """What the source is called in a chip or a list."""
        return type(self).__name__


class Mnist(Source):
    """Handwritten digits, 60,000 for training and 10,000 for the test, 28 × 28 pixels grey; travels with the studio."""

    given_test: ClassVar[bool] = True

    def title(self) -> str:
        """As the world writes it."""
        return "MNIST"


class ImageFolder(Source):
    """A folder of your own with one folder of pictures for each class; a class is called as its folder.

    path: The folder that holds the class folders.
    height: Pictures are made this high.
    width: Pictures are made this wide.
    colour: Whether pictures are read in grey (one channel) or in colour (three: red, green, blue).
    """

    path: Path = ""
    height: Side = 64
    width: Side = 64
    colour: Literal["grey", "colour"] = "colour"

    def title(self) -> str:
        """The folder's own name."""
        return PurePath(self.path).name or "Image folder"


class NumpyFile(Source):
    """An .npz file of NumPy arrays: images and a label for each.

    path: The .npz file; it holds `images` (or `x`), shaped (count, height, width, channels),
        and `labels` (or `y`), the numbers of the classes.
    """

    path: Path = ""

    def title(self) -> str:
        """The file's own name."""
        return PurePath(self.path).name or "NumPy file"


SOURCES: tuple[type[Source], ...] = (Mnist, ImageFolder, NumpyFile)

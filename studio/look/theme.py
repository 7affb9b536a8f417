"""What a theme is beside its colours: the icon of each family of blocks, and which of the two the system asks for."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QStyleHints

from studio.colours import DARK, LIGHT, Theme

FAMILY_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "input/output": "log-in",
        "convolution": "grid-3x3",
        "pooling": "shrink",
        "activation": "chart-spline",
        "normalisation": "sliders-horizontal",
        "regularisation": "shield",
        "dense": "waypoints",
        "reshaping": "scaling",
        "merging": "merge",
        "recurrent": "rotate-cw",
        "attention": "scan-eye",
        "preprocessing": "crop",
        "own": "code",
        "module": "boxes",
    }
)
"""Icon of each family; a block that ends a network takes ``log-out`` instead."""


def system_theme(hints: QStyleHints) -> Theme:
    """The theme that the system asks for; dark where it does not tell."""
    return LIGHT if hints.colorScheme() == Qt.ColorScheme.Light else DARK

"""A program of its own: makes the catalogue of blocks and shows it in a palette; says what each took."""

import sys
import time

import msgspec
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio import forms
from studio.look import Look


def main() -> None:
    QApplication([])
    look, begun = Look(), time.thread_time()
    from studio.blocks.catalogue import CATALOGUE

    made = time.thread_time()
    from studio.panels.palette import PalettePanel
    from studio.project.library import shipped

    imported = time.thread_time()
    modules = shipped()
    read = time.thread_time()
    palette = PalettePanel(look)
    palette.set_blocks(CATALOGUE)
    palette.set_modules([("modules/shipped", "Modules", modules)])
    palette.resize(palette.sizeHint())
    palette.render(QImage(palette.size(), QImage.Format.Format_RGB32))
    shown = time.thread_time()
    sys.stdout.write(f"{1000 * (made - begun)} {1000 * (read - imported)} {1000 * (shown - read)}\n")


if __name__ == "__main__":
    assert forms
    assert msgspec
    main()

"""A program of its own: makes the catalogue of blocks and shows it in a palette; says what each took."""

import sys
import time

import msgspec
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeView

from studio import forms
from studio.look import Look


def main() -> None:
    QApplication([])
    look, begun = Look(), time.thread_time()
    from studio.blocks.catalogue import CATALOGUE

    made = time.thread_time()
    from studio import paths
    from studio.panels.palette import PalettePanel
    from studio.project import file
    from studio.project.library import shipped

    file.read(paths.samples() / "lenet5")  # the window has a project, fields and trees by then
    for kind in (QLineEdit, QTreeView):
        kind().render(QImage(100, 100, QImage.Format.Format_RGB32))
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

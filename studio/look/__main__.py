"""Shows the colours, letters and widgets of the studio: ``python -m studio.look [dark|light]``."""

import sys

from PySide6.QtWidgets import QApplication

from studio.look import DARK, LIGHT, Look, style, system_theme
from studio.look.gallery import Gallery


def main(words: list[str]) -> int:
    """Open the gallery in the theme named, or in the system's."""
    app = QApplication(words)
    named = {theme.name: theme for theme in (DARK, LIGHT)}
    look = Look(named[words[1]] if words[1:] else system_theme(app.styleHints()))
    style.follow(app, look)
    gallery = Gallery(look)
    gallery.resize(1240, 800)
    gallery.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv))

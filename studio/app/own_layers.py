"""Layers of the person's own packages: offered as they were described before, and described anew once the window is up."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.app.asking import Asking
from studio.app.document import Document
from studio.blocks.catalogue import know_own
from studio.blocks.own_layers import Package, keep, kept, packages
from studio.messages.asking import Described


class OwnLayers(QObject):
    """Keeps the catalogue in step with what is installed.

    Args:
        document: Its blocks may be known after all.
        asking: Asks what a package offers: that loads it, which this process never does.
        parent: The window.

    Attributes:
        said: Something about a package; carries the sentence.
    """

    said = Signal(str)

    def __init__(self, document: Document, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._asking = document, asking
        self._packages: tuple[Package, ...] = ()
        asking.described.connect(self._take)

    def begin(self) -> None:
        """Looks for packages."""
        self._packages = packages()
        if self._packages:
            self._renew()
        for package in self._packages:
            self._asking.describe(package.module)

    def _take(self, told: Described) -> None:
        package = next((each for each in self._packages if each.module == told.module), None)
        if told.fault:
            self.said.emit(told.fault)
        elif package is not None and told.layers != kept([package]):
            keep(package, told.layers)
            self.said.emit(f"{package.title} offers {', '.join(layer.name for layer in told.layers)}: in the palette under Your own.")
            self._renew()

    def _renew(self) -> None:
        if know_own(kept(self._packages)):
            self._document.reread()

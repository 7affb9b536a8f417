"""A block that this version does not know: kept as it came, shown as such."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

_NONE_S_OWN = ("keras", "tf_keras", "tensorflow", "studio", "builtins", "__main__")


class UnknownBlock(Struct, frozen=True):
    """A block of a newer version or of somebody's own package.

    Attributes:
        record: Its values as the file had them, `kind` among them; written back unchanged.
    """

    record: dict[str, Any]

    @property
    def kind(self) -> str:
        """The name of the block's class."""
        return str(self.record.get("kind", "?"))

    @property
    def package(self) -> str:
        """The package of somebody's own that the block's class is in; empty where the kind does not tell."""
        root, dot, _ = self.kind.partition(".")
        return root if dot and root.isidentifier() and root not in _NONE_S_OWN else ""

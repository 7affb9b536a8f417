"""Why data cannot be used, in words."""

from __future__ import annotations

from collections.abc import Iterable


class DataError(ValueError):
    """Data that cannot be trained on.

    Attributes:
        faults: One whole sentence or more a fault.
    """

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))

"""Writes the file of described layers: `python -m tests.describe`."""

from studio.blocks.described import OF_KERAS
from tests.describe import written

OF_KERAS.write_bytes(written())

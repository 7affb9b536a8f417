"""Writes what an HDF5 file says of the Keras model in it to standard output: `python -m studio.worker.apart.h5 FILE`.

In a process of its own, for the library that reads HDF5 trusts the file, and a damaged one can crash or hang it.
"""

from __future__ import annotations

import sys

import h5py

CONFIG = "model_config"
"""The attribute that holds it."""


def main(path: str) -> int:
    """Writes the description; the exit status, with a sentence on standard error where it is not 0."""
    try:
        with h5py.File(path, "r") as file:
            found = file.attrs.get(CONFIG)
    except (ArithmeticError, LookupError, OSError, RuntimeError, TypeError, ValueError, MemoryError) as error:
        return _refused(f"{path} is no HDF5 file, or a damaged one: {str(error).partition(chr(10))[0].rstrip('.')}. Save the model again.")
    if not isinstance(found, str | bytes):
        return _refused(
            f"{path} holds no Keras model, though it may hold weights of one. Expected: an attribute {CONFIG}, as model.save() writes it. "
            "Save the whole model."
        )
    sys.stdout.buffer.write(found if isinstance(found, bytes) else found.encode("utf-8", "surrogateescape"))
    return 0


def _refused(words: str) -> int:
    sys.stderr.write(f"{words}\n")  # why it ends, in its last line
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

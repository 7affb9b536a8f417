"""What a person agrees to who lets a SavedModel run: the very graph that lies on the disk."""

from __future__ import annotations

import stat
from functools import lru_cache
from hashlib import blake2b, file_digest
from pathlib import Path

_GRAPH = "saved_model.pb"
_LARGEST = 2**31  # bytes; what TensorFlow can read is smaller


def saved_model_words(folder: str) -> str:
    """The SavedModel in a folder in words that another graph has not; empty where there is none."""
    file = Path(folder) / _GRAPH
    try:
        facts = file.stat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > _LARGEST:
            return ""
        digest = _digest(file, (facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns))
        return f"# A SavedModel, whose graph runs as it is.\n# {file}\n# {facts.st_size:,} bytes, {digest}\n"
    except OSError:
        return ""


@lru_cache(64)
def _digest(file: Path, _facts: tuple[int, ...]) -> str:
    """Taken anew where anything is said of the file that was not: the time of its last change alone may be set at will."""
    with file.open("rb") as graph:
        return file_digest(graph, lambda: blake2b(digest_size=16)).hexdigest()

"""Names and ids of what is drawn of a model."""

from __future__ import annotations

import re
from hashlib import blake2b
from keyword import iskeyword

_LONGEST = 50  # letters of a name, which leaves some for a number


def identifier(name: str) -> str:
    """A name as nodes and modules have them, as near as can be."""
    letters = re.sub(r"\W", "_", name, flags=re.ASCII)
    letters = (letters if letters[:1].isalpha() else f"layer{letters}")[:_LONGEST]
    return f"{letters}_" if iskeyword(letters) else letters


def titled(name: str) -> str:
    """A model's name as people read it: `Lenet 5` of `lenet_5`."""
    words = " ".join(name.replace("_", " ").split()) or "Model"
    return words[0].upper() + words[1:]


def id_of(key: str) -> str:
    """An id that follows from what a node is in its model, so that a model read again has the ids that it had."""
    return blake2b(key.encode(), digest_size=5).hexdigest()

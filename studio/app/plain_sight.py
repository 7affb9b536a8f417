"""Code as it is shown to a person who shall agree to it: whatever cannot be seen, or makes other letters stand elsewhere, by its number."""

from __future__ import annotations

import re
import unicodedata

_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Letters and marks without a picture: names may hold them, and differ by them alone."""
_KINDS = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_USUAL = "\n\t"


def in_plain_sight(code: str) -> tuple[str, int]:
    """The code with such characters as `⟨U+202E⟩`, and how many there were; its lines are those that Python reads."""
    text = code.replace("\r\n", "\n").replace("\r", "\n")
    parts = [f"⟨U+{ord(letter):04X}⟩" if _is_hidden(letter) else letter for letter in text]
    return "".join(parts), sum(map(_is_hidden, text))


def _is_hidden(letter: str) -> bool:
    return letter not in _USUAL and (unicodedata.category(letter) in _KINDS or _BLANK.match(letter) is not None)

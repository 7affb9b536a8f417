"""Finds names by a few of their letters: `mp` finds MaxPooling2D, and says which letters were meant."""

from __future__ import annotations

from typing import NamedTuple

_START, _WORD, _NEXT, _LETTER = 8.0, 6.0, 5.0, 1.0
_UNUSED = 0.1  # what a letter that was not asked for takes away, so that shorter names come first


class Match(NamedTuple):
    """How well a text suits a query.

    Attributes:
        score: Higher is better.
        places: Which letters of the text were meant.
    """

    score: float
    places: tuple[int, ...]


def match(query: str, text: str) -> Match | None:
    """The best way in which the letters of a query come in a text, in order; None where they do not.

    Letters at the start of the text or of a word in it count more, and so do letters in a row. Blanks in the query and case do not count.
    """
    wanted = "".join(query.split()).lower()
    best = {-1: Match(-_UNUSED * (len(text) - len(wanted)), ())}
    for letter in wanted:
        best = _longer(best, letter, text)
    return max(best.values(), default=None, key=lambda each: each.score)


def _longer(best: dict[int, Match], letter: str, text: str) -> dict[int, Match]:
    """The best ways that end at each place of the letter, each going on from a way that ended before it."""
    found: dict[int, Match] = {}
    for place, each in enumerate(text.lower()):
        if each != letter:
            continue
        ways = [_step(way, last, place, text) for last, way in best.items() if last < place]
        if ways:
            found[place] = max(ways, key=lambda way: way.score)
    return found


def _step(way: Match, last: int, place: int, text: str) -> Match:
    if place == 0:
        gain = _START
    elif last == place - 1 and way.places:
        gain = _NEXT
    else:
        gain = _WORD if _starts_word(text, place) else _LETTER
    return Match(way.score + gain, (*way.places, place))


def _starts_word(text: str, place: int) -> bool:
    before, letter = text[place - 1], text[place]
    return not before.isalnum() or (letter.isupper() and before.islower()) or letter.isdigit() != before.isdigit()

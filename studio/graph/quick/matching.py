"""Finds names by a few of their letters: `mp` finds MaxPooling2D, and says which letters were meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

_START, _WORD, _NEXT, _LETTER = 8.0, 6.0, 5.0, -6.0  # a letter amid a word, away from the others, was hardly meant
_WHOLE, _BEGUN = 6.0, -2.0  # what another name gains that was typed to its end, and one that was only begun: titles come first
_FEWEST, _TELLING = 2, 3  # letters by which another name is found, and by which a spelling is compared
_UNUSED = 0.1  # what a letter that was not asked for takes away, so that shorter names come first
_NEAR = 0.7  # how alike two spellings are that one may stand for the other


class Match(NamedTuple):
    """How well a text suits a query.

    Attributes:
        score: Higher is better.
        places: Which letters of the text were meant.
        called: The other name that was meant instead of the text.
        within: Which letters of that name.
    """

    score: float
    places: tuple[int, ...]
    called: str = ""
    within: tuple[int, ...] = ()


def match(query: str, text: str) -> Match | None:
    """The best way in which the letters of a query come in a text, in order; None where they do not.

    Letters at the start of the text or of a word in it count more, and so do letters in a row. Blanks in the query and case do not count.
    """
    wanted = "".join(query.split()).lower()
    best = {-1: Match(-_UNUSED * (len(text) - len(wanted)), ())}
    for letter in wanted:
        best = _longer(best, letter, text)
    return max(best.values(), default=None, key=lambda each: each.score)


def match_any(query: str, title: str, also: Iterable[str]) -> Match | None:
    """The best way in which a query names something that has other names besides its title.

    Other names are found by how they or a word in them begin, for many of them would have a few letters somewhere.
    """
    ways = [match(query, title), *(_beginning("".join(query.split()).lower(), name) for name in also)]
    return max((way for way in ways if way is not None), default=None, key=lambda way: way.score)


def nearest(query: str, names: Mapping[str, Iterable[str]], most: int = 5) -> list[str]:
    """Keys of what is spelled most like a query, the nearest first; none where nothing is.

    Args:
        query: What was typed.
        names: What each key is called.
        most: How many at most.
    """
    wanted = "".join(query.split()).lower()
    if len(wanted) < _TELLING:
        return []
    alike = {key: max((_alike(wanted, name) for name in called), default=0.0) for key, called in names.items()}
    near = sorted((key for key, value in alike.items() if value >= _NEAR), key=lambda key: -alike[key])
    return near[:most]


def _alike(wanted: str, name: str) -> float:
    """How alike two spellings are, from 0 to 1; of a longer name as many letters are looked at, from where a word in it begins."""
    begins = [0, *(place for place in range(1, len(name)) if _starts_word(name, place))]
    return max(SequenceMatcher(None, wanted, name[place : place + len(wanted)].lower()).ratio() for place in begins)


def _beginning(wanted: str, name: str) -> Match | None:
    """How well letters suit the beginning of a name, or of a word in it."""
    if len(wanted) < _FEWEST:
        return None
    words = name.lower().split()
    for first in range(len(words)):
        rest = "".join(words[first:])
        if rest.startswith(wanted):
            whole = _WHOLE if first == 0 and rest == wanted else _BEGUN
            gain = (_WORD if first else _START) + _NEXT * (len(wanted) - 1) + whole
            begin = sum(map(len, words[:first]))
            within = tuple(place for place, letter in enumerate(name) if not letter.isspace())[begin : begin + len(wanted)]
            return Match(gain - _UNUSED * (len(name) - len(wanted)), (), name, within)
    return None


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
    elif _starts_word(text, place):
        gain = _WORD
    else:
        gain = _NEXT if last == place - 1 and way.places else _LETTER
    return Match(way.score + gain, (*way.places, place))


def _starts_word(text: str, place: int) -> bool:
    before, letter = text[place - 1], text[place]
    return not before.isalnum() or (letter.isupper() and before.islower()) or letter.isdigit() != before.isdigit()

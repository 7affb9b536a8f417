"""Blocks as they are typed: `conv 6 5x5 relu` is a Conv2D with six filters of 5×5 pixels and a ReLU."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import NODEFAULT

from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.forms import Field, FormError
from studio.graph.matching import Match, match
from studio.graph.module import MOST_REPEATS, Instance, Module, Parameter
from studio.graph.typed_values import read_values

MODULE = "module:"
"""What the key of a module begins with; the key of a block is its kind."""
_EDITORS = {bool: "flag", int: "whole", float: "number", str: "text", tuple: "shape"}


class Wish(NamedTuple):
    """Something that a text asks for.

    Attributes:
        key: Kind of block, or `module:` and the module's name.
        title: What it is called.
        match: How well the text suits the title, and which letters were meant.
        made: What would be placed; None where a value is refused.
        fault: Why a value is refused, in whole sentences; empty where none is.
    """

    key: str
    title: str
    match: Match
    made: Block | Instance | None
    fault: str = ""


class _Offer(NamedTuple):
    """Something that can be typed: what it takes, and how it is made of that."""

    key: str
    title: str
    fields: Sequence[Field]
    make: Callable[[Mapping[str, Any]], Block | Instance]


def typed(text: str, catalogue: Mapping[str, type[Block]] = CATALOGUE, modules: Iterable[Module] = ()) -> list[Wish]:
    """What a text may mean: those first that can be made, and among them those whose name suits best.

    Args:
        text: A name or some of its letters, and values: `conv 64 3 same s2`, `drop .5`, `max 3x3/2`, `dense units=84`.
        catalogue: The blocks on offer.
        modules: The modules on offer; `x3` repeats one.
    """
    words = text.split()
    offers = [*(_Offer(kind, kind, cls.form(), cls.read) for kind, cls in catalogue.items()), *map(_of_module, modules)]
    wishes = [wish for offer in offers if (wish := _wish(words, offer)) is not None]
    if not words:
        return wishes
    return sorted(wishes, key=lambda wish: (bool(wish.fault), -wish.match.score))


def _wish(words: Sequence[str], offer: _Offer) -> Wish | None:
    """The shortest name that leaves only values; where there is none, the shortest with its fault."""
    first = None
    for count in range(min(1, len(words)), len(words) + 1):
        found = match("".join(words[:count]), offer.title)
        if found is None:
            break
        wish = Wish(offer.key, offer.title, found, *_made(words[count:], offer))
        if not wish.fault:
            return wish
        first = first or wish
    return first


def _made(words: Sequence[str], offer: _Offer) -> tuple[Block | Instance | None, str]:
    """What the values make, or why they make nothing."""
    taken, left = read_values(words, offer.fields)
    if left:
        return None, " ".join(_not_taken(word, offer) for word in left)
    try:
        return offer.make(taken), ""
    except FormError as error:
        return None, " ".join(error.faults)


def _not_taken(word: str, offer: _Offer) -> str:
    names = ", ".join(field.name for field in offer.fields if not field.more)
    takes = f"It takes {names}." if names else "It takes no values."
    return f"{offer.title} has no place for {word}. {takes} Take it out, or write it as name=value."


def _of_module(module: Module) -> _Offer:
    fields = [_field(parameter) for parameter in module.parameters]
    repeat = Field("repeat", "Repeat", "whole", (), False, 1, None, 1, "", None, False, 1, "How many times it stands in a chain.", True)
    return _Offer(MODULE + module.name, module.title or module.name, [*fields, repeat], lambda values: _instance(module, values))


def _instance(module: Module, values: Mapping[str, Any]) -> Instance:
    """An instance with other values than the defaults, checked by the fields that the parameters are like.

    Raises:
        FormError: A value is refused; all faults at once.
    """
    kept = {name: value for name, value in values.items() if name != "repeat"}
    repeat = values.get("repeat", 1)
    faults = [fault for each in module.parameters if each.name in kept and (fault := _fault(module, each, kept[each.name]))]
    faults += _repeat_faults(module, repeat)
    if faults:
        raise FormError(faults)
    defaults = {parameter.name: parameter.value for parameter in module.parameters}
    return Instance(module, {name: value for name, value in kept.items() if value != defaults[name]}, repeat)


def _fault(module: Module, parameter: Parameter, value: Any) -> str:
    """Why a parameter does not take a value; empty where it does."""
    title, liked = module.title or module.name, _liked(parameter)
    if liked is None:
        fits = type(value) is type(parameter.value)
        return "" if fits else f"{title}: {parameter.name} must be like {parameter.value!r}. Received: {value!r}."
    block, field = liked
    try:
        block.read({field.name: value})
    except FormError as error:
        return " ".join(error.faults).replace(f"{block.__name__}: {field.name}", f"{title}: {parameter.name}")
    return ""


def _repeat_faults(module: Module, repeat: Any) -> list[str]:
    title = module.title or module.name
    if not isinstance(repeat, int) or not 1 <= repeat <= MOST_REPEATS:
        return [f"{title}: repeat must be a whole number from 1 to {MOST_REPEATS}. Received: {repeat!r}."]
    if repeat > 1 and (len(module.inputs), len(module.outputs)) != (1, 1):
        return [f"{title} cannot be repeated. Expected: one input and one output. Received: {_ports(module)}. Take x{repeat} out."]
    return []


def _ports(module: Module) -> str:
    return f"{_counted(len(module.inputs), 'input')} and {_counted(len(module.outputs), 'output')}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _field(parameter: Parameter) -> Field:
    """What a parameter takes: what the field takes that it is like, else what its default is."""
    liked = _liked(parameter)
    if liked is not None:
        return liked[1]._replace(name=parameter.name, default=parameter.value, help=parameter.help, more=False)
    editor: Any = _EDITORS.get(type(parameter.value), "text")
    return Field(parameter.name, parameter.name, editor, (), False, None, None, 1, "", None, False, NODEFAULT, parameter.help, False)


def _liked(parameter: Parameter) -> tuple[type[Block], Field] | None:
    kind, _, name = parameter.like.partition(".")
    block = CATALOGUE.get(kind)
    field = next((field for field in block.form() if field.name == name), None) if block else None
    return (block, field) if block and field else None

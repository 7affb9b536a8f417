"""Values for any form and shapes for any block, drawn from the forms' own fields."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Any

from hypothesis import strategies as st

from studio.blocks.asked import Asked
from studio.blocks.block import Block, Shape, ShapeError
from studio.blocks.catalogue import CATALOGUE
from studio.blocks.stateful import Stateful
from studio.forms import Field, Form, FormError

LARGEST = {
    "target_shape": 30,
    "kernel_size": 5,
    "groups": 2,
    "dilation_rate": 2,
    "depth_radius": 5,
    "n": 9,
    "input_dim": 300,
    "height": 10,
    "width": 10,
}  # small numbers meet each other's limits more often
LEAST = {"input_dim": 256}  # pixels are told apart
LAYERS = [cls for cls in CATALOGUE.values() if cls.__name__ not in ("Input", "Output", "AuxiliaryOutput") and not issubclass(cls, Asked)]
SLOW = [cls for cls in LAYERS if cls.family in ("recurrent", "attention") or cls.__name__ in ("Pipeline", "AugMix", "RandAugment")]
"""Those of which Keras makes many operations: they are tried less often."""
SELDOM = [cls for cls in SLOW if cls.__name__ not in ("LSTM", "Bidirectional", "MultiHeadAttention", "Pipeline")]
"""Of those, the ones that are like others where they are tried in many ways."""
USUAL: tuple[Shape, ...] = ((12, 12, 4), (12, 12, 3), (12, 4), (12, 12, 12, 4), (12,), (3, 6, 5, 4, 2))
"""Inputs that blocks are tried with: images first."""


WORDS = {
    "equation": ["...x,xy->...y", "abc,cd->abd", "abcd,cde->abe", "abcd,de->abce", "ab...,bc->ac...", "ab,bc->ac", "abc,cad->abd", "ab,b"],
    "bias_axes": ["d", "y", "c", "cd", "e", "de", "xz", ""],
}
"""Texts that say something, by the field that takes them."""
UNLIKE: dict[str, tuple[Shape, ...]] = {"MaxUnpooling2D": ((6, 6, 4), (12, 12, 4)), "SpatialTransformer": ((12, 12, 4), (6,))}
"""What blocks take that need inputs of different shapes."""
UNPOOLED: tuple[tuple[Shape, ...], ...] = (((6, 6, 4),) * 2, ((6, 6, 4), (6, 6, 4), (13, 12, 4)), ((3, 3, 4), (3, 3, 4), (7, 7, 4)))
"""What a MaxUnpooling2D takes as well: indices, and a map that is a little larger than its windows."""


@cache
def usual(cls: type[Block]) -> Shape:
    """The first of the usual inputs that a block takes as it comes from the palette; an image where it takes none of them."""
    for shape in USUAL:
        with suppress(ShapeError):
            cls().output_shape(*[shape] * (2 if cls.many_inputs else 1))
            return shape
    return USUAL[0]


@st.composite
def forms(draw: st.DrawFn, cls: type[Form]) -> Any:
    """Forms of a class, each value within its field's limits; a strategy that tells of itself no more than the class."""
    return draw(_within_limits(cls))


@cache
def _within_limits(cls: type[Form]) -> st.SearchStrategy[Any]:
    fields = cls.form()
    drawn = st.fixed_dictionaries({}, optional={field.name: values(field, lengths(cls, field)) for field in fields})
    return drawn.map(lambda chosen: _made(cls, chosen)).filter(lambda form: form is not None)


def _made(cls: type[Form], chosen: dict[str, Any]) -> Form | None:
    try:
        return cls.read(chosen)
    except FormError:  # a shape of another length than this form takes
        return None


@cache
def lengths(cls: type[Form], field: Field) -> tuple[int, ...]:
    """How many numbers the form takes in a field of several."""
    if field.editor != "shape":
        return ()
    return tuple(count for count in range(1, 5) if _made(cls, {field.name: (field.highest,) * count}))


def values(field: Field, counts: Sequence[int] = (1, 2, 3, 4)) -> st.SearchStrategy[Any]:
    """What an editor of the field could send."""
    drawn = st.just(field.default) | _plain(field, counts)  # defaults often, so that few values clash
    return drawn | st.none() if field.optional else drawn


def _plain(field: Field, counts: Sequence[int]) -> st.SearchStrategy[Any]:
    match field.editor:
        case "flag":
            return st.booleans()
        case "choice":
            return st.sampled_from(field.choices)
        case "forms":
            return st.lists(st.one_of(forms(cls) for cls in field.choices), min_size=1, max_size=3).map(tuple)
        case "form" if any(cls in LAYERS for cls in field.choices):  # blocks within a block are drawn themselves elsewhere
            return forms(field.choices[0]).map(_alone) | st.integers(0, len(field.choices) - 1).map(lambda place: field.choices[place]())
        case "form":
            return st.one_of(forms(cls) for cls in field.choices)
        case "whole":
            return _whole(field)
        case "number":
            lowest, highest = float(field.lowest or 0), min(float(field.highest or 2), 2.0)
            return st.floats(lowest, highest).filter(lambda number: number > lowest or lowest == 0)
        case "pair":
            return st.tuples(_whole(field), _whole(field)) | _whole(field).map(lambda side: (side, side))
        case "shape":
            return st.sampled_from(counts).flatmap(lambda count: st.tuples(*[_whole(field)] * count))
        case _:
            return st.sampled_from(WORDS[field.name]) if field.name in WORDS else st.text(max_size=5)


def _alone(block: Block) -> Block:
    """A block as it stands within another, where no wire of its own leads."""
    return block.replace(**dict.fromkeys(block.wired, False))


def entering(block: Block, shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """The shapes with those of the state after them, where it is wired."""
    if not isinstance(block, Stateful) or block.input_count == 1:
        return shapes
    with suppress(ShapeError):
        return (shapes[0], *[block.part_shape(shapes[0])] * (block.input_count - 1))
    return shapes


def _whole(field: Field) -> st.SearchStrategy[int]:
    assert field.lowest is not None
    return st.integers(int(LEAST.get(field.name, field.lowest)), min(int(field.highest or 4), LARGEST.get(field.name, 4)))


def shapes(axes: int = 3, *, known: bool = True) -> st.SearchStrategy[Shape]:
    """Vectors, sequences, images and volumes, mostly of so many axes; with `known=False` some axes are known at run time only."""
    axis = st.integers(6, 14) | st.integers(1, 5) if known else st.none() | st.integers(1, 14)
    channels = st.sampled_from([1, 2, 3, 4, 6]) if known else st.sampled_from([1, 2, 3, 4, 6, None])
    kinds = {1: st.tuples(axis), 2: st.tuples(axis, channels), 3: st.tuples(axis, axis, channels)}
    kinds[4] = st.tuples(*[axis if axes == 4 else st.integers(1, 5)] * 3, channels)
    if axes == 5:
        kinds[5] = st.tuples(*[st.integers(3, 6)] * 4, channels)
    return st.one_of(*[kinds[axes]] * 4, *kinds.values())


def inputs(cls: type[Block], *, known: bool = True) -> st.SearchStrategy[tuple[Shape, ...]]:
    """The shapes that arrive at a block; several, often alike, where it takes several."""
    one = shapes(len(usual(cls)), known=known)
    if not cls.many_inputs:
        return st.tuples(one)
    alike = one.flatmap(lambda shape: st.lists(_near(shape), min_size=1, max_size=3).map(lambda others: (shape, *others)))
    if cls.__name__ in UNLIKE:
        return st.sampled_from([UNLIKE[cls.__name__], *(UNPOOLED if cls.__name__ == "MaxUnpooling2D" else ())]) | alike
    return alike | st.lists(one, min_size=2, max_size=3).map(tuple)


def _near(shape: Shape) -> st.SearchStrategy[Shape]:
    """The shape itself, or with one axis changed or dropped."""
    place = st.integers(0, len(shape) - 1)
    changed = st.tuples(place, st.sampled_from([1, 2, 12, None])).map(lambda pair: (*shape[: pair[0]], pair[1], *shape[pair[0] + 1 :]))
    return st.just(shape) | changed | st.just(shape[1:] or shape)

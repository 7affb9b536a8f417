"""The figures that a card shows at the full level of detail, besides those that it always shows."""

import math

from studio.blocks.block import Reach, pictured
from studio.canvas.shown.scene import Scene
from studio.graph.figures import Figures
from studio.look.figures import count, memory

Details = list[tuple[str, str]]


def details(scene: Scene, row: int) -> Details:
    """Labels and values of a node: what arrives, the work, the memory, what one value sees."""
    figures = scene.figures(row)
    if figures is None:
        return []
    shown = [("In", _arriving(scene, row)), ("Multiply-adds", count(figures.multiply_adds) if figures.multiply_adds else "")]
    if figures.shape is not None:
        shown += [("Memory, per image", memory(figures.memory)), ("Receptive field", _seen(figures))]
    return [(label, value) for label, value in shown if value]


def _arriving(scene: Scene, row: int) -> str:
    """The shapes that arrive, the equal ones counted: `28 × 28 × 6`, `3 of 32 × 32 × 16`."""
    node = scene.ids[row]
    figures = scene.measured.figures
    shapes = [
        pictured(shape)
        for wire in scene.graph.feeds.get(node, ())
        if wire.source in figures and (shape := figures[wire.source].leaving(wire.outlet).shape) is not None
    ]
    unlike = list(dict.fromkeys(shapes))
    return ", ".join(shape if shapes.count(shape) == 1 else f"{shapes.count(shape)} of {shape}" for shape in unlike)


def _seen(figures: Figures) -> str:
    """`14 × 14 px, step 2`; the whole image where nothing of it is unseen."""
    if figures.shape is None or len(figures.shape) != 3 or math.inf in figures.reach.size:
        return "whole image"
    return reach_words(figures.reach)


def reach_words(reach: Reach) -> str:
    """What one value sees of the image, and the step between two values, in pixels."""
    step = reach.stride[0] if reach.stride[0] == reach.stride[1] else None
    seen = f"{reach.size[0]:g} × {reach.size[1]:g} px"
    return f"{seen}, step {step:g}" if step is not None else seen

"""What a training step of a drawing at full size takes on this machine."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from studio import paths
from studio.compile.planner import plan, prepared
from studio.project import file
from studio.recipe import Recipe
from studio.worker.build import build
from studio.worker.losses import LossOfEach, optimizer
from studio.worker.stepping import Stepper

BATCH, STEPS = 4, 3


class Step(NamedTuple):
    """A training step.

    Attributes:
        weights: That the network has.
        loss: Of the last one; a number, where all is well.
        seconds: The fastest of some; the first makes the step too and does not count.
    """

    weights: int
    loss: float
    seconds: float


def stepped(sample: str, drawing: str) -> Step:
    """Trains a drawing on a few random images."""
    project = file.read(paths.samples() / sample)
    network, recipe = build(prepared(plan(project.graphs[drawing], drawing), scale=True, mean=None)), Recipe()
    stepper, draw = Stepper(network, LossOfEach(recipe.loss), optimizer(recipe)), np.random.default_rng(0)
    blocks = []
    for _ in range(1 + STEPS):
        images = draw.integers(0, 256, (1, BATCH, *network.plan.input_shape), dtype=np.uint8)
        blocks.append(stepper.run(images, draw.integers(0, 10, (1, BATCH))))
    return Step(network.model.count_params(), float(blocks[-1].losses[-1]), min(block.seconds for block in blocks[1:]))

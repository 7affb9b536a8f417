"""Runs programs and compares their models with those of plans."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from studio.compile.plan import Plan
from studio.compile.planner import plan
from studio.compile.source import source
from studio.graph.model import Graph
from studio.worker.build import build

SEED = 7


def run(text: str) -> Any:
    """The model that a program makes; the registry of Keras layers stays as it was."""
    names: dict[str, Any] = {"__name__": "program"}
    registered = dict(keras.saving.get_custom_objects())
    exec(compile(text, "program", "exec"), names)
    keras.utils.set_random_seed(SEED)
    model = names["build"]()
    keras.saving.get_custom_objects().update(registered)
    return model


def configured(model: Any) -> Any:
    """What Keras says of a model, less where classes come from: a program has its own copy of ours."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: plain(part) for name, part in value.items() if name != "module"}
        return [plain(part) for part in value] if isinstance(value, list | tuple) else value

    return plain(model.get_config())


def check_same(planned: Plan, graph: Graph | None = None) -> str:
    """The program's model has the plan's configuration, begins with its weights and gives its answers; the program.

    Args:
        planned: What it is compared with.
        graph: The drawing, whose modules it has functions for.
    """
    text = source(planned, graph=graph).text
    mine, theirs = build(planned, SEED).model, run(text)
    assert configured(theirs) == configured(mine)
    for own, other in zip(mine.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_array_equal(own, other)
    images = np.random.default_rng(0).integers(0, 256, (3, *planned.input_shape)).astype(np.float32)
    np.testing.assert_array_equal(answers(theirs, images), answers(mine, images))
    return text


def answers(model: Any, images: Any) -> Any:
    """What a model gives; layers may think that they are trained, where AugMix draws from Python's random numbers."""
    random.seed(SEED)
    return np.asarray(model(images))


def checked(graph: Graph) -> str:
    """The program of a drawing, after it was compared with the plan."""
    return check_same(plan(graph, "t"), graph)


def check_clean(programs: Mapping[str, str], folder: Path) -> None:
    """A linter finds nothing, and a formatter nothing to do."""
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or shutil.which("ruff")
    if ruff is None:
        pytest.skip("ruff is not installed; it comes with the extra dev")
    for name, text in programs.items():
        (folder / f"{name.replace(' ', '_')}.py").write_text(text, encoding="utf-8")
    for order in (["check"], ["format", "--diff", "--line-length=120"]):
        done = subprocess.run([ruff, *order, "--isolated", "--no-cache", str(folder)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

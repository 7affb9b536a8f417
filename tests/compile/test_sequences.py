"""Networks over sequences, from drawing to plan, program, Keras model and back."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest

from studio.blocks.ends import Input, Output
from studio.compile.plan import Plan
from studio.compile.planner import plan
from studio.compile.reading.keras_file import read_keras
from studio.compile.source import source
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.worker.build import build
from tests.compile.drawings import block, chain, drawing
from tests.compile.programs import SEED, check_clean, run

# Keras 3.15 saves its variables through NumPy in a way that NumPy 2 warns of.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning")


def reader() -> Graph:
    """A word's letters, read both ways and once more."""
    return chain(
        ("steps", Input(shape=(12, 5))),
        ("masked", block("Masking")),
        ("both", block("Bidirectional", layer={"kind": "LSTM", "units": 6, "return_sequences": True})),
        (
            "again",
            block("RNN", cell={"kind": "StackedRNNCells", "cells": [{"kind": "GRUCell", "units": 4}, {"kind": "LSTMCell", "units": 3}]}),
        ),
        ("scores", block("Dense", units=4)),
        ("answer", Output()),
    )


def transformer() -> Graph:
    """One block of a decoder: attention that sees no future, a shortcut, and a Dense at every step."""
    blocks = {
        "steps": Input(shape=(8, 16)),
        "look": block("MultiHeadAttention", num_heads=2, key_dim=4, attention_axes=(1,), use_causal_mask=True),
        "sum": block("Add"),
        "norm": block("LayerNormalization"),
        "each": block("TimeDistributed", layer={"kind": "Dense", "units": 3}),
        "answer": Output(meaning="values"),
    }
    wires = [("steps", "look", 0), ("steps", "look", 1), ("steps", "sum", 0), ("look", "sum", 1)]
    return drawing(blocks, [*wires, ("sum", "norm", 0), ("norm", "each", 0), ("each", "answer", 0)])


DRAWINGS = {"reader": reader, "transformer": transformer}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_its_program_and_its_model_again(name: str, tmp_path: Path) -> None:
    planned = plan(DRAWINGS[name](), name)
    text = source(planned).text
    check_clean({name: text}, tmp_path)
    mine, theirs = build(planned, SEED).model, run(text)
    steps = np.random.default_rng(1).normal(size=(2, *planned.input_shape)).astype("float32")
    np.testing.assert_array_equal(np.asarray(mine(steps)), np.asarray(theirs(steps)))
    mine.save(tmp_path / "model.keras")
    found = read_keras(tmp_path / "model.keras")
    again = plan(found.graph, name)
    assert found.remarks == ()
    assert [(step.symbol, step.arguments, step.at_call) for step in again.steps] == [
        (step.symbol, step.arguments, step.at_call) for step in planned.steps
    ]


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_weights_are_those_that_were_counted(name: str) -> None:
    graph = DRAWINGS[name]()
    assert build(plan(graph, name)).model.count_params() == measure(graph).weights


def test_attention_is_called_as_a_person_would_call_it() -> None:
    text = source(plan(transformer(), "decoder")).text
    assert ', name="look")(\n        inputs, inputs, use_causal_mask=True\n    )' in text
    assert 'layers.TimeDistributed(layer=layers.Dense(units=3, name="dense"), name="each")' in text


def test_a_place_sees_no_later_place_where_the_mask_is_causal() -> None:
    model = build(plan(transformer(), "decoder")).model
    steps = np.random.default_rng(1).normal(size=(1, 8, 16)).astype("float32")
    changed = steps.copy()
    changed[0, 5:] += 1
    before, after = np.asarray(model(steps)), np.asarray(model(changed))
    np.testing.assert_allclose(before[0, :5], after[0, :5], atol=1e-6)
    assert np.abs(before[0, 5:] - after[0, 5:]).max() > 1e-3


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_plan_travels_with_the_layers_within_layers(name: str) -> None:
    planned = plan(DRAWINGS[name](), name)
    assert msgspec.json.decode(msgspec.json.encode(planned), type=Plan) == planned

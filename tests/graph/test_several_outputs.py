"""Blocks with several outputs: wires, figures, modules, and values that take an output away."""

from __future__ import annotations

import pytest

from studio.blocks.block import WHOLE
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.merging import Concatenate
from studio.blocks.pooling import MaxPooling2D, MaxPoolingWithIndices2D
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.recurrent import GRU, LSTM
from studio.graph import edits
from studio.graph.flat import flat
from studio.graph.measure import measure
from studio.graph.model import Graph, Wire
from studio.graph.module import Binding, Instance, Module, Parameter, Placed
from studio.graph.modules.dissolving import dissolve
from studio.graph.modules.grouping import group
from studio.graph.modules.inside import ContentError, content
from studio.graph.named_values import of_module
from studio.graph.refusals import EditRefused
from studio.graph.rules import inputs_of, outputs_of, refusal
from studio.graph.spoken import port_name, port_words, wire_words
from studio.graph.states import set_state
from tests.graph.drawings import refuses
from tests.graph.several import coder, translator
from tests.graph.small_modules import graph_of


def reader() -> Graph:
    """A sequence that an LSTM reads; its answer and its memory are put together."""
    blocks: dict[str, Placed] = {
        "image": Input(shape=(5, 3)),
        "lstm": LSTM(units=4, return_state=True),
        "both": Concatenate(),
        "scores": Dense(units=2),
        "output": Output(),
    }
    return graph_of(blocks, "image lstm", "lstm both 0 0", "lstm both 1 2", "both scores", "scores output")


def test_every_output_has_a_shape_and_sees_as_much() -> None:
    measured = measure(reader())
    lstm = measured.figures["lstm"]
    assert [lstm.leaving(outlet).shape for outlet in range(4)] == [(4,), (4,), (4,), None]
    assert [lstm.leaving(outlet).reach for outlet in range(3)] == [WHOLE] * 3
    assert lstm.memory == 3 * 4 * 4
    assert (measured.figures["both"].shape, measured.issues) == ((8,), ())
    pooled = measure(coder()).figures
    assert pooled["pool"].leaving(1).shape == (4, 4, 3)
    assert pooled["unpool"].shape == (8, 8, 3)
    assert pooled["unpool"].reach == pooled["conv"].reach


def test_a_way_through_a_later_output_is_measured_anew_when_what_it_sees_changes() -> None:
    graph = coder()
    before = measure(graph)
    changed = edits.change(graph, "pool", MaxPoolingWithIndices2D(pool_size=(4, 4), strides=(2, 2), padding="same"))
    assert measure(changed, (graph, before)) == measure(changed)
    wider = edits.change(graph, "conv", Conv2D(filters=3, kernel_size=(5, 5), padding="same"))
    assert measure(wider, (graph, before)) == measure(wider)


def test_outputs_are_called_by_their_names() -> None:
    graph = reader()
    assert [port_name(graph.nodes["lstm"].block, port) for port in (-1, -2, -3)] == ["output", "state", "memory"]
    assert port_name(MaxPooling2D(), -1) == ""
    assert port_words(graph, "lstm", -3) == "output 3 of lstm, memory, to both"
    wire = Wire("lstm", "both", 1, 2)
    assert wire_words(graph, measure(graph), wire) == "wire from output 3 of lstm to input 2 of both, 4"


def test_there_is_no_output_beyond_the_last() -> None:
    said = "lstm has 3 outputs. Received: output 4. Start the wire at one of outputs 1 to 3."
    assert refusal(reader(), "lstm", "both", 2, outlet=3) == said


def test_a_value_that_takes_outputs_away_takes_their_wires_along() -> None:
    graph = edits.change(reader(), "lstm", LSTM(units=4))
    assert outputs_of(graph.nodes["lstm"].block) == 1
    assert graph.feeds["both"] == (Wire("lstm", "both", 0),)
    assert edits.change(graph, "lstm", LSTM(units=4, return_state=True)).wires == graph.wires


def test_another_block_with_fewer_outputs_is_refused() -> None:
    with refuses("lstm cannot become GRU, which has 2 outputs: 2 wires are from it. Remove wires first."):
        edits.change(reader(), "lstm", GRU(return_state=True))


def test_a_bypassed_one_hands_its_input_on_at_every_output() -> None:
    laid = flat(set_state(coder(), ["pool"], "bypassed"))
    assert laid.made == {"pool": ("image", 0)}
    assert laid.graph.feeds["unpool"] == (Wire("conv", "unpool", 0), Wire("image", "unpool", 1))


def test_a_module_may_show_the_second_output_of_what_is_inside() -> None:
    graph, instance = group(coder(), ["pool"])
    assert {wire.outlet for wire in graph.follows[instance]} == {0, 1}
    block = graph.nodes[instance].block
    assert isinstance(block, Instance)
    assert [port.name for port in block.module.outputs] == ["output1", "indices"]
    assert measure(graph).figures["unpool"].shape == (8, 8, 3)
    laid = flat(graph)
    assert laid.graph.feeds["unpool"][1] == Wire(f"{instance}/pool", "unpool", 1, 1)
    assert measure(dissolve(graph, instance)).figures["unpool"] == measure(coder()).figures["unpool"]


def following() -> Graph:
    """A module inside which the LSTM gives its state where a parameter says so, and a Dense takes it."""
    blocks: dict[str, Placed] = {
        "input1": ModuleInput(),
        "lstm": LSTM(units=4, return_state=True),
        "dense": Dense(units=2),
        "output1": ModuleOutput(),
    }
    return graph_of(blocks, "input1 lstm", "lstm dense 0 1", "dense output1")


SAID = "In lstm{}: dense takes output 2. Received: values that leave one output alone. Choose others, or remove that wire."


def test_a_parameter_that_takes_an_output_away_is_at_fault() -> None:
    module = Module("reader", following(), (Parameter("keep", True),), (Binding("lstm", "return_state", "keep"),), title="Reader")
    assert content(Instance(module)).nodes["lstm"].block == LSTM(units=4, return_state=True)
    with pytest.raises(ContentError) as fault:
        content(Instance(module, {"keep": False}))
    assert str(fault.value) == SAID.format(" of Reader")
    with pytest.raises(EditRefused) as refused:
        of_module(Module("drawing", following(), (Parameter("keep", False),), module.bindings))
    assert str(refused.value) == SAID.format("")


def test_a_state_is_handed_over_by_wires() -> None:
    graph = translator()
    measured = measure(graph)
    assert (measured.figures["writer"].shape, measured.issues) == ((6, 4), ())
    writer, plain = graph.nodes["writer"].block, LSTM()
    assert (inputs_of(writer), inputs_of(plain)) == (3, 1)
    assert [port_name(writer, port) for port in range(3)] == ["sequences", "state", "memory"]
    assert port_name(plain, 0) == ""
    assert port_words(graph, "writer", 2) == "input 3 of writer, memory, from reader"


def test_a_state_that_is_not_wired_is_an_issue() -> None:
    graph = edits.disconnect(translator(), Wire("reader", "writer", 1, 1))
    (issue,) = measure(graph).issues
    assert (issue.node, issue.stops) == ("writer", True)
    assert issue.text == "LSTM takes 3 inputs. Received: 2, none at input 2. Lead a wire to input 2 of writer."
    assert edits.connect(graph, "reader", "writer", outlet=1) == translator()


def test_a_layer_that_begins_with_zeros_again_loses_the_wires_of_its_state() -> None:
    graph = edits.change(translator(), "writer", LSTM(units=4, return_sequences=True))
    assert graph.feeds["writer"] == (Wire("again", "writer", 0),)
    assert measure(graph).issues == ()


def test_a_state_of_another_size_is_refused_where_the_wire_is_drawn() -> None:
    graph = edits.change(edits.disconnect(translator(), Wire("reader", "writer", 2, 2)), "reader", LSTM(units=3, return_state=True))
    said = (
        "LSTM begins with a state of (4,): state and memory, after the sequence. Received: (3,), (3,). "
        "Lead the state of a layer of the same size there, or set initial_state to False."
    )
    assert refusal(graph, "reader", "writer", 2, measure(graph), outlet=2) == said


def test_a_parameter_that_takes_the_wired_state_away_is_at_fault() -> None:
    drawing = Module("drawing", translator(), (Parameter("wired", False),), (Binding("writer", "initial_state", "wired"),))
    with pytest.raises(EditRefused) as refused:
        of_module(drawing)
    one, other = (f"In writer: reader feeds input {port}. Received: values that leave one input alone." for port in (2, 3))
    assert str(refused.value) == f"{one} Choose others, or remove that wire. {other} Choose others, or remove that wire."


def test_no_convolution_is_offered_on_a_wire_of_indices() -> None:
    graph = edits.change(coder(), "conv", Conv2D(filters=5, padding="same"))
    (issue,) = measure(graph).issues
    assert (issue.node, issue.fix) == ("unpool", None)

"""Programs of blocks with several outputs: each output is a variable, read back to the wire that it was."""

from __future__ import annotations

from msgspec.structs import replace

from studio.blocks.attention import Attention
from studio.blocks.dense import Dense
from studio.blocks.ends import AuxiliaryOutput, Input, Output
from studio.blocks.merging import Concatenate
from studio.blocks.recurrent import GRU, LSTM
from studio.blocks.reshaping import Flatten
from studio.blocks.wrapping import Bidirectional
from studio.compile.plan import Plan
from studio.compile.planner import plan, prepared
from studio.compile.source import source
from studio.graph.model import Binding, Graph, Parameter, Wire
from studio.graph.modules.grouping import group
from studio.graph.states import set_state
from tests.compile.parsing.same import edited_text, read_back
from tests.compile.programs import check_same, checked
from tests.graph.several import coder, translator
from tests.graph.small_modules import Placed, graph_of


def reader(outlet: int = 2) -> Graph:
    """A sequence of which one state is what the network answers with."""
    blocks: dict[str, Placed] = {
        "image": Input(shape=(5, 3)),
        "lstm": LSTM(units=4, return_state=True),
        "answer": Output(meaning="values"),
    }
    return graph_of(blocks, "image lstm", f"lstm answer 0 {outlet}")


def looked() -> Graph:
    """A sequence that looks at itself; answer and scores are put together."""
    blocks: dict[str, Placed] = {
        "image": Input(shape=(5, 3)),
        "look": Attention(return_attention_scores=True),
        "both": Concatenate(),
        "answer": Output(meaning="values"),
    }
    return graph_of(blocks, "image look 0", "image look 1", "look both 0 0", "look both 1 1", "both answer")


def build_of(graph: Graph) -> str:
    """The function `build` of a drawing's program, from its first layer on, after it was compared with the plan and read back."""
    read_back(graph)
    return checked(graph).partition("    inputs = ")[2].partition("\n\n\n")[0]


def test_each_output_is_a_variable() -> None:
    assert build_of(coder()) == (
        'keras.Input(INPUT_SHAPE, name="image")\n'
        '    x, pool_indices = MaxPoolingWithIndices2D(2, name="pool")(inputs)\n'
        '    x = layers.Conv2D(3, 3, padding="same", name="conv")(x)\n'
        '    outputs = MaxUnpooling2D(name="unpool")([x, pool_indices])\n'
        '    return keras.Model(inputs, outputs, name="t")'
    )


def test_outputs_that_nobody_takes_have_no_name() -> None:
    assert '    _, _, outputs = layers.LSTM(4, return_state=True, name="lstm")(inputs)\n' in build_of(reader())
    assert '    outputs, _, _ = layers.LSTM(4, return_state=True, name="lstm")(inputs)\n' in build_of(reader(0))


def test_scores_of_attention_are_asked_for_where_it_is_called() -> None:
    line = '    x, look_scores = layers.Attention(name="look")([inputs, inputs], return_attention_scores=True)\n'
    assert line in build_of(looked())


def test_states_of_both_directions() -> None:
    blocks: dict[str, Placed] = {
        "image": Input(shape=(5, 3)),
        "both": Bidirectional(layer=GRU(units=4, return_state=True)),
        "states": Concatenate(),
        "answer": Output(meaning="values"),
    }
    graph = graph_of(blocks, "image both", "both states 0 1", "both states 1 2", "states answer")
    assert "    _, x, both_backward_state = layers.Bidirectional(" in build_of(graph)


def test_a_function_gives_the_second_output_of_what_is_inside() -> None:
    graph, _ = group(coder(), ["pool"])
    text = checked(graph)
    assert '    return MaxPoolingWithIndices2D(2, name=f"{name}_pool")(x)\n' in text
    assert '    x, module1_indices = module(inputs, name="module1")\n' in text
    read_back(graph)


def test_a_value_that_a_bypassed_node_shows_is_still_the_second_output() -> None:
    graph = set_state(coder(), ["conv"], "bypassed")
    graph = graph.replace(wires=tuple(sorted({*graph.wires, Wire("pool", "conv", 0, 1)} - {Wire("pool", "conv", 0)})))
    planned = plan(graph, "t")
    assert planned.made == {"conv": "pool:1"}
    assert (planned.value_of("conv"), planned.value_of("pool"), planned.value_of("gone")) == ("pool:1", "pool", None)


def test_the_values_of_a_plan_are_named_by_step_and_output() -> None:
    planned = plan(coder(), "t")
    assert [(step.name, step.inputs, step.outputs) for step in planned.steps if step.node in ("pool", "unpool")] == [
        ("pool", ("image",), ("output", "indices")),
        ("unpool", ("conv", "pool:1"), ()),
    ]
    assert plan(reader(), "t").output == plan(reader(), "t").logits == "lstm:2"
    assert prepared(plan(coder(), "t"), True, None).steps[2].inputs == ("rescaling",)


def headed() -> Plan:
    """An answer of classes from one output, and an auxiliary one from the other."""
    blocks: dict[str, Placed] = {
        "image": Input(shape=(5, 3)),
        "lstm": LSTM(units=4, return_state=True),
        "scores": Dense(units=3, activation="softmax"),
        "answer": Output(),
        "flat": Flatten(),
        "more": AuxiliaryOutput(),
    }
    return plan(graph_of(blocks, "image lstm", "lstm scores 0 1", "scores answer", "lstm flat 0 2", "flat more"), "t")


def test_scores_may_come_from_any_output() -> None:
    planned = headed()
    assert (planned.logits, planned.output, [head.logits for head in planned.heads]) == ("scores", "scores_softmax", ["flat"])
    assert [step.name for step in planned.answering().steps] == ["image", "lstm", "scores", "scores_softmax"]
    check_same(planned.answering())
    told = plan(reader(1).replace(nodes=reader(1).nodes | {"answer": graph_of({"answer": Output()}).nodes["answer"]}), "t")
    assert (told.logits, told.output) == ("lstm:1", "answer")


def test_another_output_that_is_typed_is_another_wire() -> None:
    found = edited_text(reader(1), ("_, outputs, _ =", "_, _, outputs ="))
    assert found.graph.feeds["answer"] == (Wire("lstm", "answer", 0, 2),)


def test_a_state_that_is_no_longer_returned_loses_its_output() -> None:
    found = edited_text(reader(1), ("_, outputs, _ =", "outputs ="), ("4, return_state=True", "4"))
    assert found.graph.feeds["answer"] == (Wire("lstm", "answer", 0, 0),)
    assert found.graph.nodes["lstm"].block == LSTM(units=4)


def test_what_several_outputs_are_kept_in_may_be_one_variable() -> None:
    text = source(plan(reader(1), "t")).text
    assert "_, outputs, _ = " in text
    found = edited_text(reader(1), ("_, outputs, _ = ", "found = "), ("keras.Model(inputs, outputs", "keras.Model(inputs, found[2]"))
    assert found.graph.feeds["answer"] == (Wire("lstm", "answer", 0, 2),)


def test_a_state_is_handed_over_where_the_layer_is_called() -> None:
    assert build_of(translator()) == (
        'keras.Input(INPUT_SHAPE, name="image")\n'
        '    x, reader_state, reader_memory = layers.LSTM(4, return_state=True, name="reader")(inputs)\n'
        '    x = layers.RepeatVector(n=6, name="again")(x)\n'
        '    outputs = layers.LSTM(4, return_sequences=True, name="writer")(x, initial_state=[reader_state, reader_memory])\n'
        '    return keras.Model(inputs, outputs, name="t")'
    )
    graph, _ = group(translator(), ["again", "writer"])
    read_back(graph)
    checked(graph)


def test_a_state_that_is_typed_is_wired_and_one_that_is_deleted_is_not() -> None:
    taken = edited_text(translator(), (", initial_state=[reader_state, reader_memory]", "")).graph
    assert taken.nodes["writer"].block == LSTM(units=4, return_sequences=True)
    assert taken.feeds["writer"] == (Wire("again", "writer", 0),)
    again = edited_text(taken, ("x, _, _ =", "x, *state ="), ('name="writer")(x)', 'name="writer")(x, initial_state=state)')).graph
    assert again == translator()


def test_whether_a_state_is_wired_is_no_argument_even_where_it_follows_a_parameter() -> None:
    graph = replace(translator(), parameters=(Parameter("wired", True),), bindings=(Binding("writer", "initial_state", "wired"),))
    text = source(plan(graph, "t"), graph=graph).text
    assert "initial_state=[reader_state, reader_memory])" in text
    assert "WIRED" not in text.partition("def build")[2]

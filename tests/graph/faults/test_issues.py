"""Every fault is told at its cause, in a whole sentence, and its fix mends it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.blocks.activation import ReLU
from studio.blocks.block import Shape, spelled
from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import AuxiliaryOutput, Input, Output
from studio.blocks.merging import Add
from studio.blocks.pooling import GlobalAveragePooling2D
from studio.blocks.regularisation import Dropout
from studio.blocks.reshaping import Flatten, UpSampling2D
from studio.blocks.unknown import UnknownBlock
from studio.graph import edits
from studio.graph.edits import EditRefused
from studio.graph.faults.issues import Issue, data_issues, of_node
from studio.graph.faults.sight import Sight
from studio.graph.measure import measure
from studio.graph.model import Graph, Wire
from studio.graph.states import effective, set_state
from tests.graph.drawings import Numbers, chain, circle, drawn, lenet, node, numbers, residual, sources, wired


def told(graph: Graph) -> list[tuple[str | None, str, bool]]:
    """Name of the node, text and whether it stops training, for all issues."""
    return [(issue.node and graph.nodes[issue.node].name, issue.text, issue.stops) for issue in measure(graph).issues]


def only(graph: Graph) -> Issue:
    (issue,) = measure(graph).issues
    return issue


def mended(graph: Graph, label: str) -> Graph:
    """The graph after the fix of its only issue, which must have that label."""
    fix = only(graph).fix
    assert fix is not None
    assert fix.label == label
    return fix.edit(graph)


def test_an_empty_board():
    assert told(Graph()) == [
        (None, "The network has no Input, so no image can enter. Put an Input before its first node.", True),
        (None, "The network has no Output, so it gives no answer. Put an Output after its last node.", True),
    ]
    graph = Graph()
    for issue in measure(graph).issues:
        assert issue.fix is not None
        graph = issue.fix.edit(graph)
    assert [n.name for n in graph.nodes.values()] == ["input1", "output1"]
    first, second = (n.position for n in graph.nodes.values())
    assert first != second


def test_no_input():
    graph = _without("input1")
    assert told(graph) == [(None, "The network has no Input, so no image can enter. Put an Input before its first node.", True)]
    assert told(mended(graph, "Put an Input before pad1")) == []


def test_no_output():
    graph = _without("output1")
    assert told(graph) == [(None, "The network has no Output, so it gives no answer. Put an Output after its last node.", True)]
    assert told(mended(graph, "Put an Output after dense3")) == []


def test_two_outputs_where_one_is_meant():
    graph, _ = edits.add(lenet(), Output(), (0, 400))
    assert told(graph) == [("output2", "A network has one Output. Received: output1, output2. Take one of them out.", True)]
    assert mended(graph, "Take output2 out").named("output2") is None


def test_two_wired_outputs():
    graph, _ = edits.add(lenet(), Output(), (0, 400))
    assert len(told(wired(graph, "dense3", "output2"))) == 1


def test_two_inputs():
    graph, _ = edits.add(lenet(), Input(), (0, 400))
    assert told(graph) == [("input2", "A network has one Input. Received: input1, input2. Take one of them out.", True)]


def test_a_node_without_a_wire_is_left_out():
    graph, _ = edits.add(lenet(), Dropout(), (7 * 208.0, 240.0))
    assert told(graph) == [("drop1", "No wire arrives, so training leaves it out.", False)]
    after = mended(graph, "Put it after dense1")
    assert sources(after, "dense2") == ["drop1"]
    assert told(after) == []


def test_the_fix_never_puts_a_node_between_logits_and_output():
    graph, _ = edits.add(lenet(), Dropout(), (10 * 208.0, 240.0))
    mended(graph, "Put it after dense2")


def test_a_cut_wire_is_one_fault():
    graph = lenet()
    (wire,) = graph.feeds[node(graph, "conv2")]
    graph = edits.disconnect(graph, wire)
    assert told(graph) == [("conv2", "No wire arrives, so no image reaches output1. Lead a wire to it.", True)]
    assert told(mended(graph, "Wire pool1 to it")) == []


def test_an_output_without_a_wire():
    graph, _ = edits.add(_without("output1"), Output(), (0, 400))
    assert told(graph) == [("output1", "No wire arrives, so no image reaches it. Lead a wire to it.", True)]
    assert told(mended(graph, "Wire dense3 to it")) == []


def test_an_output_that_goes_nowhere():
    graph, relu = edits.add(lenet(), ReLU(), (0, 400))
    graph = edits.connect(graph, node(graph, "conv1"), relu)
    assert told(graph) == [("relu1", "Its output goes nowhere, so training leaves it out.", False)]
    assert told(mended(graph, "Take relu1 out")) == []


def test_a_merge_of_one():
    graph = residual()
    graph = edits.disconnect(graph, graph.feeds[node(graph, "add1")][0])
    name = sources(graph, "add1")[0]
    lonely = [issue for issue in told(graph) if issue[0] == "add1"]
    assert lonely == [
        ("add1", f"Add merges two or more inputs. Received: one, from {name}. Lead another wire to add1, or take it out.", True)
    ]


def test_a_merge_of_one_can_be_taken_out():
    graph = chain(Input(shape=(8, 8, 1)), Flatten(), Add(), Dense(), Output())
    assert told(mended(graph, "Take add1 out")) == []


def test_a_kernel_larger_than_the_map():
    graph = chain(Input(shape=(4, 4, 1)), Conv2D(kernel_size=(5, 5)), Flatten(), Dense(), Output())
    text = 'A 5 × 5 filter is larger than the 4 × 4 map. Choose a smaller kernel_size, or the padding "same".'
    assert told(graph) == [("conv1", text, True)]
    assert told(mended(graph, "Set the padding of conv1 to same")) == []


def test_a_shortcut_of_another_shape():
    graph = chain(
        Input(shape=(8, 8, 3)),
        Conv2D(filters=16, strides=(2, 2), padding="same"),
        Conv2D(filters=16, padding="same"),
        Add(),
        Flatten(),
        Dense(),
        Output(),
    )
    graph = wired(graph, "input1", "add1")
    received = ", ".join(spelled(shape) for shape in _arriving(graph, "add1"))
    text = f"Add needs inputs of one shape. Received: {received}. Put a 1x1 Conv2D with strides 2 on the shortcut."
    assert told(graph) == [("add1", text, True)]
    after = mended(graph, "Put a 1×1 Conv2D between input1 and add1")
    assert after.nodes[node(after, "conv3")].block == Conv2D(filters=16, kernel_size=(1, 1), strides=(2, 2), padding="same")
    assert told(after) == []


def test_a_fault_in_a_branch_that_is_not_used_is_a_warning():
    graph, conv = edits.add(lenet(), Conv2D(), (0, 400))
    graph = edits.connect(graph, node(graph, "flatten1"), conv)
    text = "Conv2D needs an image (height, width, channels). Received: (400,). Put it before Flatten, or put a Reshape before it."
    assert told(graph) == [("conv3", text, False)]


def test_an_output_for_classes_that_receives_an_image():
    graph = chain(Input(shape=(8, 8, 3)), Conv2D(), Dense(units=20), Dropout(), Dense(units=10), Output())
    text = (
        "Output needs a vector with one value a class. Received: (6, 6, 10). "
        "Put a Flatten and a Dense before it, or choose the meaning values."
    )
    assert told(graph) == [("output1", text, True)]
    after = mended(graph, "Put a Flatten before dense1")
    assert sources(after, "dense1") == ["flatten1"]
    assert told(after) == []


def test_an_unknown_block_of_a_package_says_what_to_install():
    graph = chain(Input(), UnknownBlock({"kind": "acme_layers.layers.Swirl"}), Flatten(), Dense(), Output())
    ((name, text, stops),) = told(graph)
    assert stops
    assert text == (
        "acme_layers.layers.Swirl is not known to this version of the studio, so what follows has no shape. "
        f"Install the package acme_layers if it offers layers to the studio and open the model again, or take {name} out."
    )


@pytest.mark.parametrize("kind", ["keras.layers.Newest", "mine>Odd", "?.Odd"])
def test_an_unknown_block_that_does_not_tell_its_package_says_to_update_the_studio(kind):
    graph = chain(Input(), UnknownBlock({"kind": kind}), Flatten(), Dense(), Output())
    assert "Update the studio, or take " in told(graph)[0][1]


def test_an_unknown_block():
    graph = chain(Input(), UnknownBlock({"kind": "FancyConv"}), Flatten(), Dense(), Output())
    text = "FancyConv is not known to this version of the studio, so what follows has no shape. Update the studio, or take conv1 out."
    assert told(graph) == [("conv1", text, True)]
    assert told(mended(graph, "Take conv1 out")) == []


def test_a_circle():
    graph = chain(Input(shape=(8, 8, 1)), Add(), Conv2D(), Flatten(), Dense(), Output())
    back = Wire(node(graph, "conv1"), node(graph, "add1"), 1)
    graph = graph.replace(wires=tuple(sorted([*graph.wires, back])))
    first, second = sorted(["add1", "conv1"], key=lambda name: node(graph, name))
    text = f"{first} and {second} feed each other in a circle, but data flows one way. Remove one of their wires."
    assert told(graph) == [(first, text, True)]
    mended(graph, f"Remove the wire from {second} to {first}")


def test_a_circle_of_one_and_of_three():
    graph = circle()
    texts = {text for _, text, _ in told(graph) if "circle" in text}
    assert len(texts) == 1
    alone = chain(Input(), Conv2D(), Flatten(), Dense(), Output())
    conv = node(alone, "conv1")
    looped = alone.replace(wires=tuple(sorted([*alone.wires[:0], *(w for w in alone.wires if w.target != conv), Wire(conv, conv)])))
    assert told(looped)[0] == ("conv1", "conv1 feeds itself in a circle, but data flows one way. Remove one of their wires.", True)


def test_every_fault_at_once_in_the_data_s_way():
    graph = chain(Input(shape=(8, 8, 1)), Conv2D(kernel_size=(9, 9)), Flatten(), Dense(), Output())
    graph, _ = edits.add(graph, Dropout(), (0, 400))
    graph, _ = edits.add(graph, Output(), (0, 800))
    assert told(graph)[0][0] == "output2"
    assert {name for name, _, _ in told(graph)} == {"output2", "conv1", "drop1"}


def test_data_of_another_shape():
    graph = lenet()
    issues = data_issues(graph, measure(graph), (32, 32, 3), 10)
    assert [(graph.nodes[i.node or ""].name, i.text, i.stops) for i in issues] == [
        (
            "input1",
            "input1 takes images of (28, 28, 1). Received: data of (32, 32, 3). Give it the shape of the data, or choose other data.",
            True,
        )
    ]
    fix = issues[0].fix
    assert fix is not None
    assert fix.label == "Set the shape to 32 × 32 × 3"
    after = fix.edit(graph)
    assert data_issues(after, measure(after), (32, 32, 3), 10) == ()


def test_data_with_another_number_of_classes():
    graph = lenet()
    (issue,) = data_issues(graph, measure(graph), (28, 28, 1), 47)
    assert issue.text == "output1 answers with 10 classes. Received: data of 47 classes. Give the last Dense 47 units."
    assert issue.stops
    assert issue.fix is not None
    assert issue.fix.label == "Set dense3 to 47 units"
    after = issue.fix.edit(graph)
    assert measure(after).figures[node(after, "output1")].shape == (47,)


def test_values_learn_from_classes_one_each():
    graph = chain(Input(), Flatten(), Dense(units=3), Output(meaning="values"))
    (issue,) = data_issues(graph, measure(graph), (28, 28, 1), 10)
    assert issue.text == "output1 answers with values of (3,). Received: data of 10 classes. Give the last Dense 10 units."
    assert issue.fix is not None
    after = issue.fix.edit(graph)
    assert data_issues(after, measure(after), (28, 28, 1), 10) == ()


def test_no_fix_where_the_units_would_not_be_the_classes():
    reshaped = chain(Input(), Dense(units=10), Flatten(), Output())
    pooled = chain(Input(), Dense(units=10), Output(meaning="values"))
    for graph in (reshaped, pooled):
        (issue,) = data_issues(graph, measure(graph), (28, 28, 1), 10)
        assert issue.fix is None


def test_data_that_suits():
    graph = lenet()
    assert data_issues(graph, measure(graph), (28, 28, 1), 10) == ()


@given(numbers)
def test_a_fix_takes_its_issue_away(edit_list: list[Numbers]):
    graph = drawn(edit_list)[-1]
    for issue in measure(graph).issues:
        if issue.fix is not None:
            try:
                after = measure(issue.fix.edit(graph))
            except EditRefused as error:
                assert str(error).endswith("locked. Unlock it first.")  # noqa: PT017  # most fixes are not refused
                continue
            assert (issue.node, issue.text) not in [(left.node, left.text) for left in after.issues]


def test_a_fix_for_a_graph_that_has_changed_is_refused():
    graph, drop = edits.add(lenet(), Dropout(), (7 * 208.0, 240.0))
    fix = only(graph).fix
    assert fix is not None
    with pytest.raises(EditRefused):
        fix.edit(edits.remove(graph, [drop]))


def _arriving(graph: Graph, name: str) -> list[Shape]:
    figures = measure(graph).figures
    return [figures[wire.source].shape or () for wire in graph.feeds[node(graph, name)]]


def _without(name: str) -> Graph:
    graph = lenet()
    return edits.remove(graph, [node(graph, name)])


def test_a_shortcut_that_no_stride_could_shrink_has_no_fix() -> None:
    graph, image = edits.add(Graph(), Input(shape=(4100, 4100, 1)), (0.0, 0.0))
    graph, pooled = edits.add(graph, GlobalAveragePooling2D(keepdims=True), (0.0, 0.0))
    graph, wide = edits.add(graph, UpSampling2D(), (0.0, 0.0))
    graph, joined = edits.add(graph, Add(), (0.0, 0.0))
    for source, target in ((image, pooled), (pooled, wide), (wide, joined), (image, joined)):
        graph = edits.connect(graph, source, target)
    (found,) = [issue for issue in measure(graph).issues if issue.node == joined]
    assert found.text.startswith("Add needs inputs of one shape. Received: (2, 2, 1), (4100, 4100, 1).")
    assert found.fix is None


def test_no_input_is_put_where_a_muted_node_has_its_wire() -> None:
    graph, muted = edits.add(Graph(), Conv2D(), (0.0, 0.0))
    graph, end = edits.add(graph, Output(), (0.0, 0.0))
    graph = set_state(edits.connect(graph, muted, end), [muted], "muted")
    fixes = [issue.fix for issue in measure(graph).issues if issue.fix is not None]
    assert "Add an Input" in {fix.label for fix in fixes}
    for fix in fixes:
        fix.edit(graph)


@given(numbers, st.booleans())
def test_every_node_with_a_fault_is_among_those_that_are_looked_at(edit_list: list[Numbers], inside: bool):
    graph = drawn(edit_list)[-1]
    measured = measure(graph, given={} if inside else None)
    sight = Sight(effective(graph), measured.figures, measured.order, measured.reached, measured.leading, measured.tangled, graph, inside)
    found = [issue for node in sight.in_order() if (issue := of_node(sight, node))]
    assert [issue for issue in measured.issues if issue in found] == found


def headed(units: int = 3) -> Graph:
    """Flatten, then a Dense and an Output; a second Dense with an AuxiliaryOutput beside them."""
    graph = chain(Input(shape=(2, 2, 1)), Flatten(), Dense(units=3), Output())
    (flatten,) = (each.id for each in graph.nodes.values() if isinstance(each.block, Flatten))
    graph, dense = edits.add(graph, Dense(units=units), (0.0, 400.0), "dense2")
    graph, end = edits.add(graph, AuxiliaryOutput(), (200.0, 400.0), "helper")
    return edits.connect(edits.connect(graph, flatten, dense), dense, end)


def test_auxiliary_outputs_stand_beside_the_one_output_and_count() -> None:
    graph = headed()
    measured = measure(graph)
    assert told(graph) == []
    assert measured.used == graph.nodes.keys()
    assert measured.weights == 2 * (4 * 3 + 3)


def test_an_auxiliary_output_alone_is_no_answer() -> None:
    graph = headed()
    (output,) = (each.id for each in graph.nodes.values() if type(each.block) is Output)
    texts = [text for _, text, _ in told(edits.remove(graph, [output]))]
    assert "The network has no Output, so it gives no answer. Put an Output after its last node." in texts


def test_an_auxiliary_output_that_nothing_reaches() -> None:
    graph = headed()
    helper = graph.named("helper")
    assert helper
    cut = edits.disconnect(graph, graph.feeds[helper.id][0])
    assert ("helper", "No wire arrives, so no image reaches it. Lead a wire to it.", True) in told(cut)


def test_an_auxiliary_output_with_other_classes_than_the_data() -> None:
    graph = headed(units=4)
    (issue,) = data_issues(graph, measure(graph), (2, 2, 1), 3)
    assert issue.text == "helper answers with 4 classes. Received: data of 3 classes. Give the last Dense 3 units."
    assert issue.fix
    assert data_issues(issue.fix.edit(graph), measure(issue.fix.edit(graph)), (2, 2, 1), 3) == ()

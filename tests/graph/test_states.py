"""Nodes are bypassed, muted and locked; notes stand beside them."""

from __future__ import annotations

from studio.blocks.convolution import Conv2D
from studio.blocks.merging import Add
from studio.blocks.regularisation import Dropout
from studio.graph import edits
from studio.graph.model import Graph, Note
from studio.graph.notes import add_note, change_note, held
from studio.graph.states import effective, passes, set_locked, set_state
from tests.graph.drawings import chain, lenet, node, refuses, residual, sources


def framed() -> tuple[Graph, str, str]:
    """conv1 and a comment wholly in a frame, conv2 partly."""
    graph = chain(Conv2D(), Conv2D())
    graph, frame = add_note(graph, Note("", "stem", (-20.0, -20.0), (300.0, 300.0), kind="frame"))
    graph, comment = add_note(graph, Note("", "look", (0.0, 190.0), (100.0, 50.0)))
    return graph, frame, comment


def test_a_state_is_set_for_many_at_once() -> None:
    graph = residual()
    ids = [node(graph, "conv1"), node(graph, "conv2")]
    bypassed = set_state(graph, ids, "bypassed")
    assert [passes(bypassed.nodes[each]) for each in ids] == [True, True]
    assert set_state(bypassed, ids, "on") == graph


def test_what_nothing_passes_through_is_not_bypassed() -> None:
    graph = lenet()
    with refuses("input1 has no input, so nothing can pass through it. Mute it instead."):
        set_state(graph, [node(graph, "input1")], "bypassed")
    with refuses("output1 has no output, so nothing can pass through it. Mute it instead."):
        set_state(graph, [node(graph, "output1")], "bypassed")


def test_muted_nodes_take_no_part() -> None:
    graph = residual()
    muted = set_state(graph, [node(graph, "conv2")], "muted")
    assert node(graph, "conv2") not in effective(muted).nodes
    assert sources(effective(muted), "add1") == ["conv1"]
    assert effective(graph) is graph
    assert effective(muted) is effective(muted)


def test_a_locked_node_stays_where_and_as_it_is() -> None:
    graph = chain(Conv2D(), Conv2D())
    conv = node(graph, "conv1")
    locked = set_locked(graph, [conv], True)
    with refuses("conv1 is locked. Unlock it first."):
        edits.move(locked, {conv: (1.0, 1.0)})
    with refuses("conv1 is locked. Unlock it first."):
        edits.change(locked, conv, Dropout())
    with refuses("conv1 is locked. Unlock it first."):
        edits.rename(locked, conv, "stem")
    with refuses("conv1 is locked. Unlock it first."):
        set_state(locked, [conv], "muted")
    with refuses("conv1 and conv2 are locked. Unlock them first."):
        edits.remove(set_locked(locked, [node(graph, "conv2")], True), list(graph.nodes))
    assert edits.move(locked, {conv: locked.nodes[conv].position}) == locked
    assert set_locked(locked, [conv], False) == graph


def test_a_copy_of_a_locked_node_is_free() -> None:
    graph = chain(Conv2D())
    graph = set_locked(graph, [node(graph, "conv1")], True)
    pasted, (new,) = edits.paste(graph, edits.copy(graph, [node(graph, "conv1")]), (24, 24))
    assert not pasted.nodes[new].locked


def test_a_note_is_placed_changed_and_removed() -> None:
    graph, note = add_note(lenet(), Note("anything", "hello"))
    assert graph.notes[note].id == note
    assert change_note(graph, note, text="bye", size=(10.0, 20.0)).notes[note] == Note(note, "bye", size=(10.0, 20.0))
    assert edits.remove(graph, [note]).notes == {}
    with refuses("The drawing has no note with the id gone. It may have been removed since."):
        change_note(graph, "gone", text="bye")


def test_a_frame_takes_along_what_lies_wholly_in_it() -> None:
    graph, frame, comment = framed()
    assert held(graph, frame) == (node(graph, "conv1"), comment)
    assert held(graph, comment) == ()
    moved = edits.move(graph, {frame: (80.0, -20.0)})
    assert moved.nodes[node(graph, "conv1")].position == (100.0, 0.0)
    assert moved.nodes[node(graph, "conv2")].position == (208.0, 0.0)
    assert moved.notes[comment].position == (100.0, 190.0)


def test_a_frame_leaves_locked_nodes_and_takes_no_node_twice() -> None:
    graph, frame, _ = framed()
    conv = node(graph, "conv1")
    assert edits.move(set_locked(graph, [conv], True), {frame: (80.0, 0.0)}).nodes[conv].position == (0.0, 0.0)
    assert edits.move(graph, {frame: (80.0, -20.0), conv: (7.0, 7.0)}).nodes[conv].position == (7.0, 7.0)


def test_a_frame_that_goes_leaves_what_is_in_it() -> None:
    graph, frame, comment = framed()
    left = edits.remove(graph, [frame])
    assert (left.nodes, list(left.notes)) == (graph.nodes, [comment])


def test_notes_are_copied_with_nodes() -> None:
    graph, frame, _ = framed()
    fragment = edits.copy(graph, [node(graph, "conv1"), frame])
    pasted, (conv, note) = edits.paste(graph, fragment, (24.0, 24.0))
    assert pasted.nodes[conv].name == "conv3"
    assert pasted.notes[note] == Note(note, "stem", (4.0, 4.0), (300.0, 300.0), kind="frame")


def test_edits_of_wires_keep_the_notes() -> None:
    graph, frame, _ = framed()
    (wire,) = graph.wires
    graph, add = edits.add(graph, Add(), (0, 0))
    assert frame in edits.connect(edits.disconnect(graph, wire), node(graph, "conv1"), add).notes

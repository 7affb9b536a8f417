"""Building fast: a person draws with keyboard and mouse, copies, arranges, writes notes, switches nodes, and walks back and forth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from studio.data import NumpyFile
from studio.graph.quick.chaining import reading_order
from studio.project import samples
from tests.app.conftest import answer
from tests.scenarios.drafter import ALT, LENET, SPARE, Drafter


def test_a_block_is_added_by_a_few_letters_with_its_values(person: Drafter) -> None:
    person.clicks("conv2")
    person.hits("Tab")
    person.writes("conv 32 3x3 relu")
    assert person.offers[0] == "Conv2D"
    person.hits("Return")
    (conv,) = person.chosen
    block = person.block(conv)
    assert (block.filters, block.kernel_size, block.activation) == (32, (3, 3), "relu")
    assert ("conv2", conv) in person.wires()
    assert person.shape(conv) == (8, 8, 32)


@pytest.mark.parametrize("way", ["Tab", "Space", "double click"])
def test_the_quick_add_opens_wherever_one_wants_it_and_escape_leaves_all_as_it_was(person: Drafter, way: str) -> None:
    before = person.graph
    if way == "double click":
        person.double_clicks(SPARE)
    else:
        person.clicks_nothing()
        person.hits(way)
    person.writes("dro")
    assert person.offers[0] == "Dropout"
    person.hits("Escape")
    assert QApplication.activePopupWidget() is None
    assert person.graph is before


def test_a_wire_pulled_into_empty_space_offers_what_fits_there(person: Drafter) -> None:
    person.pulls_wire_from("conv2", SPARE)
    assert "Dense" not in person.offers[:3]
    person.writes("batch")
    person.hits("Return")
    (norm,) = person.chosen
    assert type(person.block(norm)).__name__ == "BatchNormalization"
    assert ("conv2", norm) in person.wires()


def test_a_node_is_taken_out_of_its_chain_and_put_onto_a_wire(person: Drafter) -> None:
    whole = person.wires()
    person.clicks("conv2")
    person.hits("Delete")
    assert ("pool1", "pool2") in person.wires()
    person.hits("Ctrl+Z")
    person.clicks("conv2")
    person.hits("Shift+Delete")
    assert person.wires() == whole - {("pool1", "conv2"), ("conv2", "pool2")}
    person.hits("Ctrl+Z")
    dropout = person.drags_from_palette("Dropout", person.on_wire("dense1", "dense2", 0))
    assert person.wires() == whole - {("dense1", "dense2")} | {("dense1", dropout), (dropout, "dense2")}


def test_a_wire_is_led_elsewhere_by_either_end(person: Drafter) -> None:
    whole = person.wires()
    dropout = person.drags_from_palette("Dropout", SPARE)
    person.leads_wire("pool2", "flatten1", 24, to="conv2")
    assert person.wires() == whole - {("pool2", "flatten1")} | {("conv2", "flatten1")}
    person.leads_wire("conv2", "flatten1", -24, to=dropout)
    assert person.wires() == whole - {("pool2", "flatten1")} | {("conv2", dropout)}


def test_wires_are_cut_with_alt(person: Drafter) -> None:
    whole = person.wires()
    through = [person.on_wire(*ends, 0) for ends in (("dense1", "dense2"), ("dense2", "dense3"))]
    above = person.on_board(400, 180)
    person.drags(through[0] - QPoint(0, 20), through[0] + QPoint(0, 20), ALT)
    assert person.wires() == whole - {("dense1", "dense2")}
    person.hits("Ctrl+Z")
    person.drags(above, above + QPoint(40, 0), ALT)
    assert person.wires() == whole


def test_nodes_are_wired_in_a_row_with_one_key(person: Drafter) -> None:
    first = person.drags_from_palette("Conv2D", QPoint(280, 545))
    second = person.drags_from_palette("Dropout", QPoint(620, 545))
    person.clicks("pool1", first, second)
    person.hits("C")
    assert {("pool1", first), (first, second)} <= person.wires()
    person.hits("Ctrl+Z")
    assert ("pool1", first) not in person.wires()


def test_the_keyboard_walks_along_the_wires(person: Drafter) -> None:
    person.clicks("image")
    walked = []
    for _ in range(4):
        person.hits("Right")
        walked += person.chosen
    assert walked == ["pad1", "conv1", "pool1", "conv2"]
    assert person.board.accessibleDescription() == "conv2, Conv2D, 10 by 10 by 16"
    person.hits("Left", "Shift+Left")
    assert person.chosen == ["conv1", "pool1"]
    person.hits("End")
    assert person.chosen == ["digit"]
    person.hits("Home", "W", "Delete")
    assert ("image", "pad1") not in person.wires()


def test_values_and_names_are_set_without_the_mouse(person: Drafter) -> None:
    person.clicks("image")
    person.hits("Right", "Right", "Return")
    person.writes("12")
    person.hits("Return")
    assert person.block("conv1").filters == 12
    person.hits("F2")
    person.writes("first")
    person.hits("Return")
    assert person.node("first").block.filters == 12
    assert person.chosen == ["first"]


def test_nodes_are_mailed_from_one_window_to_another_as_text(person: Drafter, qtbot: object) -> None:
    person.clicks("conv1", "pool1")
    person.hits("Ctrl+C")
    mailed = QApplication.clipboard().text()
    assert "Conv2D" in mailed
    other = Drafter(qtbot)
    other.opens_sample(LENET)
    QApplication.clipboard().setText(f"  {mailed}\n")
    other.window.activateWindow()
    other.clicks_nothing()
    other.hits("Ctrl+V")
    copied = other.chosen
    assert [type(other.block(name)).__name__ for name in copied] == ["Conv2D", "AveragePooling2D"]
    assert (copied[0], copied[1]) in other.wires()
    other.hits("Ctrl+Z", "Ctrl+Shift+V")
    assert ("pad1", other.chosen[0]) in other.wires()
    other.ends()


def test_pasted_text_that_is_no_network_is_refused_in_words(person: Drafter) -> None:
    before = person.graph
    QApplication.clipboard().setText("Dear Ann, see you on Monday.")
    person.clicks_nothing()
    person.hits("Ctrl+V")
    assert person.graph is before
    assert person.said.endswith("Expected: nodes copied from a board. Copy some nodes first.")


def test_nodes_are_duplicated_aligned_and_laid_out(person: Drafter) -> None:
    person.clicks("conv1")
    person.hits("Ctrl+D")
    (copy,) = person.chosen
    assert person.block(copy) == person.block("conv1")
    person.hits("Delete")

    person.drags_card("conv1", QPoint(24, 90))
    assert person.node("conv1").position[1] > 0
    person.clicks("pad1", "conv1", "pool1")
    person.does("arrange.top")
    assert {person.node(name).position[1] for name in person.chosen} == {0.0}

    person.drags_card("conv1", QPoint(0, 90))
    person.clicks_nothing()
    person.hits("S")
    assert person.node("conv1").position[1] == person.node("pad1").position[1]

    person.drags_card("dense2", QPoint(30, 80))
    person.hits("Ctrl+L")
    person.waits_until(lambda: person.edits[-1] == ("Lay out", "present"))
    assert [node.name for node in reading_order(person.graph.nodes.values())] == [
        "image", "pad1", "conv1", "pool1", "conv2", "pool2", "flatten1", "dense1", "dense2", "dense3", "digit",
    ]  # fmt: skip
    assert person.issues == []


def test_cards_rest_on_the_grid_until_that_is_turned_off(person: Drafter) -> None:
    person.clicks("dense2")
    person.drags_card("dense2", QPoint(17, 83))
    assert [place % 8 for place in person.node("dense2").position] == [0, 0]
    person.does("arrange.snap")
    person.drags_card("dense2", QPoint(5, 11))
    assert [place % 8 for place in person.node("dense2").position] != [0, 0]


def test_a_comment_is_written_and_a_frame_takes_along_what_lies_in_it(person: Drafter) -> None:
    person.clicks("dense1", "dense2")
    person.hits("Shift+N")
    person.writes("Head")
    person.hits("Return")
    assert (person.note.kind, person.note.text) == ("frame", "Head")
    frame, before = person.note, {name: person.node(name).position for name in ("dense1", "dense2", "dense3")}
    handle = person.on_board(frame.position[0] + 100, frame.position[1] + 16)
    person.drags(handle, handle + QPoint(0, 60))
    moved = {name: person.node(name).position for name in before}
    assert moved["dense3"] == before["dense3"]
    down = moved["dense1"][1] - before["dense1"][1]
    assert down > 40
    assert moved["dense2"][1] - before["dense2"][1] == down
    assert person.edits[-1] == ("Move Head", "present")

    person.clicks_nothing()
    person.hits("N")
    person.writes("Ask Ann why")
    person.hits("Ctrl+Return")
    assert (person.note.kind, person.note.text) == ("comment", "Ask Ann why")
    person.does("project.save")
    folder = person.workspace.document.folder
    person.goes_home()
    person.opens_recent(folder)
    assert {note.text for note in person.graph.notes.values()} == {"Head", "Ask Ann why"}


def test_a_node_is_passed_by_or_left_out_and_comes_back(person: Drafter) -> None:
    whole = person.weights
    person.clicks("conv2")
    person.hits("B")
    assert person.shape("pool2") == (7, 7, 6)
    assert person.weights != whole
    assert person.issues == []
    person.hits("B")
    assert person.weights == whole

    person.clicks("dense1")
    person.hits("M")
    assert (
        "dense2",
        "dense2 lacks an input, because dense1 is muted. Unmute dense1, or lead another wire to dense2.",
        "Unmute dense1",
    ) in (person.issues)
    person.presses_fix("Unmute dense1")
    assert person.issues == []
    assert person.weights == whole


def test_a_locked_node_stays_where_and_as_it_is(person: Drafter) -> None:
    person.clicks("conv1")
    person.hits("L")
    before = person.graph
    person.drags_card("conv1", QPoint(0, 80))
    assert person.said.endswith("conv1 is locked. Unlock it first.")
    person.hits("Delete")
    assert person.graph is before
    person.hits("L", "Delete")
    assert person.graph.named("conv1") is None


def test_several_nodes_are_set_at_once_with_sums_and_set_back(person: Drafter) -> None:
    person.clicks("conv1", "conv2")
    assert person.line("Filters").placeholderText() == "6, 16"
    person.enters("Filters", "8*3")
    assert [person.block(name).filters for name in ("conv1", "conv2")] == [24, 24]
    person.hits("Return")
    assert person.line("Filters").text() == "24"
    person.enters("Filters", "0")
    assert [person.block(name).filters for name in ("conv1", "conv2")] == [24, 24]
    person.presses(QWidget, "Reset to 32", person.workspace.panels.properties)
    assert [person.block(name).filters for name in ("conv1", "conv2")] == [32, 32]


def test_a_node_is_edited_where_it_stands(person: Drafter) -> None:
    person.double_clicks("conv2")
    assert person.popup.accessibleName() == "Values of conv2"
    person.writes("20")
    person.hits("Escape")
    assert person.block("conv2").filters == 20


def test_the_list_of_edits_is_walked_through(person: Drafter) -> None:
    opened = person.graph
    person.clicks("conv1")
    person.hits("B", "Ctrl+D", "Delete")
    done = person.graph
    words = [words for words, _ in person.edits]
    assert words == ["As it was opened", "Bypass conv1", "Duplicate conv3", "Delete conv3"]
    listed = person.workspace.panels.history._list
    listed.setFocus()
    person.hits("Home")
    assert person.graph == opened
    assert not person.title.startswith("LeNet-5 on handwritten digits *")
    person.hits("End")
    assert person.graph == done


def test_the_title_says_what_is_not_saved(person: Drafter) -> None:
    assert person.title == f"{LENET} – Abyss Studio"
    person.clicks("conv1")
    person.hits("M")
    assert person.title == f"{LENET} * – Abyss Studio"
    person.hits("Ctrl+S")
    assert person.title == f"{LENET} – Abyss Studio"
    person.hits("M")
    assert person.title == f"{LENET} * – Abyss Studio"
    person.hits("Ctrl+Z")
    assert person.title == f"{LENET} – Abyss Studio"


def test_a_dropped_project_opens_and_dropped_data_is_asked_about(person: Drafter, tmp_path: Path) -> None:
    digits = tmp_path / "digits.npz"
    np.savez(digits, images=np.zeros((20, 28, 28, 1), np.uint8), labels=np.arange(20) % 10)
    words: list[str] = []
    answer(QMessageBox.StandardButton.Yes, words)
    person.drops_files(digits)
    person.waits_until(lambda: person.workspace.document.project.data.source == NumpyFile(path=str(digits)))
    assert words == [f"Train {LENET} on digits.npz instead of MNIST? It can be undone."]
    person.hits("Ctrl+Z", "Ctrl+S")
    assert not person.workspace.document.unsaved

    person.drops_files(tmp_path / "letter.docx")
    person.waits_until(lambda: "letter.docx" in person.said)

    other = samples.open_sample("lenet5")
    person.drops_files(other)
    person.waits_until(lambda: person.window.workspace is not None and person.workspace.document.folder == other)

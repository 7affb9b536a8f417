"""Undo leads to the first version, redo to the last, whatever was edited."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studio.data import Data
from studio.project.history import History
from studio.project.project import Project
from studio.recipe import Recipe
from tests.graph.drawings import Numbers, drawn, lenet, numbers


def titled(title: str) -> Project:
    return Project(title=title)


@given(numbers)
def test_any_edits_undone_and_redone(edit_list: list[Numbers]):
    graphs = drawn(edit_list)
    first = Project().with_graph(graphs[0])
    history = History(first)
    for graph in graphs[1:]:
        history.push("Edit", history.project.with_graph(graph))
    last = history.project
    while history.can_undo:
        history.undo()
    assert history.project == first
    while history.can_redo:
        history.redo()
    assert history.project == last


@given(st.lists(st.sampled_from(["push", "undo", "redo", "merge"]), max_size=40))
def test_it_agrees_with_two_stacks(deeds: list[str]):
    history, done, undone = History(titled("0")), [titled("0")], []
    for number, (before, deed) in enumerate(pairwise(["", *deeds]), 1):
        match deed:
            case "push" | "merge":
                history.push("Edit", titled(str(number)), merge="typing" if deed == "merge" else "")
                done[len(done) - (before == deed == "merge") :] = [titled(str(number))]
                undone.clear()
            case "undo":
                history.undo()
                undone += [done.pop()] if len(done) > 1 else []
            case "redo":
                history.redo()
                done += [undone.pop()] if undone else []
        assert history.project == done[-1]
        assert history.can_undo == (len(done) > 1)
        assert history.can_redo == bool(undone)


def test_data_recipe_and_graph_undo_alike():
    history = History(Project())
    history.push("Draw", history.project.with_graph(lenet()))
    history.push("Scale", history.project.with_form(Data(scale=False)))
    history.push("Epochs", history.project.with_form(Recipe(epochs=9)))
    assert history.undo().recipe == Recipe()
    assert history.undo().data == Data()
    assert not history.undo().graph.nodes
    assert history.redo().graph.nodes


def test_labels_of_what_undo_and_redo_would_do():
    history = History(titled("a"))
    assert (history.undo_label, history.redo_label) == ("", "")
    history.push("Rename to b", titled("b"))
    history.push("Rename to c", titled("c"))
    history.undo()
    assert (history.undo_label, history.redo_label) == ("Rename to b", "Rename to c")
    assert history.labels == ("Rename to b", "Rename to c")


def test_edits_with_one_key_become_one_step():
    history = History(titled("a"))
    for title in ("b", "bb", "bbb"):
        history.push(f"Rename to {title}", titled(title), merge="title")
    assert history.labels == ("Rename to bbb",)
    assert history.undo() == titled("a")
    assert history.redo() == titled("bbb")


def test_another_key_or_an_undo_ends_merging():
    history = History(titled("a"))
    history.push("b", titled("b"), merge="title")
    history.push("c", titled("c"), merge="other")
    history.push("d", titled("d"))
    history.push("e", titled("e"))
    assert history.labels == ("b", "c", "d", "e")
    history.undo()
    history.undo()
    history.push("f", titled("f"), merge="other")
    assert history.labels == ("b", "c", "f")
    assert history.undo() == titled("c")


def test_an_edit_after_undo_forgets_what_was_undone():
    history = History(titled("a"))
    history.push("b", titled("b"))
    history.undo()
    history.push("c", titled("c"))
    assert not history.can_redo
    assert history.undo() == titled("a")


def test_undo_and_redo_stay_at_the_ends():
    history = History(titled("a"))
    assert history.undo() == titled("a")
    assert history.redo() == titled("a")


def test_old_steps_are_forgotten():
    history = History(titled("0"), longest=3)
    for number in range(1, 10):
        history.push(str(number), titled(str(number)))
        assert history.whole == (number <= 3)
    assert history.labels == ("7", "8", "9")
    while history.can_undo:
        history.undo()
    assert history.project == titled("6")


@given(st.integers(0, 8), st.lists(st.integers(-3, 12), max_size=6))
def test_any_step_can_be_walked_to(count: int, steps: list[int]):
    history = History(titled("0"))
    for number in range(1, count + 1):
        history.push(f"Rename to {number}", titled(str(number)))
    for step in steps:
        place = min(max(0, step), count)
        assert history.go_to(step) == titled(str(place))
        assert history.index == place
        assert (history.can_undo, history.can_redo) == (place > 0, place < count)
        assert history.undo_label == (history.labels[place - 1] if place else "")
    assert len(history.labels) == count


def test_what_comes_after_a_walk_is_a_step_of_its_own():
    history = History(titled("a"))
    history.push("b", titled("b"), merge="title")
    history.push("c", titled("c"), merge="other")
    history.go_to(1)
    history.push("d", titled("d"), merge="title")
    assert history.labels == ("b", "d")
    assert history.index == 2

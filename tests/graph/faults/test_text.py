"""A network may be drawn for text; trained on images it is not."""

from studio.blocks.ends import Input, Output
from studio.blocks.reshaping import Flatten
from studio.compile.planner import plan
from studio.compile.source import source
from studio.graph.faults.issues import data_issues
from studio.graph.measure import measure
from tests.graph.drawings import chain


def test_text_is_said_in_the_program_and_refused_for_images() -> None:
    graph = chain(Input(shape=(4, 4, 1), dtype="string"), Flatten(), Output(meaning="values"))
    assert 'keras.Input(INPUT_SHAPE, dtype="string", name="input1")' in source(plan(graph, "Text")).text
    (issue,) = data_issues(graph, measure(graph), (4, 4, 1), 16)
    assert issue.text == "input1 takes text, and there is no data of text to train on yet. Give it the dtype of images, float32."
    assert issue.fix is not None
    mended = issue.fix.edit(graph)
    assert data_issues(mended, measure(mended), (4, 4, 1), 16) == ()


def test_whole_numbers_are_read_from_images() -> None:
    graph = chain(Input(shape=(4, 4, 1), dtype="int32"), Flatten(), Output(meaning="values"))
    assert data_issues(graph, measure(graph), (4, 4, 1), 16) == ()
    assert plan(graph, "Whole").steps[0].arguments == {"shape": [4, 4, 1], "dtype": "int32"}

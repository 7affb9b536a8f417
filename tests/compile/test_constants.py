"""Parameters of a drawing stand in its program as constants, and the program makes the same network."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from studio import paths
from studio.blocks.ends import Input
from studio.compile.parsing.editing import applied, start
from studio.compile.planner import plan
from studio.compile.source import source
from studio.graph import edits
from studio.graph.measure import measure
from studio.graph.model import Binding, Graph, Parameter
from studio.graph.modules.parameters import rename_parameter
from studio.graph.named_values import as_module, of_module, settled, values
from studio.project import file
from tests.compile.programs import check_clean, checked, run
from tests.graph.drawings import lenet, node
from tests.graph.test_named_values import filters, with_width


def text_of(graph: Graph) -> str:
    return source(plan(graph, "t"), graph=graph).text


def test_what_follows_a_parameter_is_written_with_its_name() -> None:
    text = checked(with_width())
    for line in (
        "WIDTH = 6",
        "SIDE = 28",
        "INPUT_SHAPE = (SIDE, SIDE, 1)  # height, width and channels of an image",
        '    x = layers.Conv2D(WIDTH, 5, activation="relu", name="conv1")(x)',
        '    x = layers.Conv2D(WIDTH * 2, 5, activation="relu", name="conv2")(x)',
    ):
        assert line in text.splitlines()


def test_a_program_with_another_constant_makes_the_network_of_that_value() -> None:
    graph = file.read(paths.samples() / "mobilenet").graphs["small"]
    text = text_of(graph)
    assert "mobilenet(x, alpha=WIDTH_MULTIPLIER, name=" in text
    half = text.replace("WIDTH_MULTIPLIER = 0.25", "WIDTH_MULTIPLIER = 0.5")
    wide = of_module(replace(as_module(graph), parameters=(replace(graph.parameters[0], value=0.5),)))
    assert run(half).count_params() == measure(wide).weights


def test_names_that_the_program_has_otherwise_are_left_to_it(tmp_path: Path) -> None:
    graph = with_width()
    graph = of_module(rename_parameter(as_module(graph), "side", "input_shape"))
    graph = edits.rename(graph, node(graph, "pad1"), "WIDTH")
    text = checked(graph)
    assert "INPUT_SHAPE_ = 28" in text
    assert "INPUT_SHAPE = (INPUT_SHAPE_, INPUT_SHAPE_, 1)" in text
    check_clean({"taken": text}, tmp_path)


def test_what_nothing_follows_and_what_a_program_does_not_say_is_left_out() -> None:
    graph = lenet()
    conv = node(graph, "conv1")
    graph = settled(replace(graph, parameters=(Parameter("spare", 3), Parameter("off", False)), bindings=(Binding(conv, "bypass", "off"),)))
    assert "SPARE" not in text_of(graph)
    assert "OFF" not in text_of(graph)
    assert "WIDTH" not in source(plan(with_width(), "t")).text  # without the drawing, all is a row of layers


def edited(graph: Graph, *change: tuple[str, str]) -> Graph:
    """The drawing after edits of its program."""
    planned = plan(graph, "t")
    text = source(planned, graph=graph).text
    begin = start(planned, graph, text)
    for old, new in change:
        assert old in text
        text = text.replace(old, new)
    return applied(begin, text, {}).graph


def test_an_edited_constant_sets_the_parameter_and_all_that_follows_it() -> None:
    graph = with_width()
    wide = edited(graph, ("WIDTH = 6", "WIDTH = 8"))
    assert (values(wide), filters(wide), len(wide.bindings)) == ({"width": 8, "side": 28}, [8, 16], 3)
    assert edited(graph) is graph
    tall = edited(graph, ("SIDE = 28", "SIDE = 32"))
    assert tall.nodes[node(tall, "input1")].block == Input(shape=(32, 32, 1))
    assert len(tall.bindings) == 3


def test_a_value_written_in_place_of_a_constant_follows_no_more() -> None:
    graph = edited(with_width(), ("WIDTH * 2", "20"))
    assert filters(graph) == [6, 20]
    assert [each.expression for each in graph.bindings] == ["width", "(side, side, 1)"]


def test_the_constants_of_a_sample_are_edited() -> None:
    graph = file.read(paths.samples() / "mobilenet_v2").graphs["MobileNetV2"]
    small = edited(graph, ("WIDTH_MULTIPLIER = 1.0", "WIDTH_MULTIPLIER = 0.5"), ("RESOLUTION = 224", "RESOLUTION = 96"))
    assert values(small) == {"width_multiplier": 0.5, "resolution": 96}
    assert len(small.bindings) == 2
    assert measure(small).weights == 1_987_224

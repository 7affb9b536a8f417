"""A head is replaced to fit the data in one edit, images of other shapes are led in, and all of it is told."""

from __future__ import annotations

from itertools import pairwise

from studio.blocks.convolution import Conv2D
from studio.blocks.dense import Dense
from studio.blocks.ends import AuxiliaryOutput, Input, Output
from studio.blocks.pooling import GlobalAveragePooling2D
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.blocks.preprocessing import Rescaling
from studio.blocks.reshaping import Flatten
from studio.graph.faults.issues import data_issues
from studio.graph.head import fit_head, offered
from studio.graph.measure import measure
from studio.graph.model import Graph
from studio.graph.module import Instance, Module
from tests.graph.drawings import chain, lenet, refuses
from tests.graph.small_modules import graph_of


def fits(graph: Graph, classes: int) -> bool:
    """Whether the drawing is a network that answers for so many classes."""
    measured = measure(graph)
    (output,) = (node for node in graph.nodes.values() if isinstance(node.block, Output))
    return not any(issue.stops for issue in measured.issues) and measured.figures[output.id].shape == (classes,)


def kinds(graph: Graph) -> list[str]:
    measured = measure(graph)
    return [type(graph.nodes[each].block).__name__ for each in measured.order]


def network(top: bool = True) -> Module:
    """A whole pretrained network, which takes raw pixels of three colours, with its head or without."""
    head = {"pool1": GlobalAveragePooling2D(), "dense1": Dense(units=1000, activation="softmax")} if top else {}
    blocks = {
        "input1": ModuleInput(),
        "scaled": Rescaling(scale=(1 / 128,) * 3),
        "conv1": Conv2D(filters=8, strides=(2, 2), padding="same"),
        **head,
        "output1": ModuleOutput(),
    }
    names = list(blocks)
    wires = [f"{one} {other}" for one, other in pairwise(names)]
    return Module("net_top" if top else "net", graph_of(blocks, *wires), title="Net", pretrained="net")


def around(module: Module, shape: tuple[int, int, int]) -> Graph:
    return graph_of({"image": Input(shape=shape), "net1": Instance(module), "output": Output()}, "image net1", "net1 output")


def test_what_comes_after_the_last_map_gives_way_to_a_head_for_the_classes() -> None:
    fitted = fit_head(lenet(), (28, 28, 1), 7)
    assert fits(fitted.graph, 7)
    assert kinds(fitted.graph)[-3:] == ["GlobalAveragePooling2D", "Dense", "Output"]
    assert {"dense1", "dense2"} & {node.name for node in fitted.graph.nodes.values()} == {"dense1"}  # the new one
    assert fitted.words == "pool3 and dense1 answer for 7 classes, in place of flatten1, dense1 and 2 more."
    assert all(node.trainable for node in fitted.graph.nodes.values())


def test_all_the_rest_is_frozen_where_it_is_wished() -> None:
    fitted = fit_head(lenet(), (28, 28, 1), 7, freeze=True)
    assert sorted(node.name for node in fitted.graph.nodes.values() if not node.trainable) == ["conv1", "conv2"]
    assert fitted.words.endswith(" All the rest is frozen.")


def test_images_of_another_size_are_brought_to_the_one_that_the_network_took() -> None:
    fitted = fit_head(lenet(), (64, 48, 1), 10)
    assert fits(fitted.graph, 10)
    assert kinds(fitted.graph)[:2] == ["Input", "Resizing"]
    assert fitted.words.startswith("input1 takes images of 64 by 48 by 1. Resizing brings them to 28 by 28. ")


def test_grey_images_are_led_into_a_network_for_colours() -> None:
    graph = chain(Input(shape=(32, 32, 3)), Conv2D(filters=4), Flatten(), Dense(units=3), Output())
    fitted = fit_head(graph, (28, 28, 1), 10)
    assert fits(fitted.graph, 10)
    assert kinds(fitted.graph)[:4] == ["Input", "Resizing", "Concatenate", "Conv2D"]
    assert measure(fitted.graph).figures[measure(fitted.graph).order[2]].shape == (32, 32, 3)
    with refuses("The network takes images of 1 channels. Received: 3. Set colour to grey in Data."):
        fit_head(lenet(), (28, 28, 3), 10)


def test_a_pretrained_trunk_in_a_drawing_for_small_grey_images() -> None:
    fitted = fit_head(around(network(top=False), (28, 28, 1)), (28, 28, 1), 10, freeze=True)
    assert fits(fitted.graph, 10)
    assert fitted.words == (
        "image takes images of 28 by 28 by 1. Resizing brings them to 96 by 96. Concatenate repeats their one channel three times. "
        "pool1 and dense1 answer for 10 classes. All the rest is frozen."
    )
    assert [node.name for node in fitted.graph.nodes.values() if not node.trainable] == ["net1"]


def test_a_whole_network_in_one_module_loses_its_head_inside() -> None:
    module = network()
    graph = around(module, (96, 96, 3))
    fitted = fit_head(graph, (96, 96, 3), 5)
    assert fits(fitted.graph, 5)
    inside = fitted.graph.nodes["net1"].block
    assert isinstance(inside, Instance)
    assert inside.module.graph.nodes.keys() == network(top=False).graph.nodes.keys()
    assert (inside.module.pretrained, graph.nodes["net1"].block) == ("net", Instance(module))
    assert fitted.words == "pool1 and dense1 answer for 5 classes."


def test_a_network_without_maps_gets_another_last_layer() -> None:
    graph = chain(Input(shape=(4, 4, 1)), Flatten(), Dense(units=8), Dense(units=3), Output())
    fitted = fit_head(graph, (4, 4, 1), 6)
    assert fits(fitted.graph, 6)
    assert kinds(fitted.graph) == ["Input", "Flatten", "Dense", "Dense", "Output"]


def test_auxiliary_answers_go() -> None:
    graph = graph_of(
        {
            "image": Input(shape=(8, 8, 3)),
            "conv": Conv2D(filters=4),
            "side": Flatten(),
            "guess": Dense(units=3),
            "aux": AuxiliaryOutput(),
            "flat": Flatten(),
            "scores": Dense(units=3),
            "output": Output(),
        },
        *("image conv", "conv side", "side guess", "guess aux", "conv flat", "flat scores", "scores output"),
    )
    fitted = fit_head(graph, (8, 8, 3), 5)
    assert fits(fitted.graph, 5)
    assert not {"side", "guess", "aux"} & fitted.graph.nodes.keys()


def test_what_is_no_network_is_refused() -> None:
    with refuses(
        "Fitting the head needs a network with one Input and one Output. Received: 0 Inputs and 0 Outputs. Mend the drawing first."
    ):
        fit_head(Graph(), (28, 28, 1), 10)
    bare = chain(Input(shape=(28, 28, 1)), Output())
    with refuses("There is no network before the Output yet. Add one, then fit its head."):
        fit_head(bare, (28, 28, 1), 10)
    with refuses("The network takes 28 by 28 by 1. Received: 5. Only images are led to others."):
        fit_head(chain(Input(shape=(28, 28, 1)), Flatten(), Dense(units=2), Output()), (5,), 10)
    with refuses("The network has no layer with weights before its Output, so it has no head. Add one, then fit it."):
        fit_head(chain(Input(shape=(28, 28, 1)), Flatten(), Output()), (28, 28, 1), 10)
    with refuses(
        "The network cannot be fitted: conv1 refuses what arrives. "
        "Conv2D needs an image (height, width, channels). Received: (784,). Put it before Flatten, or put a Reshape before it."
    ):
        fit_head(chain(Input(shape=(28, 28, 1)), Flatten(), Conv2D(), Dense(units=3), Output()), (28, 28, 1), 10)


def test_a_network_that_was_just_placed_is_wired() -> None:
    blocks = {"image": Input(shape=(28, 28, 1)), "net1": Instance(network(top=False)), "output": Output()}
    fitted = fit_head(graph_of(blocks), (28, 28, 1), 10)
    assert fits(fitted.graph, 10)
    assert kinds(fitted.graph) == ["Input", "Resizing", "Concatenate", "Instance", "GlobalAveragePooling2D", "Dense", "Output"]


def test_where_the_classes_do_not_fit_the_whole_head_is_offered_as_well() -> None:
    graph = lenet()
    measured, shape = measure(graph), (28, 28, 1)
    found = list(offered(graph, measured, data_issues(graph, measured, shape, 7), shape, 7))
    ((fix, wider),) = ((issue.fix, issue.wider) for issue in found)
    assert fix is not None
    assert wider is not None
    assert (fix.label, wider.label) == ("Set dense3 to 7 units", "Fit the head to the data")
    assert wider.edit(graph) is not None
    assert kinds(wider.edit(graph)) == kinds(fit_head(graph, shape, 7).graph)


def test_it_is_the_first_remedy_where_no_units_can_be_set() -> None:
    graph = around(network(top=True), (32, 32, 3))
    measured = measure(graph)
    found = list(offered(graph, measured, data_issues(graph, measured, (32, 32, 3), 7), (32, 32, 3), 7))
    assert [(issue.fix and issue.fix.label, issue.wider) for issue in found] == [("Fit the head to the data", None)]


def test_without_feature_maps_there_is_no_head_to_speak_of() -> None:
    graph = chain(Input(shape=(4,)), Dense(units=3), Output())
    measured = measure(graph)
    (issue,) = offered(graph, measured, data_issues(graph, measured, (4,), 5), (4,), 5)
    assert issue.wider is None
    graph = lenet()
    (images,) = offered(graph, measure(graph), data_issues(graph, measure(graph), (32, 32, 1), 10), (32, 32, 1), 10)
    assert images.wider is None

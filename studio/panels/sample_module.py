"""A module and drawings of it with which panels are shown alone."""

from studio.blocks.activation import ReLU
from studio.blocks.convolution import Conv2D
from studio.blocks.ends import Input
from studio.blocks.normalisation import BatchNormalization
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph.edits import add, connect
from studio.graph.model import Graph
from studio.graph.module import Binding, Instance, Module, Parameter


def conv_norm_relu() -> Module:
    """Convolution, batch normalisation and ReLU as one block."""
    graph, last = add(Graph(), ModuleInput(), (0.0, 0.0))
    ids = [last]
    for place, block in enumerate((Conv2D(filters=64, padding="same", use_bias=False), BatchNormalization(), ReLU(), ModuleOutput()), 1):
        graph, node = add(graph, block, (208.0 * place, 0.0))
        graph = connect(graph, last, node)
        last = node
        ids.append(node)
    parameters = (
        Parameter("filters", 64, "Conv2D.filters", "How many feature maps leave the module."),
        Parameter("strides", (1, 1), "Conv2D.strides"),
    )
    bindings = (Binding(ids[1], "filters", "filters"), Binding(ids[1], "strides", "strides"))
    words = "A convolution whose answers are brought to a common scale and cut at zero."
    return Module("conv_bn_relu", graph, parameters, bindings, "Conv-BN-ReLU", "boxes", words)


def stage() -> tuple[Graph, str]:
    """A drawing with three of them in a chain, the first with a stride; and the id of that node."""
    graph, image = add(Graph(), Input(shape=(32, 32, 3)), (0.0, 0.0))
    graph, node = add(graph, Instance(conv_norm_relu(), {"filters": 32}, 3, {"strides": (2, 2)}), (208.0, 0.0))
    return connect(graph, image, node), node

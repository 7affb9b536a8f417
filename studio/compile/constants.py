"""Parameters of a drawing as named constants of its program: `WIDTH_MULTIPLIER = 0.5`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from studio.blocks.block import Block
from studio.compile.arguments import said
from studio.compile.formulas import Formulas
from studio.compile.spelling import Verbatim, value
from studio.compile.variables import own_name
from studio.graph.model import Binding, Graph, Parameter
from studio.graph.module import BYPASS, Instance
from studio.graph.modules.expressions import names_in
from studio.graph.named_values import values

_WIDEST = 120  # characters of a line with what a constant is for


class Constants(NamedTuple):
    """What a program calls the parameters of its drawing.

    Attributes:
        names: Of those that something follows, by the parameter's.
        parameters: These, in order.
        bound: What the values of nodes follow, as the program writes it, by the node's id and the argument.
    """

    names: Mapping[str, str] = {}
    parameters: tuple[Parameter, ...] = ()
    bound: Mapping[str, Mapping[str, Verbatim]] = {}

    def lines(self) -> list[str]:
        """A line for each, with what it is for where there is room for that."""
        found = [(f"{self.names[each.name]} = {value('', said(each.value))}", each.help) for each in self.parameters]
        whole = [(line, f"{line}  # {words}" if words else line) for line, words in found]
        return [told if len(told) <= _WIDEST else line for line, told in whole]

    def of(self, node: str) -> Mapping[str, Verbatim]:
        """What the values of a node on the board follow, by argument."""
        return self.bound.get(node, {})


NONE = Constants()
"""Of a drawing without parameters."""


def constants(graph: Graph | None, taken: Collection[str]) -> Constants:
    """The constants of a drawing's program.

    Args:
        graph: The drawing.
        taken: Names that the program uses otherwise.
    """
    bindings = [each for each in graph.bindings if _is_argument(graph, each)] if graph else []
    if graph is None or not bindings:
        return NONE
    spoken = {name for each in bindings for name in names_in(each.expression)}
    parameters = tuple(each for each in graph.parameters if each.name in spoken)
    names: dict[str, str] = {}
    for parameter in parameters:
        names[parameter.name] = own_name(parameter.name.upper(), {*taken, *names.values()})
    formulas = Formulas(names, [values(graph)])
    bound: dict[str, dict[str, Any]] = {}
    for each in bindings:
        block = graph.nodes[each.node].block
        keras = block.renamed.get(each.field, each.field) if isinstance(block, Block) else each.field
        bound.setdefault(each.node, {})[keras] = formulas.value(keras, each.expression)
    return Constants(names, parameters, bound)


def _is_argument(graph: Graph, binding: Binding) -> bool:
    """Whether a program makes a layer or module with the value."""
    node = graph.nodes.get(binding.node)
    if node is None or binding.field == BYPASS:
        return False
    return isinstance(node.block, Instance) or (isinstance(node.block, Block) and binding.field not in node.block.at_call)

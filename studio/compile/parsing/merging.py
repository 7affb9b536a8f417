"""The edits of a program, applied to the drawing that it was written from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from studio.blocks.activation import Softmax
from studio.blocks.block import Block
from studio.blocks.ends import Output
from studio.compile.parsing.faults import Fault, ParsingError
from studio.compile.parsing.level import Known, Level, Merged, Written, output
from studio.compile.parsing.links import Inner, Links, is_front
from studio.compile.parsing.program import Parsed
from studio.compile.reading.naming import titled
from studio.graph import edits
from studio.graph.edits import EditRefused
from studio.graph.layout.layered import laid_out
from studio.graph.model import Graph
from studio.graph.module import Instance, Module, Parameter
from studio.graph.modules.used import modules_of, named_apart, replace_module
from studio.graph.named_values import settled
from studio.graph.names import free_name
from studio.graph.wiring import healed, rewired


class Edited(NamedTuple):
    """A drawing after the edits of its program.

    Attributes:
        graph: The drawing; the very same where nothing is different.
        links: What the names in the new program stand for.
        scale: Whether the program divides pixels by 255 first; None where that is as it was.
    """

    graph: Graph
    links: Links
    scale: bool | None = None


Fresh = dict[str, dict[str, str]]
"""Ids of nodes that came, by their names, in the drawing and in each function: the same at every step of an edit."""


def edited(graph: Graph, links: Links, before: Parsed, now: Parsed, fresh: Fresh | None = None) -> Edited:
    """The drawing after the edits.

    Args:
        graph: The drawing.
        links: What the names in the program before stand for.
        before: The program that was written from the drawing.
        now: The program after the edits.
        fresh: Ids that nodes have which came at a step of this edit before; those that come now are added.

    Raises:
        ParsingError: Some of them cannot be made.
    """
    if (before.graph, before.modules, before.bindings, before.parameters) == (now.graph, now.modules, now.bindings, now.parameters):
        return Edited(graph, links)
    graph, links = _own_answer(graph, links, before, now)
    merging = _Merging(graph, links, before, now)
    merging.fresh = {} if fresh is None else fresh
    found = merging.found()
    if merging.faults:
        raise ParsingError(merging.faults)
    whole = Links(found.nodes, merging.inner, links.own_answer, links.parameters)
    graph = found.graph if found.graph != graph or found.graph.nodes != graph.nodes else graph
    return Edited(_laid_out(graph, links, found), whole, _scale(graph, links, before, now))


def _laid_out(graph: Graph, links: Links, found: Merged) -> Graph:
    """Laid out anew where all but the ends came anew; else each node has its place."""
    kept = {*found.nodes.values()} & {*links.board.values()}
    fresh = [node for node in found.nodes.values() if node in graph.nodes and node not in kept]
    return edits.move(graph, laid_out(graph)) if len(kept) < 3 and len(fresh) > 2 else graph


def _scale(graph: Graph, links: Links, before: Parsed, now: Parsed) -> bool | None:
    """Whether the program goes without what the data does first."""
    fronts = [name for name, node in links.board.items() if node in graph.nodes and name in before.graph.nodes
              and is_front(before.graph.nodes[name], graph.nodes[node])]  # fmt: skip
    return False if any(name not in now.graph.nodes for name in fronts) else None


def _own_answer(graph: Graph, links: Links, before: Parsed, now: Parsed) -> tuple[Graph, Links]:
    """The drawing with the Softmax at the end as the Output's own, where the edits are about it."""
    one, other = output(before.graph), output(now.graph)
    if links.own_answer or one is None or other is None:
        return graph, links
    feeds = [[(wire.source, wire.outlet) for wire in program.graph.feeds.get(end.id, ())] for program, end in ((before, one), (now, other))]
    if one == other and feeds[0] == feeds[1]:
        return graph, links
    outlet = graph.nodes[links.board[one.id]]
    (wire,) = graph.feeds[outlet.id]
    source = graph.nodes[wire.source]
    if isinstance(source.block, Softmax):
        graph = rewired(graph.replace({key: node for key, node in graph.nodes.items() if key != source.id}), healed(graph, {source.id}))
    elif isinstance(source.block, Block) and getattr(source.block, "activation", "") == "softmax":
        linear = replace(source, block=source.block.replace(activation="linear"))
        graph = graph.replace({**graph.nodes, source.id: linear})
    answering = replace(outlet, block=Output(), name=free_name(one.name, {node.name for node in graph.nodes.values()} - {outlet.name}))
    return graph.replace({**graph.nodes, outlet.id: answering}), links._replace(own_answer=True)


class _Merging:
    """Applies edits to the modules, inner ones first, and to the drawing around them.

    Attributes:
        inner: What the names in functions stand for, as far as they are read.
        faults: Edits that cannot be made.
        fresh: Ids of nodes that come.
    """

    def __init__(self, graph: Graph, links: Links, before: Parsed, now: Parsed) -> None:
        self.inner: dict[str, Inner] = {}
        self.faults: list[Fault] = []
        self.fresh: Fresh = {}
        self._graph, self._links, self._before, self._now = graph, links, before, now
        self._whole = graph
        self._modules: dict[str, Module] = {}
        self._older = _older(before, now)

    def found(self) -> Merged:
        """The drawing after the edits."""
        for name, module in self._now.modules.items():
            older = self._older.get(name)
            if older and older in self._links.modules and self._links.modules[older].module in modules_of(self._graph):
                self._change(name, older, module)
            else:
                self._add(name, module)
        old = Written(self._before.graph, self._before.bindings, self._before.lines)
        new = Written(self._now.graph, self._now.bindings, self._now.lines)
        nodes, bindings, names = self._links.board, self._graph.bindings, self._links.parameters
        found = Level(self._graph, bindings, nodes, old, new, self._known(), names, self.fresh.setdefault("", {})).merged()
        self.faults += found.faults
        return found._replace(graph=self._settled(self._set_apart(found.graph), found))

    def _settled(self, graph: Graph, found: Merged) -> Graph:
        """The drawing with the values of its parameters, and with what follows them."""
        before, now = self._before.parameters, self._now.parameters
        edits_of = {own: now[name] for name, own in self._links.parameters.items() if name in now and now[name] != before[name]}
        parameters = tuple(replace(each, value=edits_of.get(each.name, each.value)) for each in graph.parameters)
        if (parameters, found.bindings) == (graph.parameters, graph.bindings):
            return graph
        try:
            return settled(replace(graph, parameters=parameters, bindings=found.bindings))
        except EditRefused as error:
            self.faults.append(Fault(1, 0, 1, 0, str(error), runs=False))
            return graph

    def _set_apart(self, graph: Graph) -> Graph:
        """The drawing with instances that the program writes layer by layer as they were, though their functions are edited."""
        heads = {re.sub(r"\.\d+$", "", path.partition("/")[0]) for path in self._links.board.values() if "/" in path}
        before = {head: self._whole.nodes[head] for head in heads if head in graph.nodes and head in self._whole.nodes}
        if all(graph.nodes[head].block == node.block for head, node in before.items()):
            return graph
        rest = graph.replace({key: node for key, node in graph.nodes.items() if key not in before}, ())
        apart = named_apart(Graph({key: replace(graph.nodes[key], block=node.block) for key, node in before.items()}), modules_of(rest))
        return graph.replace({**graph.nodes, **apart.nodes})

    def _known(self) -> Known:
        parameters = {name: inner.parameters for name, inner in self.inner.items()}
        current = modules_of(self._graph)
        modules = {name: current.get(inner.module, self._modules[name]) for name, inner in self.inner.items()}
        return Known(modules, parameters, self._older)

    def _change(self, name: str, older: str, module: Module) -> None:
        """Applies the edits of a function to its module, wherever it stands."""
        links, before = self._links.modules[older], self._before.modules[older]
        own = modules_of(self._graph)[links.module]
        if before == module and all(self._unchanged(inner) for inner in _called(module)):
            self.inner[name], self._modules[name] = links, own
            return
        parameters = _parameters(own, links.parameters, before, module)
        renamed = {links.parameters[one]: other for one, other in _renamed(before, module) if one in links.parameters}
        said = [each.name for each in module.parameters]
        names = {each: each if each in renamed.values() else links.parameters.get(each, each) for each in said}
        places = self._before.places.get(older, {}), self._now.places.get(name, {})
        old, new = Written(before.graph, before.bindings, places[0]), Written(module.graph, module.bindings, places[1])
        found = Level(own.graph, own.bindings, links.nodes, old, new, self._known(), names, self.fresh.setdefault(name, {})).merged()
        self.faults += found.faults
        words = module.help if module.help != before.help else own.help
        called = own.name if older == name else free_name(name, modules_of(self._graph))
        made = replace(own, name=called, graph=found.graph, bindings=found.bindings, parameters=parameters, help=words)
        self._graph = replace_module(self._graph, own, made, renamed)
        self.inner[name], self._modules[name] = Inner(called, found.nodes, names), made

    def _unchanged(self, name: str) -> bool:
        return self._older.get(name) == name

    def _add(self, name: str, module: Module) -> None:
        """Makes a module of a function that came."""
        nodes = {key: replace(node, block=self._inside(node.block)) for key, node in module.graph.nodes.items()}
        graph = module.graph.replace(nodes)
        made = replace(module, name=free_name(name, modules_of(self._graph)), graph=edits.move(graph, laid_out(graph)), title=titled(name))
        self._modules[name] = made
        self.inner[name] = Inner(made.name, {key: key for key in nodes}, {each.name: each.name for each in module.parameters})

    def _inside(self, block: Any) -> Any:
        if not isinstance(block, Instance):
            return block
        known = self._known()
        return replace(block, module=known.modules.get(block.module.name, block.module))


def _called(module: Module) -> list[str]:
    return [node.block.module.name for node in module.graph.nodes.values() if isinstance(node.block, Instance)]


def _older(before: Parsed, now: Parsed) -> dict[str, str]:
    """The names that functions had before: their own, or that of the one that is gone and was the same."""
    found = {name: name for name in now.modules if name in before.modules}
    gone = [name for name in before.modules if name not in now.modules]
    for name, module in now.modules.items():
        if name not in found:
            same = next((each for each in gone if replace(before.modules[each], name=name) == module), None)
            found |= {name: same} if same else {}
    return found


def _renamed(before: Module, now: Module) -> list[tuple[str, str]]:
    """Parameters that have another name at their place."""
    old, new = ([each.name for each in module.parameters] for module in (before, now))
    if len(old) != len(new):
        return []
    return [(one, other) for one, other in zip(old, new, strict=True) if one != other and one not in new and other not in old]


def _parameters(own: Module, links: Mapping[str, str], before: Module, now: Module) -> tuple[Parameter, ...]:
    """The parameters of a module after the edits, in the order of its function."""
    old = {each.name: each for each in before.parameters}
    known = {each.name: each for each in own.parameters}
    earlier = {new: one for one, new in _renamed(before, now)}
    found = []
    for each in now.parameters:
        name = earlier.get(each.name, each.name)
        mine = known.get(links.get(name, ""))
        if mine is None or name not in old:
            found.append(each)
            continue
        value = each.value if (type(each.value), each.value) != (type(old[name].value), old[name].value) else mine.value
        found.append(replace(mine, name=each.name if name != each.name else mine.name, value=value))
    return tuple(found)

"""The edits of one graph's program, applied to that graph: what the edits do not touch stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from msgspec.structs import replace

from studio.blocks.block import Block
from studio.blocks.ends import Input, Output
from studio.compile.page import Lines
from studio.compile.parsing.faults import Fault
from studio.compile.parsing.links import is_front
from studio.compile.parsing.pairing import paired
from studio.compile.parsing.placing import place_of
from studio.graph.model import Graph, Node, Wire
from studio.graph.module import Binding, Instance, Module, Placed
from studio.graph.modules.expressions import substituted
from studio.graph.names import FreeNames, ids_of, new_id
from studio.graph.wiring import rewired


class Written(NamedTuple):
    """A graph as a program has it.

    Attributes:
        graph: Its nodes by the names in the program.
        bindings: What follows parameters.
        lines: Where each node is made.
    """

    graph: Graph
    bindings: Sequence[Binding]
    lines: Mapping[str, Lines]


class Known(NamedTuple):
    """What the program's names of modules stand for, once their own edits are applied.

    Attributes:
        modules: By their names in the new program.
        parameters: The names that parameters have in the drawing, by module and name in the new program.
        before: The names of modules in the program before, by those in the new one.
    """

    modules: Mapping[str, Module]
    parameters: Mapping[str, Mapping[str, str]]
    before: Mapping[str, str]


class Merged(NamedTuple):
    """A graph after the edits.

    Attributes:
        graph: It.
        bindings: What follows parameters in it.
        nodes: Ids of its nodes by the names in the new program.
        faults: Edits that cannot be made.
    """

    graph: Graph
    bindings: tuple[Binding, ...]
    nodes: Mapping[str, str]
    faults: tuple[Fault, ...]


@dataclass
class Level:
    """Applies the edits.

    Attributes:
        graph: As it is drawn.
        bindings: What follows parameters in it.
        nodes: Ids of its nodes by the names in the program before.
        old: The program before.
        new: The program now.
        known: The modules.
        own: Names in the drawing of the parameters around it, by those in the new program.
        fresh: Ids of nodes that came while the program is being edited, by their names; those that come now are added.
    """

    graph: Graph
    bindings: Sequence[Binding]
    nodes: Mapping[str, str]
    old: Written
    new: Written
    known: Known
    own: Mapping[str, str] = field(default_factory=dict)
    fresh: dict[str, str] = field(default_factory=dict)
    _faults: list[Fault] = field(default_factory=list)

    def merged(self) -> Merged:
        """The graph after the edits."""
        self._pairs = {node: old for node, old in paired(self.old.graph, self.new.graph).items() if old in self.nodes}
        self._ids = {node: self.nodes[old] for node, old in self._pairs.items()}
        self._add_ids()
        gone = self._gone()
        nodes = {node_id: node for node_id, node in self.graph.nodes.items() if node_id not in gone}
        nodes |= self._kept(nodes)
        wires = self._wires(nodes)
        added = [node for node in self.new.graph.nodes if node not in self._pairs]
        graph = self._placed(nodes, added, wires)
        return Merged(graph, self._bound(nodes), self._ids, tuple(self._faults))

    def _add_ids(self) -> None:
        taken = ids_of(self.graph)
        for node in self.new.graph.nodes:
            if node not in self._ids:
                known = self.fresh.get(node, "")
                self._ids[node] = self.fresh[node] = known if known and known not in taken else new_id(taken)
                taken.add(self._ids[node])

    def _gone(self) -> set[str]:
        """What the program has no more; what the data puts first goes with the data alone."""
        left = [old for old in self.old.graph.nodes if old in self.nodes and old not in self._pairs.values()]
        found = {old: self.nodes[old] for old in left if not self._is_front(old)}
        for old, node_id in found.items():
            if self._is_elsewhere(node_id):
                self._refuse(None, f"{old} stands in a module of the drawing that is no function here", "Take it out there, on the board.")
            elif self.graph.nodes[node_id].locked:
                self._refuse(None, f"{self.graph.nodes[node_id].name} is locked", "Unlock it on the board, or leave its line.")
        return set(found.values())

    def _is_front(self, old: str) -> bool:
        owner = self.graph.nodes.get(self.nodes[old])
        return owner is not None and is_front(self.old.graph.nodes[old], owner)

    def _is_elsewhere(self, node_id: str) -> bool:
        return node_id not in self.graph.nodes

    def _refuse(self, node: str | None, what: str, remedy: str) -> None:
        first, last = self.new.lines.get(node or "", (1, 1))
        self._faults.append(Fault(first, 0, last, 0, f"{what}. {remedy}", runs=False))

    def _kept(self, nodes: Mapping[str, Node]) -> dict[str, Node]:
        """The nodes that were there, with their edits."""
        found: dict[str, Node] = {}
        names = FreeNames(node.name for node in nodes.values())
        for node, old in self._pairs.items():
            before, now, node_id = self.old.graph.nodes[old], self.new.graph.nodes[node], self._ids[node]
            block_edited, renamed = self._block_edited(before, now), now.name != before.name
            retrained = (now.trainable, now.multiplier) != (before.trainable, before.multiplier)
            if not block_edited and not renamed and not retrained:
                continue
            if self._is_front(old) or self._is_elsewhere(node_id):
                self._refuse_foreign(node, old)
                continue
            own = self.graph.nodes[node_id]
            if own.locked:
                self._refuse(node, f"{own.name} is locked", "Unlock it on the board, or leave its line as it was.")
                continue
            block = self._edited(own.block, before, now) if block_edited else own.block
            own = replace(own, trainable=now.trainable, multiplier=now.multiplier) if retrained else own
            found[node_id] = replace(own, block=block, name=names.take(now.name, block) if renamed else own.name)
        return found

    def _refuse_foreign(self, node: str, old: str) -> None:
        if self._is_front(old):
            self._refuse(node, f"{old} is what the data puts before the network", "Change it in the Data panel.")
        else:
            self._refuse(node, f"{old} stands in a module of the drawing that is no function here", "Change it there, on the board.")

    def _block_edited(self, before: Node, now: Node) -> bool:
        one, other = before.block, now.block
        if isinstance(one, Instance) and isinstance(other, Instance):
            same = self.known.before.get(other.module.name) == one.module.name
            return not same or (one.values, one.repeat, one.first) != (other.values, other.repeat, other.first)
        return one != other

    def _edited(self, own: Placed, before: Node, now: Node) -> Placed:
        """What stands at a node after an edit: of its values those that the edit is about."""
        one, other = before.block, now.block
        if isinstance(other, Instance):
            alike = isinstance(one, Instance) and self.known.before.get(other.module.name) == one.module.name
            return self._called(own if alike else None, one if alike else None, other)
        if isinstance(own, Block) and isinstance(one, Block) and isinstance(other, Block) and type(own) is type(one) is type(other):
            fields = [each.name for each in other.form()]
            return own.replace(**{name: getattr(other, name) for name in fields if getattr(one, name) != getattr(other, name)})
        return other

    def _called(self, own: Placed | None, before: Placed | None, now: Instance) -> Instance:
        """An instance after an edit; as it is called where it is a new one."""
        names, module = self.known.parameters[now.module.name], self.known.modules[now.module.name]
        if not isinstance(own, Instance) or not isinstance(before, Instance):
            return Instance(module, _named(now.values, names), now.repeat, _named(now.first, names))
        values = _merged(own.values, _named(before.values, names), _named(now.values, names))
        first = _merged(own.first, _named(before.first, names), _named(now.first, names))
        repeat = now.repeat if now.repeat != before.repeat else own.repeat
        return Instance(module, values, repeat, first if repeat > 1 else {})

    def _wires(self, nodes: Mapping[str, Node]) -> list[Wire]:
        """The wires, of which those stay whose ends the edits do not touch."""
        there = {*nodes, *self._ids.values()}
        rewired_ones = {node: feeds for node in self.new.graph.nodes if (feeds := self._feeds(node)) is not None}
        targets = {self._ids[node] for node in rewired_ones}
        kept = [wire for wire in self.graph.wires if wire.target not in targets and wire.source in there and wire.target in there]
        return kept + [wire for feeds in rewired_ones.values() for wire in feeds]

    def _feeds(self, node: str) -> list[Wire] | None:
        """The wires of a node whose inputs the edits change; None where they do not."""
        now = [(wire.source, wire.outlet) for wire in self.new.graph.feeds.get(node, ())]
        old = self._pairs.get(node)
        before = [] if old is None else [(wire.source, wire.outlet) for wire in self.old.graph.feeds.get(old, ())]
        same = [(self._pairs.get(source), outlet) for source, outlet in now] == before
        if (old is not None and same) or (old is not None and self._is_front(old)):
            return None
        target = self._ids[node]
        if target not in self.graph.nodes and old is not None:
            self._refuse_foreign(node, old)
            return None
        own = self.graph.feeds.get(target, ()) if old is not None else ()
        return [self._wire(node, port, end, own if len(own) == len(before) else (), before) for port, end in enumerate(now)]

    def _wire(self, node: str, port: int, end: tuple[str, int], own: Sequence[Wire], before: Sequence[tuple[str, int]]) -> Wire:
        source, outlet = end
        if port < len(own) and (self._pairs.get(source), outlet) == before[port]:
            return own[port]
        if self._is_raw(node, source):
            self._refuse(node, f"{node} takes raw pixels, beside what the data does to them first", "Let it take what comes after that.")
        elif (given := self._ids[source]) not in self.graph.nodes and source in self._pairs:
            self._refuse(node, f"{source} stands in a module of the drawing that is no function here", "Wire it there, on the board.")
            return Wire(self._ids[node], given, port)
        return Wire(self._ids[source], self._ids[node], own[port].port if port < len(own) else port, outlet)

    def _is_raw(self, node: str, source: str) -> bool:
        """Whether a node of its own takes the Input beside what the data puts before the network."""
        fronts = [each for each, old in self._pairs.items() if self._is_front(old)]
        return bool(fronts) and node not in fronts and isinstance(self.new.graph.nodes[source].block, Input)

    def _bound(self, nodes: Mapping[str, Node]) -> tuple[Binding, ...]:
        """What follows parameters after the edits."""
        before = {(self.nodes.get(each.node), each.field): each.expression for each in self.old.bindings}
        now = {(self._ids[each.node], each.field): (each.expression, each) for each in self.new.bindings if each.node in self._ids}
        own = {(each.node, each.field): each for each in self.bindings if each.node in nodes}
        for place in set(self._values_edited()) - {(node_id, self._field_of(each)) for (node_id, _), (_, each) in now.items()}:
            own.pop(place, None)  # which followed an expression of no parameter
        for key in before:
            if key not in now and key[0] in nodes:
                own.pop((key[0] or "", self._field(key[0] or "", key[1])), None)
        for (node_id, name), (text, binding) in now.items():
            if before.get((node_id, name)) != text:
                place = node_id, self._field_of(binding)
                own[place] = Binding(*place, substituted(text, {old: new for old, new in self.own.items() if old != new}))
        return tuple(own.values())

    def _values_edited(self) -> Iterator[tuple[str, str]]:
        """The values that the edits set, by node and name in the drawing."""
        for node, old in self._pairs.items():
            one, other = self.old.graph.nodes[old].block, self.new.graph.nodes[node].block
            if isinstance(one, Block) and type(one) is type(other):
                names = [each.name for each in one.form() if getattr(one, each.name) != getattr(other, each.name)]
            elif isinstance(one, Instance) and isinstance(other, Instance):
                names = [name for name in {**one.values, **other.values} if not _same(one.values.get(name), other.values.get(name))]
            else:
                names = []
            yield from ((self._ids[node], self._field_of(Binding(node, name, ""))) for name in names)

    def _field(self, node_id: str, name: str) -> str:
        """The name that a value of an instance has in the drawing."""
        node = next((node for node, each in self._ids.items() if each == node_id), "")
        return self._field_of(Binding(node, name, "")) if node else name

    def _field_of(self, binding: Binding) -> str:
        block = self.new.graph.nodes[binding.node].block
        if not isinstance(block, Instance):
            return binding.field
        return self.known.parameters[block.module.name].get(binding.field, binding.field)

    def _placed(self, nodes: Mapping[str, Node], added: Sequence[str], wires: Sequence[Wire]) -> Graph:
        """The graph with its new nodes, each beside what it takes."""
        graph = self.graph.replace(dict(nodes), ())
        names = FreeNames(node.name for node in nodes.values())
        for name in added:
            node, node_id = self.new.graph.nodes[name], self._ids[name]
            block = self._called(None, None, node.block) if isinstance(node.block, Instance) else node.block
            new = replace(node, id=node_id, block=block, name=names.take(node.name, block), position=place_of(graph, wires, node_id))
            graph = graph.replace({**graph.nodes, node_id: new})
        return rewired(graph, [wire for wire in wires if wire.source in graph.nodes and wire.target in graph.nodes])


def _named(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(name, name): value for name, value in values.items()}


def _merged(own: Mapping[str, Any], before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """A table with what differs between two others."""
    gone = {name for name in before if name not in now}
    changed = {name: value for name, value in now.items() if name not in before or not _same(before[name], value)}
    return {name: value for name, value in own.items() if name not in gone} | changed


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def output(graph: Graph) -> Node | None:
    """The Output of a program."""
    return next((node for node in graph.nodes.values() if isinstance(node.block, Output)), None)

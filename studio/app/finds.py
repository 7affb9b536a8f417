"""Everything that Ctrl+K finds in a project: actions, blocks, modules, nodes and samples."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from studio.app.action_table import ACTIONS
from studio.app.finder import Find
from studio.graph.quick.typed import MODULE
from studio.panels.family_icon import icon_of
from studio.project import samples

if TYPE_CHECKING:
    from studio.app.workspace import Workspace


def finds(of: Workspace) -> list[Find]:
    """Actions first, then what can be placed, then what is there."""
    return [*_actions(of), *_blocks(of), *_modules(of), *_nodes(of), *_samples(of)]


def _actions(of: Workspace) -> Iterator[Find]:
    table = of.actions_table
    for action in ACTIONS:
        if table[action.id].isEnabled():
            yield Find(action.bare_title, "action", table.shortcuts.shown(action.id), action.icon, "quiet", table[action.id].trigger)


def _blocks(of: Workspace) -> Iterator[Find]:
    for kind, block in of.adding.blocks().items():
        yield Find(kind, "block", block.family, *icon_of(block), partial(of.adding.add, kind), block.also())


def _modules(of: Workspace) -> Iterator[Find]:
    for name, module in of.shelves.on_offer(of.document.project, of.document.inside).items():
        yield Find(module.title or name, "module", "module", module.icon, "module", partial(of.adding.add, MODULE + name), module.also)


def _nodes(of: Workspace) -> Iterator[Find]:
    for node in of.document.graph.nodes.values():
        yield Find(node.name, "node", "on the board", *icon_of(node.block), partial(of.drawing.go_to, node.id))


def _samples(of: Workspace) -> Iterator[Find]:
    for sample in samples.samples():
        yield Find(sample.title, "sample", "sample", "layers", "quiet", partial(of.sample_asked.emit, sample.name))

"""What the user must mend about modules: ports that stand outside one, ends that stand inside one, ports without a wire."""

from __future__ import annotations

from studio.blocks.ends import AuxiliaryOutput, Input, Output
from studio.blocks.ports import ModuleInput, ModuleOutput
from studio.graph import edits
from studio.graph.faults import fixes
from studio.graph.faults.sight import Sight
from studio.graph.figures import Fix, Issue
from studio.graph.model import Node
from studio.graph.module import Instance
from studio.graph.modules.inside import titled
from studio.graph.modules.port_numbers import next_port
from studio.graph.names import kind
from studio.graph.rules import inputs_of
from studio.graph.states import passes

PORTS = (ModuleInput, ModuleOutput)
"""What stands inside modules alone."""
ENDS = (Input, Output, AuxiliaryOutput)
"""What stands outside of modules alone."""


def stray(sight: Sight, node: Node) -> Issue:
    """A port of a module outside one, or an Input or Output inside one."""
    if not sight.inside:
        text = f"{node.name} is a port of a module, but stands in none. Take it out."
        return Issue(node.id, text, True, fixes.take_out(node))
    port = "ModuleInput" if isinstance(node.block, Input) else "ModuleOutput"
    text = f"A module has no {kind(node.block)} of its own: data passes through its ports. Make {node.name} a {port}, or take it out."
    return Issue(node.id, text, True, _made_port(node))


def unwired_ports(sight: Sight, node: Node) -> Issue | None:
    """A node of several inputs of its own, such as an instance, with wires at some of them only."""
    wired, count = {wire.port for wire in sight.graph.feeds.get(node.id, ())}, inputs_of(node.block) or 0
    missing = next((port for port in range(count) if port not in wired), None)
    if missing is None or passes(node):
        return None
    name = titled(node.block) if isinstance(node.block, Instance) else kind(node.block)
    text = (
        f"{name} takes {count} inputs. Received: {len(wired)}, none at input {missing + 1}. "
        f"Lead a wire to input {missing + 1} of {node.name}."
    )
    return Issue(node.id, text, node.id in sight.needed)


def _made_port(node: Node) -> Fix:
    kind = ModuleInput if isinstance(node.block, Input) else ModuleOutput
    return Fix("Make it a port of the module", lambda graph: edits.change(graph, node.id, next_port(graph, kind)))

"""Where a project does to pixels what a pretrained network does itself."""

from __future__ import annotations

from studio.graph.figures import Issue
from studio.graph.module import Instance
from studio.graph.names import kind
from studio.project.project import Project


def pixel_issues(project: Project) -> tuple[Issue, ...]:
    """A warning at each pretrained network that would get other values than those that it was trained on."""
    data = project.data
    done = [words for words, wanted in (("divides them by 255", data.scale), ("takes a mean away", data.centre != "none")) if wanted]
    if not done:
        return ()
    nodes = project.graph.nodes.values()
    found = [node for node in nodes if isinstance(node.block, Instance) and node.block.module.pretrained]
    text = f"takes raw pixels from 0 to 255. Received: the project {' and '.join(done)} first."
    remedy = "Switch that off in Data, or choose Fit the head to the data (Ctrl+H)."
    return tuple(Issue(node.id, f"{kind(node.block)} {text} {remedy}", False) for node in found)

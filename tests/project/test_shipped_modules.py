"""The shipped modules: well made, tidy, as the studio writes them, with weights counted by hand."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from studio import paths
from studio.blocks.catalogue import CATALOGUE
from studio.graph.cards import CARD_HEIGHT, CARD_WIDTH, COLUMN, ROW
from studio.graph.measure import measure
from studio.graph.module import Instance, Module
from studio.graph.modules.inside import content
from studio.project.library import shipped
from studio.project.module_file import module_text
from tests import networks

FOLDER = paths.resources() / "modules"


def norm(channels: int) -> int:
    return 4 * channels


WEIGHTS = {
    "conv_bn_relu": 9 * 16 * 64 + norm(64),
    "residual": 9 * 64 * 64 * 2 + norm(64) * 2,
    "bottleneck": 256 * 64 + norm(64) + 9 * 64 * 64 + norm(64) + 64 * 256 + norm(256),
    "inception": 17 * 64 + 17 * 96 + (9 * 96 + 1) * 128 + 17 * 16 + (25 * 16 + 1) * 32 + 17 * 32,
    "depthwise_separable": 9 * 16 + norm(16) + 16 * 64 + norm(64),
    "inverted_residual": 32 * 192 + norm(192) + 9 * 192 + norm(192) + 192 * 32 + norm(32),
    "squeeze_excite": 65 * 4 + 5 * 64,
    "dense_layer": norm(16) + 16 * 128 + norm(128) + 9 * 128 * 32,
    "transition": norm(16) + 16 * 128,
    "unet_down": (9 * 16 + 1) * 64 + (9 * 64 + 1) * 64,
    "unet_up": (4 * 64 + 1) * 64 + (9 * 128 + 1) * 64 + (9 * 64 + 1) * 64,
}
"""With the default values, for what `networks.in_use` wires to it: as many channels as it needs, 16 where any number will do."""


@pytest.fixture(params=shipped(), ids=lambda module: module.name)
def module(request: pytest.FixtureRequest) -> Module:
    found: Module = request.param
    return found


def test_all_are_there():
    assert {module.name for module in shipped()} == set(WEIGHTS)
    assert len({module.icon for module in shipped()}) == len(WEIGHTS)
    assert len({module.title for module in shipped()}) == len(WEIGHTS)


def test_its_file_is_as_the_studio_writes_it(module: Module):
    assert (FOLDER / f"{module.name}.json").read_text(encoding="utf-8") == module_text(module)


def test_it_is_told_in_words(module: Module):
    assert module.title[0].isupper()
    assert len(module.title) <= 25
    assert re.fullmatch(r"[A-Z][^\n]+\.", module.help)
    assert (paths.resources() / "icons" / f"{module.icon}.svg").is_file()
    assert all(re.fullmatch(r"[A-Z][^\n]+\.", parameter.help) for parameter in module.parameters)


def test_its_parameters_have_limits_and_are_used(module: Module):
    used = " ".join(binding.expression for binding in module.bindings)
    for parameter in module.parameters:
        kind, _, field = parameter.like.partition(".")
        assert isinstance(parameter.value, bool) or field in {each.name for each in CATALOGUE[kind].form()}
        assert re.search(rf"\b{parameter.name}\b", used)


def test_its_inside_is_tidy(module: Module):
    nodes = list(module.graph.nodes.values())
    assert all(node.position[0] % COLUMN == 0 and node.position[1] % (ROW / 2) == 0 for node in nodes)
    assert all(node.id == node.name and len(node.name) <= 10 for node in nodes)
    for one, other in combinations(nodes, 2):
        (left, top), (right, bottom) = one.position, other.position
        assert abs(left - right) >= CARD_WIDTH or abs(top - bottom) >= CARD_HEIGHT
    for wire in module.graph.wires:
        assert module.graph.nodes[wire.source].position[0] < module.graph.nodes[wire.target].position[0]


def test_the_values_inside_are_what_the_defaults_come_to(module: Module):
    """So that a look inside shows what an instance has that nobody changed."""
    assert {key: node.block for key, node in content(Instance(module)).nodes.items()} == {
        key: node.block for key, node in module.graph.nodes.items()
    }


def test_its_weights_by_hand(module: Module):
    graph = networks.in_use(module.name)
    measured = measure(graph)
    assert [issue.text for issue in measured.issues] == []
    (node,) = (node for node in graph.nodes.values() if isinstance(node.block, Instance) and node.block.module is module)
    assert measured.figures[node.id].weights == WEIGHTS[module.name]


@pytest.mark.parametrize(
    ("name", "values", "weights"),
    [
        ("residual", {"filters": 8, "strides": (2, 2), "project": True}, 9 * 64 * 8 + norm(8) + 9 * 8 * 8 + norm(8) + 64 * 8 + norm(8)),
        (
            "bottleneck",
            {"filters": 8, "project": True, "use_bias": True},
            257 * 8 + norm(8) + 73 * 8 + norm(8) + 9 * 32 + norm(32) + 257 * 32 + norm(32),
        ),
        ("inverted_residual", {"expansion": 1}, 9 * 32 + norm(32) + 32 * 32 + norm(32)),
        ("inverted_residual", {"filters": 8, "shortcut": False}, 32 * 192 + norm(192) + 9 * 192 + norm(192) + 192 * 8 + norm(8)),
    ],
)
def test_its_weights_with_other_values(name: str, values: dict[str, object], weights: int):
    measured = measure(networks.in_use(name, **values))
    assert [issue.text for issue in measured.issues] == []
    assert measured.weights == weights


def test_dense_layers_grow_in_a_chain():
    measured = measure(networks.in_use("dense_layer", 3, growth=4))
    assert measured.weights == sum(norm(c) + c * 16 + norm(16) + 9 * 16 * 4 for c in (16, 20, 24))

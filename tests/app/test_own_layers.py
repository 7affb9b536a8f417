"""Layers of a person's own package come into the palette and the drawing as soon as they are described."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from studio.app.preferences import Preferences
from studio.app.workspace import Workspace
from studio.blocks.answers import ANSWERS
from studio.blocks.catalogue import know_own
from studio.blocks.described import Described as DescribedBlock
from studio.blocks.description import Argument, Description
from studio.blocks.unknown import UnknownBlock
from studio.look import Look
from studio.messages.asking import Described
from studio.project import file
from tests.own_package import SOURCE, install

SWIRL = Description("Swirl", "acme_layers.layers.Swirl", "Rolls an image.", (Argument("turns", "whole", 1, help="How far."),), "own")


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    yield
    know_own(())
    ANSWERS.forget()


@pytest.fixture
def workspace(qtbot: QtBot, look: Look, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """LeNet-5 with a layer that is not known when it is opened; nobody is asked, for no worker is wanted."""
    monkeypatch.syspath_prepend(install(tmp_path / "site", "acme_layers", SOURCE))
    project = file.read(folder)
    graph = project.graph
    conv = graph.named("pool1")
    assert conv is not None
    nodes = {**graph.nodes, conv.id: replace(conv, block=UnknownBlock({"kind": "Swirl", "turns": 2}))}
    made = Workspace(look, folder, project.with_graph(graph.replace(nodes=nodes)), Preferences(early_worker=False))
    qtbot.addWidget(made)
    yield made
    made.shut()


def block(workspace: Workspace) -> Any:
    node = workspace.document.graph.named("pool1")
    assert node is not None
    return node.block


def found(workspace: Workspace, wish: str) -> list[str]:
    """What the palette finds."""
    workspace.panels.palette._search.setText(wish)
    return workspace.panels.palette.shown()


def test_they_are_offered_and_known_when_they_are_described(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(workspace.asking, "describe", asked.append)
    workspace.own_layers.begin()
    assert asked == ["acme_layers.layers"]
    assert isinstance(block(workspace), UnknownBlock)
    workspace.asking.described.emit(Described(module="acme_layers.layers", layers=(SWIRL,)))
    assert isinstance(block(workspace), DescribedBlock)
    assert block(workspace).arguments() == {"turns": 2}
    assert "Swirl" in found(workspace, "swirl")
    assert not workspace.document.history.can_undo
    assert not workspace.document.unsaved


def test_what_was_described_before_is_known_at_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace.asking, "describe", lambda _module: None)
    workspace.own_layers.begin()
    workspace.asking.described.emit(Described(module="acme_layers.layers", layers=(SWIRL,)))
    know_own(())
    workspace.own_layers.begin()
    assert "Swirl" in found(workspace, "swirl")


def test_a_package_that_fails_is_told_in_the_console(workspace: Workspace) -> None:
    said: list[str] = []
    workspace.own_layers.said.connect(said.append)
    workspace.asking.described.emit(Described(module="acme_layers.layers", fault="It cannot be loaded. Mend it."))
    assert said == ["It cannot be loaded. Mend it."]

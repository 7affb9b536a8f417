"""A person's own package offers its registered layers by an entry point; nothing else of anybody's is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.blocks.catalogue import CATALOGUE, know_own, read_block
from studio.blocks.described import Described as Block
from studio.blocks.ends import Input, Output
from studio.blocks.own_layers import Package, keep, kept, packages
from studio.blocks.unknown import UnknownBlock
from studio.compile.planner import plan
from studio.compile.reading.model_json import read_json
from studio.compile.source import source
from studio.graph.model import Graph, Node, Wire
from studio.worker.answers import answered
from studio.worker.build import build
from studio.worker.formats import keras as keras_format
from studio.worker.formats.content import Content
from studio.worker.packages import offered
from studio.worker.symbols import SymbolError, resolve
from tests.own_package import SOURCE, install


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Package]:
    monkeypatch.syspath_prepend(install(tmp_path / "site", "acme_layers", SOURCE))
    yield Package("acme_layers.layers", "acme_layers 1.2")
    know_own(())
    for name in [name for name in sys.modules if name.startswith("acme_layers")]:
        del sys.modules[name]


def test_it_is_found_without_being_loaded(acme: Package) -> None:
    assert packages() == (acme,)
    assert "acme_layers" not in sys.modules


def test_its_registered_layers_are_described(acme: Package) -> None:
    told = offered(acme.module)
    assert told.fault == ""
    assert [layer.name for layer in told.layers] == ["Swirl", "Mix", "Dense"]
    swirl, mix, _ = told.layers
    assert (swirl.symbol, swirl.family, swirl.help) == ("acme_layers.layers.Swirl", "own", "Rolls an image along an axis.")
    assert [(each.name, each.kind, each.default, each.choices) for each in swirl.arguments] == [
        ("turns", "whole", 1, ()),
        ("way", "choice", "down", ("down", "right")),
    ]
    assert (mix.many, mix.apart) == (True, True)


def test_they_stand_in_the_catalogue_as_soon_as_they_are_known(acme: Package) -> None:
    written = {"kind": "Swirl", "turns": 2}
    assert read_block(written) == UnknownBlock(written)
    keep(acme, offered(acme.module).layers)
    assert know_own(kept([acme]))
    assert not know_own(kept([acme]))
    block = read_block(written)
    assert isinstance(block, Block)
    assert (block.made_by, block.arguments()) == ("acme_layers.layers.Swirl", {"turns": 2})
    assert list(CATALOGUE)[-3:] == ["Swirl", "Mix", "acme_layers_Dense"]
    assert know_own(())
    assert "Swirl" not in CATALOGUE


def test_a_network_of_them_is_built_and_its_program_names_them(acme: Package) -> None:
    know_own(offered(acme.module).layers)
    blocks = {
        "input1": Input(shape=(6, 6, 2)),
        "swirl1": CATALOGUE["Swirl"](turns=2, way="right"),
        "mix1": CATALOGUE["Mix"](),
        "output1": Output(meaning="values"),
    }
    told = answered(blocks["mix1"].question((6, 6, 2), (6, 6, 2)))
    assert told.answer is not None
    assert told.answer.shape == (6, 6, 2)
    wires = (Wire("input1", "mix1", 1), Wire("input1", "swirl1"), Wire("mix1", "output1"), Wire("swirl1", "mix1"))
    planned = plan(Graph({name: Node(name, block, name) for name, block in blocks.items()}, wires), "Acme")
    network = build(planned, 1)
    assert network.model.output_shape == (None, 6, 6, 2)
    text = source(planned).text
    assert "from acme_layers.layers import Mix, Swirl" in text or "from acme_layers.layers import Swirl" in text
    assert 'Swirl(turns=2, way="right", name="swirl1")' in text
    space: dict[str, object] = {"__name__": "program"}
    exec(compile(text, "program", "exec"), space)
    assert space["build"]().get_config() == network.model.get_config()


def test_a_model_with_its_layers_is_opened_as_their_blocks(acme: Package) -> None:
    know_own(offered(acme.module).layers)
    blocks = {"input1": Input(shape=(6, 6, 2)), "swirl1": CATALOGUE["Swirl"](turns=2), "output1": Output(meaning="values")}
    graph = Graph({name: Node(name, block, name) for name, block in blocks.items()}, (Wire("input1", "swirl1"), Wire("swirl1", "output1")))
    written = build(plan(graph, "Acme"), 1).model.to_json()
    assert [node.block for node in read_json(written).graph.nodes.values()][1] == blocks["swirl1"]
    know_own(())
    assert [type(node.block) for node in read_json(written).graph.nodes.values()][1] is UnknownBlock


def test_the_keras_model_that_is_taken_away_is_loaded_by_its_own_program(acme: Package, tmp_path: Path) -> None:
    know_own(offered(acme.module).layers)
    blocks = {"input1": Input(shape=(6, 6, 2)), "swirl1": CATALOGUE["Swirl"](turns=2), "output1": Output(meaning="values")}
    graph = Graph({name: Node(name, block, name) for name, block in blocks.items()}, (Wire("input1", "swirl1"), Wire("swirl1", "output1")))
    folder = tmp_path / "taken"
    folder.mkdir()
    keras_format.write(Content(build(plan(graph, "Acme"), 1)), folder, folder)
    assert "Needs keras, tensorflow and acme_layers.layers." in (folder / "load.py").read_text()
    fresh = dict(os.environ) | {"PYTHONPATH": str(tmp_path / "site"), "TF_CPP_MIN_LOG_LEVEL": "3"}
    told = subprocess.run([sys.executable, folder / "load.py"], env=fresh, check=True, capture_output=True, text=True).stdout
    assert "swirl1 (Swirl)" in told


def test_what_no_entry_point_names_is_not_loaded(acme: Package, tmp_path: Path) -> None:
    for symbol in ("acme_layers.Swirl", "acme_layers.layers.Unregistered", "acme_layers.layers.ops", "os.path.join"):
        with pytest.raises(SymbolError):
            resolve(symbol)


def test_a_package_that_fails_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(install(tmp_path / "site", "broken_layers", "import nothing_of_the_kind\n"))
    monkeypatch.syspath_prepend(install(tmp_path / "other", "empty_layers", ""))
    assert offered("broken_layers.layers").fault == (
        "The layers of broken_layers.layers cannot be loaded: ModuleNotFoundError: No module named 'nothing_of_the_kind'. Mend the package."
    )
    assert offered("empty_layers.layers").fault == (
        "empty_layers.layers offers no layers. Expected: classes of keras.layers.Layer with "
        "@keras.saving.register_keras_serializable. Register them there."
    )

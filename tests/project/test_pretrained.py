"""The pretrained networks that travel are what their list says, and weights go along with a project."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from studio import paths
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.pooling import GlobalAveragePooling2D
from studio.compile.planner import plan
from studio.graph.measure import measure
from studio.graph.module import Instance
from studio.project import file
from studio.project.errors import ProjectError
from studio.project.pretrained import FOLDER, applications, copy_weights, kept, shipped, weights_of
from studio.project.project import Project
from studio.runs.weights import read_weights
from tests.graph.small_modules import graph_of

RESOURCES = paths.resources() / FOLDER
ROW = r"^\| `(\S+)` \| ([\d,]+) \| `([0-9a-f]{64})` \|$"
SHIPPED = re.findall(ROW, (RESOURCES / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("name", "size", "checksum"), SHIPPED, ids=lambda value: value[:20])
def test_what_travels_has_the_checksum_that_is_told(name: str, size: str, checksum: str) -> None:
    data = (RESOURCES / name).read_bytes()
    assert (f"{len(data):,}", hashlib.sha256(data).hexdigest()) == (size, checksum)


def test_every_layer_of_the_small_network_finds_its_weights(tmp_path: Path) -> None:
    (module,) = shipped()
    blocks = {
        "image": Input(shape=(224, 224, 3)),
        "trunk": Instance(module),
        "pool": GlobalAveragePooling2D(),
        "scores": Dense(units=1000),
        "output": Output(),
    }
    graph = graph_of(blocks, "image trunk", "trunk pool", "pool scores", "scores output")
    measured = measure(graph)
    assert (measured.weights - measured.fixed, measured.fixed) == (4_652_008, 42_016)  # as published, and moving statistics
    assert measured.figures["trunk"].shape == (7, 7, 1280)
    place = weights_of(tmp_path, module.pretrained)
    assert place is not None
    named = {step.pretrained.partition("#")[2] for step in plan(graph, "t").steps if step.pretrained}
    assert {key.partition(":")[0] for key in read_weights(place).arrays} <= named
    assert sum(array.size for array in read_weights(place).arrays.values()) == measured.figures["trunk"].weights


def test_a_module_remembers_its_weights_in_the_file(tmp_path: Path) -> None:
    (module,) = shipped()
    project = Project().with_graph(graph_of({"image": Input(shape=(96, 96, 3)), "trunk": Instance(module)}, "image trunk"))
    file.write(tmp_path, project)
    assert file.read(tmp_path) == project


def test_the_projects_own_weights_come_first_and_go_along(tmp_path: Path) -> None:
    assert weights_of(tmp_path, "nothing") is None
    own = kept(tmp_path / "one", "efficientnet_lite0")
    own.parent.mkdir(parents=True)
    own.write_bytes(b"own")
    assert weights_of(tmp_path / "one", "efficientnet_lite0") == own
    copy_weights(tmp_path / "one", tmp_path / "two")
    assert kept(tmp_path / "two", "efficientnet_lite0").read_bytes() == b"own"
    copy_weights(tmp_path / "nowhere", tmp_path / "two")
    (tmp_path / "three").write_text("a file")
    with pytest.raises(ProjectError, match=r"^efficientnet_lite0\.npz cannot be copied to .*: Not a directory\. Free some space,"):
        copy_weights(tmp_path / "one", tmp_path / "three")


def test_the_list_of_keras_is_whole() -> None:
    found = {each.name: each for each in applications()}
    assert len(found) >= 38
    assert (found["MobileNetV2"].weights, found["MobileNetV2"].trunk, found["MobileNetV2"].top_1) == (3_538_984, 2_257_984, 0.713)
    assert found["VGG16"].weights == 138_357_544
    assert (found["Xception"].side, found["Xception"].smallest) == (299, 71)

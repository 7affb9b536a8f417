"""What stands in the way of training, from the drawing and from the data, with the node's name and all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.data import ImageFolder, Mnist
from studio.data.image_folder import SUFFIXES
from tests.cli.projects import changed, nodes, picture_project, small_project
from tests.cli.spoken import abyss

PICTURES = ", ".join(SUFFIXES)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return small_project(tmp_path / "small", Mnist())


def verdict(folder: Path) -> dict[str, Any]:
    """What `check` says for machines, held equal to what `train` says in words, which must come to nothing."""
    checked = abyss("check", folder, "--json")
    found = checked.records[-1]
    assert checked.status == (1 if found["stops"] else 0)
    if found["stops"]:
        assert abyss("train", folder) == (1, "", "\n".join(found["stops"]) + "\n")
        assert not (folder / "runs").exists()
    return found


def add(record: dict[str, Any], name: str, block: dict[str, Any], *inputs: str) -> None:
    ids = {node["name"]: key for key, node in record["graphs"]["main"]["nodes"].items()}
    record["graphs"]["main"]["nodes"][name] = {
        "block": block,
        "inputs": [ids[source] for source in inputs],
        "name": name,
        "position": [0, 400],
    }


def test_a_sound_project_is_ready_with_a_table_of_its_nodes(project: Path) -> None:
    assert abyss("check", project) == (
        0,
        "node            shape  weights  multiply-adds\n"
        "input1    28 × 28 × 1        0              0\n"
        "conv1     12 × 12 × 4      104         14,400\n"
        "flatten1          576        0              0\n"
        "dense1             10    5,770          5,760\n"
        "output1            10        0              0\n"
        "Ready to train. 5,874 weights, 20,160 multiply-adds an image.\n",
        "",
    )
    *rows, found = abyss("check", project, "--json").records
    assert rows[1] == {"kind": "node", "name": "conv1", "shape": [12, 12, 4], "weights": 104, "multiply_adds": 14400}
    assert found == {"kind": "checked", "weights": 5874, "multiply_adds": 20160, "stops": [], "hints": []}


def test_no_output(project: Path) -> None:
    changed(project, lambda record: record["graphs"]["main"]["nodes"].pop(nodes_id(record, "output1")))
    assert verdict(project)["stops"] == ["The network has no Output, so it gives no answer. Put an Output after its last node."]


def nodes_id(record: dict[str, Any], name: str) -> str:
    return next(key for key, node in record["graphs"]["main"]["nodes"].items() if node["name"] == name)


def test_two_outputs(project: Path) -> None:
    changed(project, lambda record: add(record, "second", {"kind": "Output"}, "dense1"))
    assert verdict(project)["stops"] == ["A network has one Output. Received: output1, second. Take one of them out."]


def test_an_unknown_block(project: Path) -> None:
    changed(project, lambda record: nodes(record)["conv1"].update(block={"kind": "Swirl", "turns": 3}))
    assert verdict(project)["stops"] == [
        "Swirl is not known to this version of the studio, so what follows has no shape. Update the studio, or take conv1 out."
    ]


def test_a_node_beside_the_way_is_a_hint_and_named(project: Path) -> None:
    changed(project, lambda record: add(record, "idle", {"kind": "Dropout"}))
    found = verdict(project)
    assert (found["stops"], found["hints"]) == ([], ["idle: No wire arrives, so training leaves it out."])
    assert "! idle: No wire arrives, so training leaves it out.\n" in abyss("check", project).out


def test_a_missing_wire_is_named_by_its_node(project: Path) -> None:
    changed(project, lambda record: nodes(record)["conv1"].update(inputs=[]))
    assert verdict(project)["stops"] == ["conv1: No wire arrives, so no image reaches output1. Lead a wire to it."]


def test_drawing_and_data_that_do_not_suit_each_other(tmp_path: Path) -> None:
    folder = picture_project(tmp_path / "three", cats=3, dogs=3, owls=3)
    changed(folder, lambda record: nodes(record)["dense1"]["block"].update(units=5))
    changed(folder, lambda record: record["data"]["source"].update(height=32))
    assert verdict(folder)["stops"] == [
        "input1 takes images of (28, 28, 1). Received: data of (32, 28, 1). Give it the shape of the data, or choose other data.",
        "output1 answers with 5 classes. Received: data of 3 classes. Give the last Dense 3 units.",
    ]


def test_a_missing_folder(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "small", ImageFolder(path=str(tmp_path / "gone")))
    assert verdict(folder)["stops"] == [
        f"ImageFolder: {tmp_path / 'gone'} is not there. Expected: a folder that holds one folder of pictures for each class. "
        "Choose it again, or connect the disk that it is on."
    ]


def test_an_empty_class(tmp_path: Path) -> None:
    folder = picture_project(tmp_path / "two", cats=3, dogs=3)
    (folder / "pictures" / "owls").mkdir()
    assert verdict(folder)["stops"] == [
        f"ImageFolder: class owls has no pictures. Expected: files ending in {PICTURES}. Received: an empty folder. "
        "Add pictures or remove the folder."
    ]


def test_one_class_only(tmp_path: Path) -> None:
    folder = picture_project(tmp_path / "one", cats=3)
    changed(folder, lambda record: nodes(record)["dense1"]["block"].update(units=2))
    assert verdict(folder)["stops"] == [
        f"ImageFolder: {folder / 'pictures'} has one class only. Expected: at least two. Received: cats. Add a folder for each class."
    ]


def test_a_file_of_arrays_that_lacks_one(tmp_path: Path) -> None:
    folder = small_project(tmp_path / "small")
    np.savez(folder / "digits.npz", images=np.zeros((4, 28, 28, 1), np.uint8))
    assert verdict(folder)["stops"] == [
        f"NumpyFile: {folder / 'digits.npz'} lacks an array called labels or y. Received: images. "
        "Save both with numpy.savez('file.npz', images=images, labels=labels)."
    ]

"""The library of modules: shipped ones are read when asked for, own ones are kept as files; a broken one hides no other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from studio import paths
from studio.graph import edits
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.project import library
from studio.project.errors import ProjectError
from studio.project.module_file import read_module
from tests.project.projects import conv_module


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    return tmp_path


def test_at_first_there_are_none_of_ones_own():
    assert library.own() == ((), ())


def test_a_module_is_kept_with_what_is_inside_it_and_forgotten():
    outer = conv_module("outer", edits.add(Graph(), Instance(conv_module("inner")), (0.0, 0.0))[0])
    library.keep(outer)
    alone = conv_module("alone")
    library.keep(alone)
    assert library.own() == ((alone, outer), ())
    library.forget("outer")
    library.forget("outer")
    assert [module.name for module in library.own()[0]] == ["alone"]


def test_a_module_of_the_same_name_takes_the_place_of_the_old():
    module = conv_module()
    library.keep(module)
    library.keep(replace(module, title="Better"))
    assert library.own() == ((replace(module, title="Better"),), ())


def test_the_other_names_of_a_module_are_kept_with_it():
    module = replace(conv_module(), also=("resnet", "shortcut"))
    library.keep(module)
    assert library.own() == ((module,), ())


def test_other_names_that_are_none_are_told():
    library.keep(conv_module("good"))
    place = paths.modules() / "good.json"
    plain = json.loads(place.read_text())
    plain["modules"]["good"]["also"] = ["resnet", 3]
    place.write_text(json.dumps(plain))
    _, faults = library.own()
    assert faults == (f"{place}: module good: also must be a list of names. Received: ['resnet', 3].",)


def test_a_broken_file_is_told_and_hides_no_other():
    library.keep(conv_module("good"))
    folder = paths.modules()
    (folder / "bad.json").write_text("{")
    (folder / "other.json").write_text((folder / "good.json").read_text())
    (folder / "empty.json").write_text(json.dumps({"format": 2, "module": "empty", "modules": {}}))
    (folder / "none.json").write_text(json.dumps({"format": 2, "module": 3, "modules": {"a": 3}}))
    found, faults = library.own()
    assert [module.name for module in found] == ["good"]
    assert faults == (
        f"{folder / 'bad.json'} is cut short. Expected: a whole JSON record. Received: 1 characters that end in line 1. "
        "Restore it from a copy, or from version control.",
        f"{folder / 'empty.json'}: module must name one of its modules. Received: 'empty'.",
        f"{folder / 'none.json'}: module a: it must be a record with a graph, parameters and bindings. Received: 3.",
        f"{folder / 'other.json'} holds the module good. Expected: the file good.json. Rename the file.",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", ' is no module of Abyss Studio. Expected: a record with "format": 2. Choose another file.'),
        ('{"format": 9}', " was written by a newer Abyss Studio. Expected: format 2 or older. Received: format 9. Update the studio."),
        ('{"format": 2}', ": modules must be a record of modules by name. Received: None."),
    ],
)
def test_a_file_that_holds_no_module(tmp_path: Path, text: str, sentence: str):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(ProjectError) as caught:
        read_module(path)
    assert caught.value.sentences == (f"{path}{sentence}",)


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(ProjectError) as caught:
        read_module(tmp_path / "x.json")
    assert caught.value.sentences == (f"There is no file {tmp_path / 'x.json'}. It may have been removed since.",)


def test_a_module_that_cannot_be_removed_is_told():
    (paths.modules() / "conv.json").mkdir()
    with pytest.raises(ProjectError, match=r"conv\.json cannot be removed: Is a directory\. Allow writing there\.$"):
        library.forget("conv")


def test_shipped_modules_are_read_once_and_only_when_asked_for():
    assert library.shipped() is library.shipped()
    program = "from studio.project import library; print(library.shipped.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "0\n"

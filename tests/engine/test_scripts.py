"""A script and what it imports from beside it run exactly as they were shown; what was not shown does not run."""

from __future__ import annotations

import importlib.util
import py_compile
from pathlib import Path

import pytest

from studio.engine.foreign_models import ScriptError, run_script
from studio.engine.scripts import Script, read_script
from studio.project.errors import ProjectError


def written(folder: Path, **texts: str) -> Script:
    """Files in a folder, `nets__small` for nets/small.py; the one called mine is read as a script."""
    for name, text in texts.items():
        file = folder / f"{name.replace('__', '/')}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read_script(folder / "mine.py")


def ran(script: Script) -> tuple[list[str], str]:
    """The lines that a script printed, and why it was refused; none of these builds a model."""
    with pytest.raises(ScriptError) as refused:
        run_script(script, lambda models: models[0])
    return refused.value.printed.splitlines(), str(refused.value)


def printed(script: Script) -> list[str]:
    lines, why = ran(script)
    assert why.startswith("mine.py builds no Keras model that is there when it has run. ")
    return lines


def failed(script: Script) -> str:
    return ran(script)[1].removesuffix(" Mend the script, then open it again.")


def test_what_it_imports_from_beside_it_is_shown_and_runs(tmp_path: Path) -> None:
    (tmp_path / "nets" / "deep").mkdir(parents=True)
    (tmp_path / "nets" / "__init__.py").write_text("from .small import NAME\nfrom . import parts\n")
    (tmp_path / "nets" / "never.py").touch()
    script = written(
        tmp_path,
        mine="import helper, sys\nfrom nets import NAME\ndef b():\n    from bare.inner import b\n    return b\nprint(NAME, helper.a, b())",
        helper="a = __name__",
        nets__small="from .. import nets\nNAME = __file__",
        nets__parts="from .deep import below",
        nets__deep__below="",
        bare__inner="b = __package__",
        unused="raise ValueError",
    )
    assert script.beside.keys() == {
        "helper.py",
        "bare/inner.py",
        "nets/__init__.py",
        "nets/small.py",
        "nets/parts.py",
        "nets/deep/below.py",
    }
    script = script._replace(beside={**script.beside, "nets/small.py": "NAME = __file__"})
    assert printed(script) == [f"{tmp_path / 'nets' / 'small.py'} helper bare"]


WHOLLY_UNKNOWN = "No module named 'hidden'."


@pytest.mark.parametrize("way", ["", "sys.path.insert(0, '.'); ", "sys.path.insert(0, sys.argv[0][:-7]); ", "sys.path.insert(0, 'lib'); "])
def test_what_was_not_shown_is_not_imported(tmp_path: Path, way: str) -> None:
    script = written(tmp_path, mine=f"import sys\n{way}__import__('hid' + 'den')", hidden="print('ran')", lib__hidden="print('ran')")
    assert not script.beside
    why = (
        "hidden is not imported, for nobody was shown it before the script ran. Import by name what lies beside the script, or install it."
    )
    assert failed(script) == f"mine.py, line 2: ModuleNotFoundError: {why if way else WHOLLY_UNKNOWN}"


def test_a_bare_folder_that_was_not_shown_is_no_package(tmp_path: Path) -> None:
    (tmp_path / "lib" / "hidden").mkdir(parents=True)
    script = written(tmp_path, mine="import sys\nsys.path.insert(0, 'lib')\nimport hidden")
    assert failed(script).startswith("mine.py, line 3: ModuleNotFoundError: hidden is not imported, for nobody was shown it")


def test_what_is_installed_is_imported_as_ever(tmp_path: Path) -> None:
    script = written(
        tmp_path, mine="import msgspec, numpy.linalg, wave\nprint(numpy.__file__, numpy.linalg.__file__)", numpy__linalg="1 / 0"
    )
    assert script.beside.keys() == {"numpy/linalg.py"}  # a bare folder comes after a package that is installed
    (line,) = printed(script)
    assert str(tmp_path) not in line


def test_it_runs_as_it_was_shown_whatever_lies_there_now(tmp_path: Path) -> None:
    script = written(tmp_path, mine="import helper\nprint(helper.a)", helper="a = 'seen'")
    written(tmp_path, mine="print('changed')", helper="print('changed')\na = 1")
    assert printed(script) == ["seen"]
    (tmp_path / "helper.py").unlink()
    assert printed(script) == ["seen"]


def test_compiled_modules_are_neither_read_nor_written(tmp_path: Path) -> None:
    script = written(tmp_path, mine="import helper\nprint(helper.a)", helper="a = 'seen'")
    (tmp_path / "other.py").write_text("a = 'planted'")
    cached = Path(importlib.util.cache_from_source(str(tmp_path / "helper.py")))
    for place in (cached, tmp_path / "helper.pyc", tmp_path / "hidden.pyc"):
        py_compile.compile(str(tmp_path / "other.py"), str(place), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
    before = sorted(tmp_path.rglob("*"))
    assert printed(script) == ["seen"]
    assert failed(script._replace(code="import hidden")) == "mine.py, line 1: ModuleNotFoundError: No module named 'hidden'."
    assert sorted(tmp_path.rglob("*")) == before


def test_a_coding_does_not_make_another_program_of_what_was_shown(tmp_path: Path) -> None:
    hidden = "# coding: utf-7\n#+AAo-a = 'hidden'\na = 'seen'\n#+AAo-a = 'hidden'\n"
    assert printed(written(tmp_path, mine=f"{hidden}import helper\nprint(a, helper.a)", helper=hidden)) == ["seen seen"]


def test_names_of_the_standard_library(tmp_path: Path) -> None:
    """As Python does it: what lies beside a script comes first, but for what is loaded before it."""
    script = written(
        tmp_path, mine="import json, profile, os, sys\nprint(json.dumps, profile.a)", json="1 / 0", profile="a = 1", sys="1 / 0"
    )
    assert script.beside.keys() == {"json.py", "profile.py", "sys.py"}
    (line,) = printed(script)
    assert line.startswith("<function dumps at ")
    assert line.endswith("> 1")


def test_a_module_that_hides_keras_is_a_script_that_builds_nothing(tmp_path: Path) -> None:
    script = written(tmp_path, mine="import keras\nmodel = keras.Model()", keras="class Layer: pass\nclass Model: pass\n")
    assert script.beside.keys() == {"keras.py"}
    assert "AttributeError" in failed(script)


def test_what_goes_wrong_beside_it_is_told_with_its_line(tmp_path: Path) -> None:
    script = written(tmp_path, mine="import helper\nhelper.go()", helper="import json\n\ndef go():\n    json.loads('{')\n")
    written(tmp_path, helper="something else\n" * 9)
    lines, why = ran(script)
    assert why.startswith("helper.py, line 4: JSONDecodeError: Expecting property name")
    assert "    json.loads('{')" in lines
    assert (
        failed(written(tmp_path, mine="import nets.half", nets__half="\na = ("))
        == "nets/half.py, line 2: SyntaxError: '(' was never closed."
    )


def test_one_that_imports_itself_runs_twice_as_python_does_it(tmp_path: Path) -> None:
    script = written(tmp_path, mine="print(__name__)\nimport helper", helper="import sys\nsys.modules.pop('mine', 0)\nimport mine")
    assert script.beside.keys() == {"helper.py"}
    assert printed(script) == ["mine", "mine"]


def test_what_is_no_text_beside_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_bytes(b"\xff\xfe")
    with pytest.raises(ProjectError) as refused:
        written(tmp_path, mine="import helper")
    words = "cannot be read. Expected: a Python program. Received: bytes that are no text in UTF-8. Save it anew."
    assert str(refused.value) == f"{tmp_path / 'helper.py'} {words}"


@pytest.mark.parametrize(
    "text", ["import", "x = " + "(" * 5000, "import a" + ".b" * 5000, "import " + "a" * 300, "a\0b", "'\\d' is 1\nfrom .... import helper"]
)
def test_what_is_hardly_a_program_is_read_all_the_same(tmp_path: Path, text: str) -> None:
    script = written(tmp_path, mine=text, helper="")
    assert script.code == text
    assert script.beside.keys() <= {"helper.py"}

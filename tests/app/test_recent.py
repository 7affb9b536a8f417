import shutil
from pathlib import Path

from studio import paths
from studio.app import recent
from studio.project import samples


def projects(count: int) -> list[Path]:
    return [samples.new_project(f"Project {number}") for number in range(count)]


def test_the_newest_comes_first_and_none_comes_twice() -> None:
    one, two = projects(2)
    for folder in (one, two, one):
        recent.remember(folder)
    assert recent.folders() == (one, two)


def test_without_a_list_there_are_none() -> None:
    assert recent.folders() == ()


def test_those_that_are_gone_are_left_out() -> None:
    one, two = projects(2)
    recent.remember(one)
    recent.remember(two)
    shutil.rmtree(two)
    assert recent.folders() == (one,)


def test_it_keeps_so_many() -> None:
    made = projects(recent.LONGEST + 2)
    for folder in made:
        recent.remember(folder)
    assert recent.folders() == tuple(reversed(made[2:]))


def test_a_broken_list_starts_anew() -> None:
    (paths.settings() / "recent.json").write_text("[1, 2")
    assert recent.folders() == ()
    (one,) = projects(1)
    recent.remember(one)
    assert recent.folders() == (one,)

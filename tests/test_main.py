"""The command `abyss` itself: window, verb, or a sentence."""

from __future__ import annotations

import pytest

from studio.__main__ import main
from studio.project.samples import samples
from tests.cli.spoken import ended, process
from tests.test_machine import WITHOUT

NO_DISPLAY = f"There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set, so no window can open. {WITHOUT}\n"


def test_alone_without_a_display_it_says_so() -> None:
    said = ended(process(DISPLAY=None, WAYLAND_DISPLAY=None, QT_QPA_PLATFORM=None))
    assert said == (1, "", NO_DISPLAY)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("tarin", "Did you mean: abyss train"),
        ("lenet", "Did you mean: abyss lenet5"),
        ("xyz", "All verbs with their options: abyss --help"),
    ],
)
def test_a_word_that_means_nothing_is_wrong_use_with_a_proposal(word: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word]) == 2
    assert capsys.readouterr() == (
        "",
        f"{word} is neither a project nor a verb. Expected: a project folder, a Keras model "
        f"(.keras, .h5, .json, .py or the folder of a SavedModel), a sample ({', '.join(sample.name for sample in samples())}) or a verb "
        f"(samples, check, train, runs, export, import, predict, attack, report, doctor). {meant}\n",
    )


def test_a_verb_is_done_without_a_window(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["samples"]) == 0
    assert "lenet5" in capsys.readouterr().out


def test_a_window_opens_the_project_that_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr("studio.app.start.open_window", lambda project: opened.append(project) or 0)
    assert (main(["lenet5"]), main([])) == (0, 0)
    assert opened == ["lenet5", None]

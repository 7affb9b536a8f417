"""What goes where: results to standard output, all else to standard error, a bar only on a terminal."""

from __future__ import annotations

import io
import json
import sys

import pytest

from studio.cli.speech import Speech


class Terminal(io.StringIO):
    """Takes itself for a screen."""

    def isatty(self) -> bool:
        return True


def test_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    speech = Speech()
    speech.tell("epoch", loss=1.0)
    speech.say("Test accuracy 98 %.")
    speech.note("The worker is started again.")
    speech.progress(0.5, "half")
    speech.fail("The disk is full.")
    assert capsys.readouterr() == ("Test accuracy 98 %.\n", "The worker is started again.\nThe disk is full.\n")


def test_for_machines_a_record_a_line_and_what_is_no_number_is_null(capsys: pytest.CaptureFixture[str]) -> None:
    speech = Speech(as_json=True)
    speech.say("Test accuracy 98 %.")
    speech.table(("name",), [("lenet5",)])
    speech.tell("epoch", loss=float("nan"), images=(5, 1, 2), title="Café")
    speech.note("The worker is started again.")
    speech.fail("The disk is full.")
    out, err = capsys.readouterr()
    assert [json.loads(line) for line in out.splitlines()] == [
        {"kind": "epoch", "loss": None, "images": [5, 1, 2], "title": "Café"},
        {"kind": "note", "text": "The worker is started again."},
        {"kind": "failed", "text": "The disk is full."},
    ]
    assert err == "The disk is full.\n"


def test_columns_are_as_wide_as_their_widest_cell(capsys: pytest.CaptureFixture[str]) -> None:
    Speech().table(("node", "weights"), [("image", "0"), ("dense1", "48,120")])
    assert capsys.readouterr().out == "node    weights\nimage         0\ndense1   48,120\n"


def test_a_bar_on_a_terminal_gives_way_to_the_next_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", "40")
    speech = Speech()
    speech.progress(0.25, "epoch 1 of 4, and more words than fit")
    speech.progress(7.0, "over")
    speech.say("Done.")
    assert terminal.getvalue() == "\r██████░░░░░░░░░░░░░░░░░░ epoch 1 of 4, \x1b[K\r████████████████████████ over\x1b[K\r\x1b[K"
    assert capsys.readouterr().out == "Done.\n"


@pytest.mark.parametrize("words", ["\x1b]0;owned\x07", "\x9b2J", "a\rb", "\x08", "\u202eevil"])
def test_what_would_command_the_terminal_is_shown(words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    seen = words.encode("unicode_escape").decode()
    speech = Speech()
    speech.table(("title",), [(f"{words}\n\tÄ漢",)])
    speech.note(words)
    speech.fail(words)
    assert capsys.readouterr() == (f"title\n{seen}\n\tÄ漢\n", f"{seen}\n{seen}\n")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    speech.progress(0.0, words)
    assert seen in terminal.getvalue()

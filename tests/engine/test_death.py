"""A worker that dies: told in words, replaced, and the run ends as if nothing had happened."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np
import pytest

from studio.messages import meeting
from studio.messages.events import Died, Ended, EpochEnded, Printed, Progress, Ready, Shown, Started, State
from studio.runs import RunReader, read_weights
from tests.engine.orders import show, train
from tests.engine.talk import Talk

pytestmark = pytest.mark.worker
BY_SIGKILL = "The worker was ended by SIGKILL, as the system does when memory runs out."


def kill(project: Path) -> None:
    there = meeting.find(meeting.place(project))
    assert there is not None
    os.kill(there.pid, signal.SIGKILL)


def test_a_killed_run_is_resumed_and_ends_with_the_same_weights_to_the_bit(tmp_path: Path) -> None:
    with Talk(tmp_path) as talk:
        whole = train(tmp_path, epochs=12)
        talk.send(whole)
        talk.wait(Ended)
        killed = train(tmp_path, epochs=12)
        talk.send(killed)
        talk.wait(EpochEnded, lambda event: event.epoch == 3)
        talk.wait(Progress)
        kill(tmp_path)
        died = talk.wait(Died)
        assert (died.text, died.again) == (f"{BY_SIGKILL} It is started again, and {killed.run} goes on from its last checkpoint.", True)
        started = talk.wait(Started)
        assert started.run == killed.run
        assert started.step >= 3 * 29
        ended = talk.wait(Ended)
        assert ended.reason == "All 12 epochs are done."
    first, second = (tmp_path / "runs" / order.run for order in (whole, killed))
    for name in ("last.npz", "best.npz"):
        expected, received = read_weights(first / name), read_weights(second / name)
        assert expected.arrays.keys() == received.arrays.keys()
        for key, array in expected.arrays.items():
            assert np.array_equal(array, received.arrays[key]), key
    with RunReader(first) as one, RunReader(second) as other:
        assert one.batches().loss.tolist() == other.batches().loss.tolist()
        assert one.batches().step.tolist() == other.batches().step.tolist()
        assert one.epochs().val_loss.tolist() == other.epochs().val_loss.tolist()
        assert other.end() is not None


def test_an_idle_worker_that_was_killed_is_replaced_and_shows_the_same(tmp_path: Path) -> None:
    with Talk(tmp_path) as talk:
        talk.send(show(tmp_path))
        talk.wait(Shown)
        kill(tmp_path)
        died = talk.wait(Died)
        assert died.text == f"{BY_SIGKILL} It is started again."
        assert talk.wait(Shown).run is None


@pytest.fixture
def sitecustomize(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module that every new Python process runs first."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return folder / "sitecustomize.py"


def test_a_worker_that_dies_again_and_again_is_given_up(tmp_path: Path, sitecustomize: Path) -> None:
    sitecustomize.write_text(
        "import os, pathlib, signal, sys, threading, time\n"
        "def end():\n"
        "    place = pathlib.Path(sys.orig_argv[-2])\n"
        "    while not (place.exists() and f':{os.getpid()},' in place.read_text()): time.sleep(0.01)\n"
        "    time.sleep(0.3)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "if 'studio.worker' in sys.orig_argv: threading.Thread(target=end, daemon=True).start()\n"
    )
    with Talk(tmp_path) as talk:
        talk.send(train(tmp_path))
        log = meeting.place(tmp_path)
        died = talk.wait(Died, lambda event: not event.again)
        assert [event.again for event in talk.all(Died)] == [True, True, False]
        assert died.text.startswith(f"{BY_SIGKILL} It died 3 times without getting further, so it is not started again. Its log is ")
        assert log.stem in died.text
        sitecustomize.unlink()
        talk.send(train(tmp_path, epochs=1))
        assert talk.wait(Ended).state == "done"


def test_a_missing_tensorflow_is_named_with_the_remedy(tmp_path: Path, sitecustomize: Path) -> None:
    (sitecustomize.parent / "tensorflow.py").write_text("raise ModuleNotFoundError(\"No module named 'tensorflow'\", name='tensorflow')\n")
    order = train(tmp_path)  # made before the worker starts, which dies at once: an order that comes later would start another one
    with Talk(tmp_path) as talk:
        talk.send(order)
        died = talk.wait(Died, lambda _: True)
        assert died.again is False
        assert died.text.startswith(
            "The worker cannot start: tensorflow cannot be loaded. Received: No module named 'tensorflow'. Mend it: "
        )
        assert died.text.endswith(" -m pip install tensorflow")
    assert talk.all(Died) == [died]


def test_a_stray_print_comes_as_words_and_spoils_nothing(tmp_path: Path, sitecustomize: Path) -> None:
    sitecustomize.write_text(
        "import os, sys\n"
        "if 'studio.worker' in sys.orig_argv:\n"
        "    print('stray from Python')\n"
        "    os.write(1, b'stray from \\xff C\\n'); os.write(2, b'and an error\\n')\n"
    )
    with Talk(tmp_path) as talk:
        talk.wait(Ready)
        talk.send(show(tmp_path))
        talk.wait(Shown)
    printed = "".join(event.text for event in talk.all(Printed))
    assert "stray from Python\n" in printed
    assert "stray from \N{REPLACEMENT CHARACTER} C\nand an error\n" in printed


def test_a_worker_that_cannot_even_listen_is_told_with_its_last_words(tmp_path: Path, sitecustomize: Path) -> None:
    sitecustomize.write_text("import os, sys\nif 'studio.worker' in sys.orig_argv: os.write(2, b'no luck today\\n'), os._exit(1)\n")
    with Talk(tmp_path) as talk:
        died = talk.wait(Died, lambda _: True)
    assert died.text.startswith("The worker could not be started: it ended with status 1. Its last words: no luck today. More is in ")
    assert died.again is False


def test_a_system_that_refuses_to_start_it_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk(tmp_path)
    (tmp_path / "file").touch()
    monkeypatch.setenv("ABYSS_HOME", str(tmp_path / "file"))
    with talk:
        died = talk.wait(Died, lambda _: True)
    assert died.text == (
        f"The worker could not be started: the system refuses {tmp_path / 'file' / 'logs'}. Received: Not a directory. "
        "Mend that, then try again."
    )
    assert died.again is False


def test_a_module_in_the_folder_where_it_is_started_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zmq.py").write_text("import os; os.write(2, b'run'); os._exit(1)\n")
    monkeypatch.chdir(tmp_path)
    with Talk(tmp_path) as talk:
        talk.wait(State)


def test_a_worker_that_cannot_say_where_it_listens_ends_and_is_told(tmp_path: Path) -> None:
    with Talk(tmp_path) as talk:
        talk.place.mkdir()
        died = talk.wait(Died, lambda _: True)
        talk.place.rmdir()
    assert died.text.startswith("The worker could not be started: it ended with status 1. Its last words: IsADirectoryError: ")


def test_closing_in_the_middle_of_a_run_keeps_a_checkpoint_to_go_on_from(tmp_path: Path) -> None:
    with Talk(tmp_path) as talk:
        order = train(tmp_path, epochs=1000)
        talk.send(order)
        talk.wait(EpochEnded)
        talk.wait(Progress)
    assert meeting.find(meeting.place(tmp_path)) is None
    with RunReader(tmp_path / "runs" / order.run) as run:
        assert run.end() is None
        assert read_weights(tmp_path / "runs" / order.run / "last.npz").step == run.batches().step[-1]


def test_closing_before_the_worker_is_ready_leaves_nothing_running(tmp_path: Path) -> None:
    with Talk(tmp_path) as talk:
        talk.wait(State)
    assert meeting.find(meeting.place(tmp_path)) is None

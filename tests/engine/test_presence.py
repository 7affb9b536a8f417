"""A worker lives as long as somebody needs it: a window, or a run that is not done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import zmq

from studio.engine.conversation import Conversation
from studio.engine.process import LINE
from studio.messages import Event, meeting, pack, unpack
from studio.messages.events import Died, Ended, EpochEnded, Exporting, Progress, Ready, Refused, Shown, Started, State
from studio.messages.meeting import Meeting
from studio.messages.orders import Export, Hello, Leave, Predict, Stop
from studio.runs import list_runs
from tests.engine.orders import show, train
from tests.engine.talk import Talk, gone

pytestmark = pytest.mark.worker

WINDOW = """
import sys, time
from pathlib import Path
from studio.engine.engine import Engine
from studio.messages.events import Progress, Shown
from tests.engine.orders import show, train
project, wanted = Path(sys.argv[1]), sys.argv[2]
seen = []
engine = Engine(project, lambda event: seen.append(type(event).__name__))
engine.start()
engine.send(train(project, epochs=40) if wanted == "Progress" else show(project))
while wanted not in seen: time.sleep(0.01)
print("there", flush=True)
sys.stdin.readline()
engine.close(leave=True)
"""


def window(project: Path, wanted: str) -> subprocess.Popen[str]:
    """A window in a process of its own, as soon as it has seen an event."""
    other = subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(project), wanted],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "there\n"
    return other


def there(project: Path, place: Path | None = None) -> Meeting:
    found = meeting.find(place or meeting.place(project))
    assert found is not None
    return found


def test_a_window_that_leaves_finds_its_run_again(tmp_path: Path) -> None:
    other = window(tmp_path, "Progress")
    pid = there(tmp_path).pid
    other.communicate("\n")
    with Talk(tmp_path) as talk:
        state = talk.wait(State)
        assert state.phase == "training"
        assert state.train is not None
        assert state.train.run == "run-0001"
        talk.wait(Ready)
        talk.wait(Progress)
        assert there(tmp_path).pid == pid
        talk.send(Stop())
        assert talk.wait(Ended).state == "stopped"
    assert gone(pid, 60)


def test_an_idle_worker_ends_when_its_window_was_killed(tmp_path: Path) -> None:
    other = window(tmp_path, "Shown")
    pid = there(tmp_path).pid
    other.kill()
    other.communicate()
    assert gone(pid, 60)
    assert [path.name for path in meeting.place(tmp_path).parent.iterdir() if path.stem.startswith(meeting.place(tmp_path).stem)] == []


def test_a_run_without_a_window_is_trained_to_its_end(tmp_path: Path) -> None:
    other = window(tmp_path, "Progress")
    pid = there(tmp_path).pid
    other.communicate("\n")
    assert gone(pid, 60)
    assert [(run.state, run.epochs) for run in list_runs(tmp_path)] == [("done", 40)]


def test_two_windows_see_one_run_and_neither_ends_it_for_the_other(tmp_path: Path) -> None:
    with Talk(tmp_path) as one:
        one.send(train(tmp_path, epochs=1000))
        one.wait(Progress)
        with Talk(tmp_path) as other:
            assert other.wait(State).phase == "training"
            other.wait(Progress)
        one.send(Stop())
        assert one.wait(Ended).state == "stopped"


def test_the_window_that_started_a_worker_leaves_it_to_another(tmp_path: Path) -> None:
    one = Talk(tmp_path)
    one.engine.start()
    one.send(train(tmp_path, epochs=1000))
    one.wait(Progress)
    with Talk(tmp_path) as other:
        other.wait(Progress)
        pid = there(tmp_path).pid
        one.engine.close()
        other.send(Stop())
        assert other.wait(Ended).state == "stopped"
        assert other.all(Died) == []
    assert gone(pid, 60)


def test_two_windows_go_on_with_one_run_after_the_worker_died(tmp_path: Path) -> None:
    with Talk(tmp_path) as one, Talk(tmp_path) as other:
        one.send(train(tmp_path, epochs=1000))
        one.wait(EpochEnded)
        other.wait(EpochEnded)
        os.kill(there(tmp_path).pid, signal.SIGKILL)
        for window in (one, other):
            window.wait(Died)
            assert window.wait(Started).run == "run-0001"
            window.wait(EpochEnded)
        one.send(Stop())
        assert [window.wait(Ended).state for window in (one, other)] == ["stopped", "stopped"]
        assert one.all(Refused) == other.all(Refused) == []
        pid = there(tmp_path).pid  # either may have started this one
    assert gone(pid, 60)
    assert [run.id for run in list_runs(tmp_path)] == ["run-0001"]


@pytest.mark.parametrize("content", [b"", b"{", b'{"pid": 999999999, "address": "ipc:///nowhere", "log": ""}'])
def test_a_stale_meeting_is_recognised(tmp_path: Path, content: bytes) -> None:
    meeting.place(tmp_path).write_bytes(content)
    assert meeting.find(meeting.place(tmp_path)) is None


def test_a_process_that_got_the_number_of_a_dead_worker_is_not_taken_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.engine.engine._ANSWER", 0.2)
    meeting.announce(meeting.place(tmp_path), Meeting(pid=os.getpid(), address="ipc:///nowhere/at/all", log=""))
    with Talk(tmp_path) as talk:
        talk.wait(Ready)
        assert there(tmp_path).pid != os.getpid()


def test_noise_on_the_line_is_refused_and_kills_nobody(talk: Talk) -> None:
    context = zmq.Context()
    stranger = context.socket(zmq.DEALER)
    stranger.connect(there(talk.project, talk.place).address)
    stranger.send_multipart([b"noise", b"more noise"])
    refused = unpack(stranger.recv_multipart())
    assert isinstance(refused, Refused)
    assert refused.text.startswith("A message could not be read: ")
    stranger.send_multipart(pack(Hello()))
    assert isinstance(unpack(stranger.recv_multipart()), State)
    stranger.send_multipart(pack(Leave()))
    stranger.close()
    context.term()
    talk.send(show(talk.project))
    talk.wait(Shown)


def test_where_there_is_no_local_address_a_loopback_port_is_guarded_by_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LINE, "loopback")
    with Talk(tmp_path) as talk:
        talk.wait(Ready)
        found = there(tmp_path)
        assert found.address.startswith("tcp://127.0.0.1:")
        assert meeting.place(tmp_path).stat().st_mode & 0o077 == 0
        context = zmq.Context()
        stranger = context.socket(zmq.DEALER)
        stranger.linger = 0
        stranger.connect(found.address)
        stranger.send_multipart(pack(Hello()))
        assert stranger.poll(500) == 0
        stranger.close()
        context.term()


def test_the_device_is_chosen_among_those_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABYSS_LOGICAL_CPUS", "2")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "-1")
    with Talk(tmp_path) as talk:
        assert [device.name for device in talk.wait(Ready).devices] == ["CPU:0", "CPU:1"]
        talk.send(train(tmp_path, epochs=1, device="CPU:1"))
        assert talk.wait(Started).device == "CPU:1"
        assert talk.wait(Ended).state == "done"
        talk.send(train(tmp_path, device="GPU:0"))
        assert talk.wait(Refused).text == "There is no device GPU:0 on this machine. Expected: CPU:0 or CPU:1. Choose one of these."


def test_two_windows_that_open_at_once_share_one_worker(tmp_path: Path) -> None:
    with Talk(tmp_path) as one, Talk(tmp_path) as other:
        one.send(train(tmp_path, epochs=1))
        assert other.wait(Ended).run == "run-0001"
        pid = there(tmp_path).pid  # either may have started it
    assert gone(pid, 60)


def test_what_another_window_is_answered_ends_no_conversation(tmp_path: Path) -> None:
    steps, refusals = [], []

    def heard(event: Event) -> None:
        if isinstance(event, Progress) and not steps:
            steps.append(event.step)
            other.send(train(tmp_path, run="run-0002"))
        elif isinstance(event, Refused):
            refusals.append(event.run)
            other.send(Stop())

    with Talk(tmp_path) as other:
        other.wait(Ready)  # the worker is this one's, which outlives the conversation and ends it
        with Conversation(tmp_path) as conversation:
            ended = conversation.ask(train(tmp_path, epochs=1000), heard)
    assert refusals == ["run-0002"]
    assert isinstance(ended, Ended)
    assert (ended.run, ended.state) == ("run-0001", "stopped")


def test_ctrl_c_gives_up_an_export_and_the_training_of_another_window_goes_on(tmp_path: Path) -> None:
    def interrupt(event: Event) -> None:
        if isinstance(event, Exporting):
            raise KeyboardInterrupt

    with Talk(tmp_path) as other:
        order = train(tmp_path, epochs=1000)
        other.send(order)
        other.wait(EpochEnded)
        export = Export(project=str(tmp_path), run=order.run, format="keras", path=str(tmp_path / "out"))
        with Conversation(tmp_path) as conversation, pytest.raises(KeyboardInterrupt):
            conversation.ask(export, interrupt)
        assert other.wait(Refused).text == "Export was given up."
        other.wait(Progress)
        other.send(Stop())
        assert other.wait(Ended).state == "stopped"
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []


def test_orders_are_carried_out_from_beginning_to_end(tmp_path: Path) -> None:
    events: list[Event] = []
    with Conversation(tmp_path) as conversation:
        ended = conversation.ask(train(tmp_path, epochs=2), events.append)
        assert isinstance(ended, Ended)
        assert ended.state == "done"
        assert len([event for event in events if isinstance(event, EpochEnded)]) == 2
        assert events[-1] is ended
        refused = conversation.ask(Predict(project=str(tmp_path), run="run-0009", files=("x.png",)), events.append)
        assert isinstance(refused, Refused)
    assert meeting.find(meeting.place(tmp_path)) is None

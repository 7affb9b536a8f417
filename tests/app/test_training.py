from typing import Any

import pytest

from studio.app.document import Document
from studio.app.training import Training
from studio.blocks.dense import Dense
from studio.compile.planner import plan
from studio.graph import edits
from studio.messages import events, orders
from studio.project.record import record
from tests.app import runs
from tests.app.conftest import Told, node_id, told

CPU, GPU = events.Device(name="CPU:0", title="Xeon"), events.Device(name="GPU:0", title="H200")
READY = events.Ready(devices=(CPU,), versions={}, seconds=4.0)
STARTED = events.Started(run="run-0001", epochs=2, batches=3, step=0, images=(6, 2, 2), classes=("a", "b"), device="CPU:0")
PROGRESS = events.Progress(
    run="run-0001", step=2, epoch=1, epochs=2, batch=2, batches=3, loss=0.5, accuracy=0.5, images_per_second=12345.6, seconds_left=3.0
)


def ended(state: Any, reason: str) -> events.Ended:
    return events.Ended(run="run-0001", state=state, reason=reason)


class Heard:
    """All that a Training tells, and what it sent."""

    def __init__(self, document: Document) -> None:
        self.sent: Told = []
        self.training = Training(document, self.sent.append)
        self.phases, self.said = told(self.training.phase_changed), told(self.training.said)
        self.refused, self.grew = told(self.training.refused), told(self.training.grew)

    def hears(self, *those: Any) -> None:
        for event in those:
            self.training.take(event)


@pytest.fixture
def heard(document: Document) -> Heard:
    return Heard(document)


def train_order(document: Document, run: str = "run-0001", device: str = "CPU:0") -> orders.Train:
    project = document.project
    return orders.Train(
        project=str(document.folder),
        run=run,
        plan=plan(project.graph, project.title),
        data=project.data,
        recipe=project.recipe,
        device=device,
        record=record(project),
    )


def test_a_training_from_its_order_to_its_end(heard: Heard, document: Document) -> None:
    heard.hears(events.Loading(stage="Loading TensorFlow"), READY)
    heard.training.train()
    heard.hears(STARTED, PROGRESS, ended("done", "All 2 epochs are done."))
    assert heard.sent == [train_order(document)]
    assert heard.phases == ["idle", "reading", "training", "idle"]
    assert heard.said == [
        ("Loading TensorFlow …", "quiet"),
        ("Ready to train on CPU", "good"),
        ("Training begins …", "warning"),
        ("Training on CPU", "good"),
        ("Training on CPU · 12,346 images/s", "good"),
        ("All 2 epochs are done.", "good"),
    ]
    assert heard.grew == ["run-0001"] * 3
    assert not heard.refused


def test_a_run_never_takes_the_name_of_another(heard: Heard, document: Document) -> None:
    runs.written(document.folder, "run-0007")
    heard.training.train()
    assert heard.sent[0].run == "run-0008"


def test_train_before_tensorflow_is_loaded_is_remembered(heard: Heard) -> None:
    heard.training.train()
    heard.hears(events.Loading(stage="Loading TensorFlow"), events.State(phase="loading"), READY)
    assert heard.phases == ["reading"]
    assert heard.said[0] == ("Training begins as soon as TensorFlow is loaded …", "warning")
    assert heard.training.busy


def test_a_drawing_that_cannot_be_trained_is_not_sent(heard: Heard, document: Document) -> None:
    document.edit_graph("Delete digit", edits.remove(document.graph, [node_id(document.graph, "digit")]))
    heard.training.train()
    assert heard.refused == ["The network has no Output, so it gives no answer. Put an Output after its last node."]
    assert not heard.sent
    assert not heard.training.busy


def test_pause_and_resume_and_stop(heard: Heard) -> None:
    heard.hears(READY, STARTED)
    heard.training.pause_or_go_on()
    heard.hears(events.Paused(run="run-0001"))
    heard.training.pause_or_go_on()
    heard.hears(events.Resumed(run="run-0001"))
    heard.training.stop()
    heard.hears(ended("stopped", "Stopped by hand."))
    assert heard.sent == [orders.Pause(), orders.Resume(), orders.Stop()]
    assert heard.phases == ["idle", "training", "paused", "training", "idle"]


def test_a_pause_that_nobody_asked_for_says_why(heard: Heard) -> None:
    heard.hears(STARTED, events.Paused(run="run-0001", reason="The disk is full."))
    assert heard.said[-1] == ("The disk is full.", "warning")


def test_stop_while_images_are_read_gives_that_up(heard: Heard) -> None:
    heard.hears(READY)
    heard.training.train()
    heard.hears(events.Read(done=1200, total=3400))
    assert heard.said[-1] == ("Reading images: 1,200 of 3,400", "warning")
    heard.training.stop()
    assert heard.sent[-1] == orders.Cancel()


def test_images_read_only_to_be_looked_at_are_no_training(heard: Heard) -> None:
    heard.hears(READY, events.Read(done=1, total=2), events.Read(done=2, total=2))
    assert heard.phases == ["idle"]
    assert [words for words, _ in heard.said[1:]] == ["Reading images: 1 of 2", "Ready to train on CPU"]


def test_a_refused_training_leaves_the_window_ready(heard: Heard) -> None:
    heard.hears(READY)
    heard.training.train()
    heard.hears(events.Refused(order="Train", text="The network takes images of shape (9, 9, 1)."))
    assert heard.refused == ["The network takes images of shape (9, 9, 1)."]
    assert heard.training.phase == "idle"


def test_another_refusal_leaves_the_training_alone(heard: Heard) -> None:
    heard.hears(READY, STARTED, events.Refused(order="Export", text="The disk is full."))
    assert heard.refused == ["The disk is full."]
    assert heard.training.phase == "training"


def test_a_failed_run_is_said_in_red(heard: Heard) -> None:
    heard.hears(READY, STARTED, ended("failed", "The loss is not a number."))
    assert heard.said[-1] == ("The loss is not a number.", "bad")
    assert heard.refused == ["The loss is not a number."]


def test_a_killed_worker_in_training_is_waited_for(heard: Heard) -> None:
    text = "The worker was ended by SIGKILL. It is started again, and run-0001 goes on from its last checkpoint."
    heard.hears(READY, STARTED, events.Died(text=text, again=True))
    assert heard.said[-1] == (text, "bad")
    heard.hears(events.Loading(stage="Loading TensorFlow"), events.State(phase="idle"), READY)
    assert heard.training.busy
    heard.hears(STARTED)
    assert heard.phases == ["idle", "training", "reading", "training"]


def test_a_worker_that_cannot_start_leaves_train_to_be_pressed_again(heard: Heard) -> None:
    heard.training.train()
    heard.hears(events.Died(text="The worker cannot start: tensorflow cannot be loaded.", again=False))
    assert heard.training.phase == "loading"
    assert not heard.training.busy


def test_a_worker_that_is_restarted_by_hand_trains_no_more(heard: Heard) -> None:
    heard.hears(READY, STARTED)
    heard.training.forget()
    heard.hears(READY)
    assert heard.phases == ["idle", "training", "loading", "idle"]


@pytest.mark.parametrize(("phase", "words"), [("training", "Training on CPU"), ("paused", "Paused")])
def test_a_run_that_went_on_without_a_window_is_taken_up(heard: Heard, document: Document, phase: Any, words: str) -> None:
    progressed = told(heard.training.progressed)
    heard.hears(events.State(phase=phase, train=train_order(document), progress=PROGRESS))
    assert (heard.training.phase, heard.training.run) == (phase, "run-0001")
    assert heard.said[0][0] == words
    assert heard.grew == ["run-0001", "run-0001"]
    assert progressed == [PROGRESS]


def test_the_first_gpu_is_chosen_and_another_choice_is_kept(heard: Heard) -> None:
    heard.hears(events.Ready(devices=(CPU, GPU), versions={}, seconds=4.0))
    assert (heard.training.device, heard.training.devices) == ("GPU:0", {"CPU:0": "Xeon", "GPU:0": "H200"})
    heard.training.choose_device("CPU:0")
    heard.hears(events.Ready(devices=(CPU, GPU), versions={}, seconds=4.0))
    heard.training.train()
    assert heard.sent[0].device == "CPU:0"


def test_a_run_goes_on_as_it_was_though_the_drawing_is_another(heard: Heard, document: Document) -> None:
    runs.written(document.folder, "run-0001")
    before = train_order(document)
    document.edit_graph("Change Dense", edits.change(document.graph, node_id(document.graph, "dense3"), Dense(units=3)))
    document.edit_form("Change the recipe", document.project.recipe.replace(epochs=50))
    heard.training.resume_run("run-0001")
    (order,) = heard.sent
    assert (order.run, order.resume) == ("run-0001", True)
    assert (order.recipe, order.data, order.record) == (before.recipe, before.data, before.record)
    assert order.plan == before.plan


def test_a_run_that_is_gone_does_not_go_on(heard: Heard, document: Document) -> None:
    heard.training.resume_run("run-0009")
    path = document.folder / "runs" / "run-0009" / "run.db"
    assert heard.refused == [f"Run run-0009 has no run.db. Expected: {path}. It was deleted, or its training never began."]
    assert not heard.sent

"""Training as a window sees it, with a real worker and real digits."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from msgspec.structs import replace

from studio.data import Data, NumpyFile
from studio.messages.events import Ended, EpochEnded, Loading, Paused, Progress, Ready, Refused, Resumed, Started, State, Tallied
from studio.messages.orders import Attack, Pause, Resume, Stop, Tally
from studio.recipe import SGD, Adam, SquaredError
from studio.runs import Confusion, RunReader, keep_confusion, kept_confusion, read_picture, read_weights
from studio.runs.pictures import PICTURE
from tests.engine.orders import small_plan, train
from tests.engine.talk import Talk

pytestmark = pytest.mark.worker


def test_the_worker_listens_first_then_loads_and_says_what_it_can_compute_on(talk: Talk) -> None:
    assert [event.stage for event in talk.all(Loading)] == ["Starting the worker", "Loading TensorFlow", "Looking for devices"]
    ready = talk.all(Ready)[0]
    assert "CPU:0" in {device.name for device in ready.devices}
    assert set(ready.versions) == {"python", "tensorflow", "keras", "numpy"}


def test_a_run_is_told_and_kept_batch_by_batch(talk: Talk) -> None:
    order = train(talk.project)
    talk.send(order)
    started = talk.wait(Started)
    assert (started.batches, started.step, started.images) == (29, 0, (900, 100, 200))
    epochs = [talk.wait(EpochEnded), talk.wait(EpochEnded)]
    ended = talk.wait(Ended)
    assert (ended.state, ended.reason) == ("done", "All 2 epochs are done.")
    with RunReader(talk.project / "runs" / order.run) as run:
        batches, kept = run.batches(), run.epochs()
        assert batches.step.tolist() == list(range(1, 59))
        assert batches.epoch.tolist() == [1] * 29 + [2] * 29
        assert kept.val_loss.tolist() == [epoch.val_loss for epoch in epochs]
        assert [test.accuracy for test in run.tests()] == [ended.test_accuracy]
        assert run.best_epoch() == ended.best_epoch
        assert [read_picture(snapshot).ndim for snapshot in run.snapshots(PICTURE)] == [2, 2]
        confusion = kept_confusion(run)
    assert confusion is not None
    assert (confusion.counts.sum(), confusion.epoch, confusion.part) == (200, ended.best_epoch, "test")
    assert confusion.counts.trace() / 200 == pytest.approx(ended.test_accuracy)
    sizes = np.array([32] * 28 + [4])
    assert epochs[0].loss == pytest.approx(np.average(batches.loss[:29], weights=sizes))
    assert ended.test_accuracy is not None
    assert ended.test_accuracy > 0.5
    keep_confusion(
        talk.project / "runs" / order.run, Confusion(np.zeros((10, 10), int), order.recipe.epochs + 1, "test")
    )  # as good as none
    talk.send(Tally(project=str(talk.project), run=order.run))
    while (told := talk.wait(Tallied)).done < told.total:
        pass
    with RunReader(talk.project / "runs" / order.run) as run:
        again = kept_confusion(run)
    assert again is not None
    assert np.array_equal(again.counts, confusion.counts)


def test_the_same_order_gives_the_same_run(talk: Talk) -> None:
    losses = []
    for _ in range(2):
        order = train(talk.project, epochs=1)
        talk.send(order)
        talk.wait(Ended)
        with RunReader(talk.project / "runs" / order.run) as run:
            losses.append(run.batches().loss.tolist())
    assert losses[0] == losses[1]


def test_a_run_is_paused_resumed_and_stopped_between_batches(talk: Talk) -> None:
    order = train(talk.project, epochs=1000)
    talk.send(order)
    talk.wait(Progress)
    talk.send(Pause())
    assert talk.wait(Paused).reason == ""
    paused = talk.wait(State)
    assert paused.phase == "paused"
    assert paused.train == order
    assert paused.progress is not None
    talk.send(Resume())
    assert talk.wait(Resumed).run == order.run
    assert talk.wait(Progress).step > paused.progress.step
    talk.send(Stop())
    ended = talk.wait(Ended)
    assert ended.state == "stopped"
    with RunReader(talk.project / "runs" / order.run) as run:
        batches = run.batches()
        assert batches.step.tolist() == list(range(1, len(batches.step) + 1))
        assert ended.reason == f"Stopped in epoch {batches.epoch[-1]} after {len(batches.step)} batches."


def test_a_stopped_run_can_go_on_where_it_was(talk: Talk) -> None:
    order = train(talk.project, epochs=3)
    talk.send(order)
    talk.wait(Progress)
    talk.send(Stop())
    talk.wait(Ended)
    with RunReader(talk.project / "runs" / order.run) as run:
        before = run.batches().loss.tolist()
    talk.send(train(talk.project, run=order.run, epochs=3, resume=True))
    assert talk.wait(Started).step == len(before)
    assert talk.wait(Ended).state == "done"
    with RunReader(talk.project / "runs" / order.run) as run:
        assert run.batches().loss.tolist()[: len(before)] == before
        assert len(run.batches().step) == 87


def test_patience_and_target_end_a_run_with_the_reason(talk: Talk) -> None:
    talk.send(train(talk.project, epochs=50, target=0.2, optimizer=SGD(learning_rate=0.05)))
    ended = talk.wait(Ended)
    assert ended.state == "done"
    assert ended.reason.startswith("Validation accuracy reached ")
    assert ", the target being 20.00%, after epoch " in ended.reason
    talk.send(train(talk.project, epochs=50, patience=2, optimizer=Adam(learning_rate=0.1)))
    ended = talk.wait(Ended)
    assert ended.reason == f"Validation loss has not become lower for 2 epochs, since epoch {ended.best_epoch}."


def test_a_loss_that_is_no_number_ends_the_run_with_the_remedy(talk: Talk) -> None:
    order = train(talk.project, epochs=50, loss=SquaredError(), optimizer=SGD(learning_rate=10.0))
    talk.send(order)
    ended = talk.wait(Ended)
    with RunReader(talk.project / "runs" / order.run) as run:
        batches = run.batches()
        first = int(batches.step[np.isnan(batches.loss) | np.isinf(batches.loss)][0])
        end = run.end()
    assert ended.state == "failed"
    assert ended.reason == (
        f"The loss is no number any more since batch {first}: training went astray. "
        "Lower the learning rate, now 10, or scale the pixel values in Data."
    )
    assert end is not None
    assert (end.state, end.reason) == ("failed", ended.reason)


def test_only_one_run_trains_at_a_time(talk: Talk) -> None:
    order = train(talk.project, epochs=1000)
    talk.send(order)
    talk.wait(Progress)
    talk.send(train(talk.project, run="run-0999"))
    refused = talk.wait(Refused)
    assert refused.text == f"{order.run} is being trained. Stop it or wait for its end, then train run-0999."
    talk.send(Stop())
    talk.wait(Ended)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"device": "GPU:7"}, "There is no device GPU:7 on this machine. Expected: CPU:0. Choose one of these."),
        (
            {"data": Data(source=NumpyFile(path="/nowhere.npz"))},
            "NumpyFile: /nowhere.npz is not there. Expected: an .npz file that holds images and labels. Choose it again.",
        ),
        ({"run": "../run"}, "'../run' is no name of a run. Expected: run- and a number, such as run-0001."),
    ],
)
def test_an_order_that_cannot_be_carried_out_is_refused_in_words(talk: Talk, values: dict[str, object], sentence: str) -> None:
    if "device" in values and len(talk.all(Ready)[0].devices) > 1:
        pytest.skip("The sentence names the devices, and there is more than the CPU here.")
    talk.send(train(talk.project, **values))
    refused = talk.wait(Refused)
    assert (refused.order, refused.text) == ("Train", sentence)
    assert talk.wait(State).phase == "idle"


@pytest.mark.parametrize("meaning", ["classes", "values"])
def test_a_network_that_does_not_fit_the_classes_is_refused(talk: Talk, tmp_path: Path, meaning: Literal["classes", "values"]) -> None:
    path = tmp_path / "two.npz"
    np.savez(path, images=np.zeros((40, 28, 28, 1), np.uint8), labels=np.arange(40) % 2)
    plan = replace(small_plan(), meaning=meaning)
    talk.send(train(talk.project, plan=plan, data=Data(source=NumpyFile(path=str(path)))))
    assert talk.wait(Refused).text == (
        "The data has 2 classes, so the network must end in 2 values. Received: (10,). Set units of the last Dense to 2."
    )


def test_a_full_disk_pauses_the_run_and_nothing_is_lost(talk: Talk) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("This system has no /dev/full to write to.")
    order = train(talk.project)
    folder = talk.project / "runs" / order.run
    folder.mkdir(parents=True)
    (folder / ".last.npz.draft").symlink_to(full)
    talk.send(order)
    paused = talk.wait(Paused)
    assert paused.reason == (
        f"Checkpoint {folder / 'last.npz'} cannot be written. Received: No space left on device. "
        "Make room on the disk; the last one is kept."
    )
    (folder / ".last.npz.draft").unlink(missing_ok=True)
    talk.send(Resume())
    assert talk.wait(Ended).state == "done"
    with RunReader(folder) as run:
        assert run.batches().step.tolist() == list(range(1, 59))


def test_a_run_left_while_the_disk_is_full_ends_its_epoch_when_it_goes_on(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("This system has no /dev/full to write to.")
    order = train(tmp_path)
    folder = tmp_path / "runs" / order.run
    folder.mkdir(parents=True)
    (folder / ".best.npz.draft").symlink_to(full)
    with Talk(tmp_path) as talk:
        talk.send(order)
        assert "best.npz cannot be written" in talk.wait(Paused).reason
        talk.engine.close()
    (folder / ".best.npz.draft").unlink(missing_ok=True)
    with Talk(tmp_path) as talk:
        talk.send(replace(order, resume=True))
        ended = talk.wait(Ended)
    with RunReader(folder) as run:
        assert run.epochs().epoch.tolist() == [1, 2]
        assert read_weights(folder / "best.npz").epoch == run.best_epoch() == ended.best_epoch


def test_a_run_hears_its_stop_while_it_is_attacked(talk: Talk) -> None:
    order = train(talk.project, epochs=1000)
    talk.send(order)
    talk.wait(EpochEnded)
    talk.send(Attack(project=str(talk.project), run=order.run, count=200))
    talk.engine.send(Stop())
    assert talk.wait(Refused).text == "Attack was given up."
    assert talk.wait(Ended).state == "stopped"

"""Live answers: at once when idle, between batches when training, about the newest Watch alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from studio.compile.plan import Step
from studio.messages.answers import Attacked, Filters, Maps, Thumbnails, Times
from studio.messages.events import Browsed, Counted, Ended, EpochEnded, Event, Exported, Exporting, Predicted, Progress, Refused, Shown
from studio.messages.orders import Attack, AttackSpec, Browse, Cancel, Export, ImageChoice, Pause, Predict, Resume, Stop, Watch
from studio.runs import next_run
from tests.engine.orders import show, small_plan, train
from tests.engine.talk import Talk

pytestmark = pytest.mark.worker
NODES = tuple(step.node for step in small_plan().steps)
EVERYTHING = Watch(maps="conv", filters="conv", thumbnails=NODES, attack=AttackSpec(epsilon=0.1), image=ImageChoice(index=3), budget=1.0)


def test_an_untrained_network_is_looked_at_when_idle(talk: Talk) -> None:
    talk.send(EVERYTHING)
    talk.send(show(talk.project))
    shown = talk.wait(Shown)
    assert (shown.run, shown.title, shown.images, len(shown.classes)) == (None, "Small", (900, 100, 200), 10)
    maps = talk.wait(Maps)
    assert (maps.run, maps.step, maps.node, maps.maps.shape, maps.pixels.shape) == (None, 0, "conv", (12, 12, 4), (28, 28, 1))
    assert maps.limit == pytest.approx(np.abs(maps.maps).max())
    assert talk.wait(Filters).filters.shape == (5, 5, 1, 4)
    attacked = talk.wait(Attacked)
    assert np.abs(attacked.changed - attacked.original).max() <= 25.5 + 1e-4
    assert attacked.before.sum() == pytest.approx(1, abs=1e-5)
    assert talk.wait(Thumbnails).pictures.keys() == set(NODES)


def test_only_what_changed_is_answered_again(talk: Talk) -> None:
    talk.send(EVERYTHING)
    talk.send(show(talk.project))
    talk.wait(Thumbnails)
    before = len(talk.events)
    changed = AttackSpec(epsilon=0.2)
    talk.send(Watch(maps="conv", filters="conv", thumbnails=NODES, attack=changed, image=ImageChoice(index=3)))
    assert talk.wait(Attacked).spec == changed
    assert [type(event) for event in talk.events[before:]] == [Attacked]


def test_images_are_browsed_and_one_is_picked(talk: Talk) -> None:
    talk.send(show(talk.project))
    talk.wait(Shown)
    talk.send(Browse(part="validation", start=2, count=5, label=7))
    browsed = talk.wait(Browsed)
    assert browsed.images.shape == (5, 28, 28, 1)
    assert set(browsed.labels.tolist()) == {7}
    talk.send(Watch(maps="conv", image=ImageChoice(part="validation", index=int(browsed.indices[0]))))
    maps = talk.wait(Maps)
    assert maps.label == 7
    assert (maps.pixels == browsed.images[0]).all()


def test_a_picture_file_is_looked_at_and_one_that_is_none_leaves_the_data_to_be_asked_for(talk: Talk, tmp_path: Path) -> None:
    talk.send(Watch())
    talk.send(show(talk.project))
    talk.wait(Shown)
    file = tmp_path / "dark.pgm"
    file.write_bytes(b"P5 4 4 255\n" + bytes([7] * 16))
    talk.send(Watch(maps="conv", image=ImageChoice(index=3, file=str(file))))
    maps = talk.wait(Maps)
    assert (maps.image, maps.label, maps.pixels.shape) == (ImageChoice(index=3, file=str(file)), -1, (28, 28, 1))
    assert (maps.pixels == 7).all()
    talk.send(Watch(maps="conv", image=ImageChoice(index=3, file=str(tmp_path / "gone.pgm"))))
    assert talk.wait(Refused).part == "image"
    talk.send(Watch(maps="conv", image=ImageChoice(index=3)))
    assert talk.wait(Maps).image == ImageChoice(index=3)


def test_what_cannot_be_shown_is_refused_once_and_the_rest_is_answered(talk: Talk) -> None:
    talk.send(show(talk.project))  # another network is asked anew, so it comes first
    talk.wait(Shown)
    before = len(talk.events)
    talk.send(Watch(maps="nobody", filters="dense", thumbnails=("conv",)))
    first, second = talk.wait(Refused), talk.wait(Refused)
    assert first.text == "The network has no node nobody. It may stand on no path from an Input to the Output: connect it."
    assert second.text == "dense has no filters. Only convolutions learn filters: look at one of them."
    talk.wait(Thumbnails)
    talk.send(Browse())
    talk.wait(Browsed)
    assert len([event for event in talk.events[before:] if isinstance(event, Refused)]) == 2


def test_a_drawing_that_was_edited_keeps_what_its_run_has_learned(talk: Talk) -> None:
    talk.send(Watch())
    order = train(talk.project, epochs=1)
    talk.send(order)
    talk.wait(Ended)
    talk.send(Watch(filters="conv"))
    learned = talk.wait(Filters).filters
    plan = order.plan
    added = Step("more", "keras.layers.Dropout", {"rate": 0.1}, ("drop",), "more")
    dense = Step("dense", "keras.layers.Dense", {"units": 10}, ("more",), "dense")
    edited = replace(plan, steps=(*plan.steps[:5], added, dense, *plan.steps[6:]))
    talk.send(replace(show(talk.project), plan=edited, run=order.run, weights="last"))
    assert talk.wait(Shown).run == order.run
    np.testing.assert_array_equal(talk.wait(Filters).filters, learned)
    talk.send(Watch(maps="more"))
    assert talk.wait(Maps).maps.shape == (576,)


def test_times_are_measured_once_they_are_asked_for(talk: Talk) -> None:
    talk.send(EVERYTHING)
    talk.send(show(talk.project))
    talk.wait(Thumbnails)
    assert not any(isinstance(event, Times) for event in talk.events)
    talk.send(replace(EVERYTHING, times=True))
    times = talk.wait(Times)
    assert times.seconds.keys() == set(NODES)
    assert sum(times.seconds.values()) > 0


def test_times_come_while_it_trains(talk: Talk) -> None:
    order = train(talk.project, epochs=1000)
    talk.send(replace(EVERYTHING, times=True))
    talk.send(order)
    assert talk.wait(Times, lambda answer: answer.run == order.run).seconds.keys() == set(NODES)
    talk.send(Stop())
    talk.wait(Ended)


def test_answers_come_while_it_trains_and_follow_the_weights(talk: Talk) -> None:
    order = train(talk.project, epochs=1000)
    talk.send(EVERYTHING)
    talk.send(order)
    first = talk.wait(Filters, lambda answer: answer.run == order.run and answer.step > 0)
    second = talk.wait(Filters, lambda answer: answer.step > first.step)
    assert not np.array_equal(first.filters, second.filters)
    talk.wait(Progress, lambda progress: progress.step > second.step)
    for kind in (Maps, Attacked, Thumbnails):
        talk.wait(kind, lambda answer: answer.step > second.step)
    talk.send(Stop())
    ended = talk.wait(Ended)
    assert talk.wait(Maps).step >= second.step, ended


def test_a_paused_network_is_looked_at_as_it_is(talk: Talk) -> None:
    talk.send(Watch())
    talk.send(train(talk.project, epochs=1000))
    talk.wait(Progress)
    talk.send(Pause())
    talk.send(Watch(maps="conv"))
    first = talk.wait(Maps)
    talk.send(Watch(filters="conv"))
    assert talk.wait(Filters).step == first.step
    talk.send(Resume())
    talk.send(Stop())
    talk.wait(Ended)


def test_a_kept_run_is_shown_predicts_is_attacked_and_exported(talk: Talk, tmp_path: Path) -> None:
    talk.send(Watch())
    order = train(talk.project, epochs=2)
    talk.send(order)
    ended = talk.wait(Ended)
    where = {"project": str(talk.project), "run": order.run}
    images = np.load(order.data.source.path)["images"][:5]
    talk.send(Predict(**where, images=images))
    predicted = talk.wait(Predicted)
    assert predicted.predictions.shape == (5, 10)
    assert np.allclose(predicted.predictions.sum(axis=1), 1, atol=1e-5)
    talk.send(Attack(**where, spec=AttackSpec(epsilon=0.2), count=200))
    counted = talk.wait(Counted, lambda event: event.done == event.total)
    assert (counted.total, counted.right) == (200, round((ended.test_accuracy or 0) * 200))
    assert counted.fooled > counted.right / 2
    talk.send(Export(**where, format="keras", path=str(tmp_path / "network")))
    exported = talk.wait(Exported)
    assert exported.epoch == ended.best_epoch
    assert (tmp_path / "network" / "model.keras").is_file()
    talk.send(Predict(project=str(talk.project), run=next_run(talk.project), images=images))
    assert talk.wait(Refused).text.startswith(f"Run {next_run(talk.project)} has no run.db.")


def test_an_export_does_not_hold_the_training_up(talk: Talk, tmp_path: Path) -> None:
    order = train(talk.project, epochs=1000)
    talk.send(order)
    talk.wait(EpochEnded)
    where = {"project": str(talk.project), "run": order.run, "format": "keras"}
    talk.send(Export(**where, path=str(tmp_path / "network")))
    talk.send(Export(**where, path=str(tmp_path / "again")))
    begun = talk.wait(Exporting).path
    while not isinstance(event := talk.wait(Event), Exported):
        pass
    assert (begun, event.path) == (str(tmp_path / "network"), str(tmp_path / "network"))
    assert (tmp_path / "network" / "model.keras").is_file()
    meanwhile = talk.events[: talk.events.index(event)]
    assert len([each for each in meanwhile if isinstance(each, EpochEnded)]) > 2
    talk.wait(Exporting, lambda told: told.path == str(tmp_path / "again"))
    talk.send(Cancel())
    assert talk.wait(Refused).text == "Export was given up."
    talk.wait(Progress)
    talk.send(Stop())
    talk.wait(Ended)
    assert [path.name for path in tmp_path.iterdir()] == ["network"]


def test_pictures_are_predicted_and_broken_ones_named(talk: Talk, tmp_path: Path) -> None:
    order = train(talk.project, epochs=1)
    talk.send(order)
    talk.wait(Ended)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    talk.send(Predict(project=str(talk.project), run=order.run, files=(str(broken),)))
    assert talk.wait(Refused).text == f"These files cannot be read: {broken}. Expected: whole pictures. Leave them out or mend them."

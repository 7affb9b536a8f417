"""How long nodes take: which have a time, what a module's is, and when it is measured; never how long."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from studio.compile.plan import Plan
from studio.compile.planner import plan, prepared
from studio.data import Data
from studio.messages import Event
from studio.messages.answers import Filters, Times
from studio.messages.events import Refused
from studio.messages.orders import Watch
from studio.worker import times as stopwatches
from studio.worker import watch as watching
from studio.worker.build import Network, build
from studio.worker.feed import Feed, Portion
from studio.worker.maps import InspectionError
from studio.worker.times import MOST, TURNS, Stopwatch, by_node, together
from studio.worker.watch import Subject, Watcher
from tests import networks
from tests.worker.plans import LENET, chain, small

STEPS = ["scaled", *(name for name, _, _ in LENET), "probabilities"]
ON = Watch(times=True, budget=0.02)


def measured(network: Network, images: np.ndarray) -> Stopwatch:
    """A stopwatch that has done its work."""
    watch = Stopwatch(network, images)
    while watch.go_on(9.0) is None:
        pass
    return watch


def test_every_layer_has_a_time(lenet5: Network, digits: np.ndarray) -> None:
    seconds = measured(lenet5, digits).seconds
    assert seconds is not None
    assert list(seconds) == STEPS
    assert min(seconds.values()) > 0


def test_it_is_measured_layer_by_layer_and_pauses_whenever_it_is_asked_to(lenet5: Network, digits: np.ndarray) -> None:
    watch, pauses = Stopwatch(lenet5, digits), 0
    while watch.go_on(0.0) is None:
        pauses += 1
        assert watch.warm == (pauses > len(STEPS))
    assert pauses == len(STEPS) * (TURNS + 1)
    assert watch.go_on(9.0) is watch.seconds


def test_weights_stay_as_they_are(digits: np.ndarray) -> None:
    network = build(small(), seed=1)
    before = [variable.numpy() for variable in network.variables]
    measured(network, digits[:, :8, :8, [0, 0, 0]])
    assert all(np.array_equal(old, new.numpy()) for old, new in zip(before, network.variables, strict=True))


def test_the_layers_see_what_the_network_sees(digits: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    network = build(chain((28, 28, 1), ("same", "ReLU", {}), ("flatten", "Flatten", {}), ("scores", "Dense", {"units": 3})), seed=1)
    seen, timed = [], stopwatches._timed

    def noted(call: stopwatches.Call, inputs: list[Any]) -> tuple[float, Any]:
        seen.append(timed(call, inputs))
        return seen[-1]

    monkeypatch.setattr(stopwatches, "_timed", noted)
    measured(network, digits)
    assert np.allclose(seen[-1][1], network.model(digits.astype(np.float32)), atol=1e-6)


def test_small_images_are_measured_many_at_a_time_and_large_ones_alone() -> None:
    def of(side: int) -> int:
        return together(build(chain((side, side, 1), ("flatten", "Flatten", {}))))

    assert [of(8), of(28), of(64), of(224)] == [MOST, MOST, 8, 1]


def test_a_layer_that_fails_by_itself_is_told_and_not_waited_for(digits: np.ndarray) -> None:
    network = build(small(), seed=1)
    watch = Stopwatch(network, digits)  # of another shape than the network takes
    with pytest.raises((ValueError, TypeError)):
        watch.go_on(9.0)
    with pytest.raises(InspectionError) as error:
        watch.go_on(9.0)
    assert str(error.value) == "How long layers take could not be measured: one of them failed by itself. The console has the whole story."


def test_what_is_done_to_pixels_first_is_the_inputs(lenet5: Network) -> None:
    found = by_node(lenet5.plan, {name: float(place + 1) for place, name in enumerate(STEPS)})
    assert found == {"n-image": 1.0, **{f"n-{name}": place + 2.0 for place, name in enumerate(STEPS[1:-1])}, "n-output": len(STEPS)}


def test_a_module_takes_as_long_as_all_that_is_inside_it() -> None:
    graph = networks.resnet18()
    planned = prepared(plan(graph, "ResNet-18"), True, None)
    seconds = {step.name: 1.0 for step in planned.steps[1:]}
    found = by_node(planned, seconds)
    outer = {node: found[node] for node in graph.nodes if node in found}
    assert sum(outer.values()) == len(seconds)
    instance = next(node for node in graph.nodes.values() if getattr(node.block, "repeat", 1) > 1)
    inside = [step for step in planned.steps if step.node.startswith(f"{instance.id}.")]
    assert outer[instance.id] == len(inside) > 0
    assert all(found[step.node] == 1.0 for step in inside)


def test_a_module_within_a_module_has_its_own_sum() -> None:
    image, scaled, *layers = small().steps[:5]
    inner = [replace(step, node=path) for step, path in zip(layers, ("a/b/c", "a/b.2/c", "a/d"), strict=True)]
    nested = Plan("Nested", (image, scaled, *inner), "drop", "drop")
    found = by_node(nested, {"scaled": 1.0, "conv": 2.0, "norm": 4.0, "drop": 8.0})
    assert found == {"n-image": 1.0, "a/b/c": 2.0, "a/b.2/c": 4.0, "a/b": 6.0, "a/d": 8.0, "a": 14.0}


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def watcher(told: list[Event], lenet5: Network, digits: np.ndarray) -> Watcher:
    """Looks at LeNet-5; what it tells is kept."""
    made = Watcher(told.append)
    made.look_at(subject(lenet5, digits))
    return made


def subject(network: Network, digits: np.ndarray, run: str | None = None) -> Subject:
    part = Portion(digits, np.zeros(len(digits), np.int64), np.arange(len(digits)))
    return Subject(network, Feed(Data(), tuple("0123456789"), {"train": part, "validation": part, "test": part}), run)


def until(done: Callable[[], object], deed: Callable[[], None]) -> None:
    for _ in range(10_000):
        if done():
            return
        deed()
    raise AssertionError("It never came.")


def test_a_worker_with_nothing_else_to_do_goes_on_until_all_is_measured(watcher: Watcher, told: list[Event]) -> None:
    watcher.want(ON)
    until(lambda: told, watcher.answer_all)
    (times,) = told
    assert isinstance(times, Times)
    assert (times.run, times.step, times.images) == (None, 0, 16)
    assert times.seconds.keys() == {"n-image", *(f"n-{name}" for name in STEPS[1:-1]), "n-output"}
    assert min(times.seconds.values()) > 0
    assert not watcher.unfinished


def test_orders_are_looked_for_before_all_is_measured(watcher: Watcher, told: list[Event], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SLICE", 0.0)
    watcher.want(ON)
    watcher.answer_all()
    assert watcher.unfinished
    watcher.want(Watch())
    watcher.answer_all()
    assert not watcher.unfinished
    assert told == []


def test_nothing_is_measured_that_is_not_asked_for(watcher: Watcher, told: list[Event]) -> None:
    watcher.want(Watch())
    watcher.answer_all()
    for step in range(100):
        watcher.answer_some(step)
    assert told == []
    assert "stopwatch" not in vars(watcher.subject)


def test_once_measured_times_stay_whatever_the_weights_are(watcher: Watcher, told: list[Event]) -> None:
    watcher.want(Watch(times=True, filters="n-conv1", budget=1.0))
    until(lambda: {type(event) for event in told} >= {Times, Filters}, watcher.answer_all)
    told.clear()
    for step in range(1, 4):
        watcher.answer_all(step)
    assert [type(event) for event in told] == [Filters] * 3


def test_another_network_is_measured_anew(watcher: Watcher, told: list[Event], digits: np.ndarray) -> None:
    watcher.want(ON)
    until(lambda: told, watcher.answer_all)
    watcher.look_at(subject(build(chain((28, 28, 1), ("flatten", "Flatten", {}))), digits, "run-0001"))
    until(lambda: len(told) == 2, watcher.answer_all)
    assert isinstance(told[1], Times)
    assert told[1].run == "run-0001"
    assert told[1].seconds.keys() == {"n-image", "n-flatten", "n-output"}


def test_in_training_only_what_is_done_once_is_beyond_the_budget(
    watcher: Watcher, told: list[Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SLICE", 0.0)
    watcher.want(replace(ON, budget=0.0))  # nothing may follow what is counted
    for step in range(20 * len(STEPS)):
        watcher.answer_some(step)
    assert watcher.subject is not None
    assert watcher.subject.stopwatch.warm
    assert told == []
    monkeypatch.setattr(watching, "SLICE", 60.0)
    watcher.want(ON)
    watcher.answer_some(1)
    assert [type(event) for event in told] == [Times]


def test_what_cannot_be_measured_is_refused_once(told: list[Event], digits: np.ndarray, capsys: pytest.CaptureFixture[str]) -> None:
    watcher = Watcher(told.append)
    watcher.look_at(subject(build(small()), digits))
    watcher.want(ON)
    for _ in range(5):
        watcher.answer_all()
    (refused,) = told
    assert isinstance(refused, Refused)
    assert (refused.order, refused.part) == ("Watch", "times")
    assert refused.text.startswith("No times can be shown: ")
    assert "Traceback" in capsys.readouterr().err


def test_keras_answers_as_before(lenet5: Network, digits: np.ndarray) -> None:
    """Compiling layers one by one leaves the network itself as it was."""
    before = lenet5.model(digits.astype(np.float32)).numpy()
    measured(lenet5, digits)
    assert np.array_equal(before, lenet5.model(digits.astype(np.float32)))

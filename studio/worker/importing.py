"""Makes a run of the weights of a Keras model that was opened as a drawing, so that all that works on a run works on them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from studio import __version__
from studio.compile.planner import prepared
from studio.messages.events import Imported, Importing, Stage
from studio.messages.orders import Import
from studio.messages.taking import title
from studio.runs import BEST, LAST, EpochFigures, RunFacts, RunWriter, run_folder
from studio.runs.figures import EndState
from studio.worker.build import Network, build
from studio.worker.checkpoint import Place, save
from studio.worker.devices import versions
from studio.worker.foreign import IMAGES, Taken, difference, loaded, take

TOLERANCE = 1e-4  # what rounding may make of the same sums in another order
_CLASSES = "classes.txt"  # lies beside a model that the studio exported
_EACH = 16  # layers after which is told how far it is
_NAN = float("nan")
_UNTRAINED = EpochFigures(0, _NAN, _NAN, _NAN, _NAN, 0.0, best=True)
"""Epoch 0: weights that came with the model, before any training here."""


def imported(order: Import, look: Callable[[], None] = lambda: None, tell: Callable[[Importing], None] = lambda _: None) -> Imported:
    """Takes the weights and keeps them as a run; before the last look nothing is written.

    Args:
        order: What to take and where to.
        look: Called between the steps of a large model; may raise to give up.
        tell: Hears how far it is.

    Raises:
        ModelError: The model cannot be loaded, or does not go with the drawing.
        BuildError: Keras refuses a layer of the drawing.
        RunError: There is such a run already, or the disk refuses.
    """
    path = Path(order.model)

    def say(stage: Stage, done: int = 0, total: int = 0) -> None:
        if done % _EACH == 0 or done == total:
            look()
            tell(Importing(run=order.run, stage=stage, done=done, total=total))

    say("reading")
    model, strangers = loaded(path)
    say("building")
    network = build(prepared(order.plan, order.data.scale, order.mean))
    taken = take(model, network, order.layers, mended=order.mended, told=lambda done, total: say("taking", done, total))
    checked = not strangers and not taken.fresh
    say("comparing")
    apart = difference(model, network) if checked else float("nan")
    look()
    state, reason = _verdict(path.name, apart) if checked else ("done", _unchecked(path.name, strangers, taken))
    _keep(order, network, state, reason)
    return Imported(
        run=order.run,
        model=order.model,
        layers=taken.layers,
        images=IMAGES if checked else 0,
        difference=apart,
        same=state == "done",
        reason=reason,
    )


def _verdict(name: str, apart: float) -> tuple[EndState, str]:
    """How the run ends: a drawing that answers otherwise than the model is not said to be it."""
    asked = f"Opened from {name}. Checked on {IMAGES} random images"
    if apart <= TOLERANCE:
        return "done", f"{asked}: largest difference {apart:.1g}."
    return (
        "failed",
        f"{asked}: the drawing answers otherwise than the model, largest difference {apart:.1g}. Look at the remarks in Lesson.",
    )


def _unchecked(name: str, strangers: tuple[str, ...], taken: Taken) -> str:
    """The reason where the model cannot be asked, or the drawing is another one by now."""
    without = f" without {', '.join(strangers)}" if strangers else ""
    fresh = f", {taken.fresh} fresh ones" if taken.fresh else ""
    return f"Opened from {name}{without}. {_layers(taken.layers)} its weights{fresh}. Not checked, for the drawing is not all of the model."


def _layers(count: int) -> str:
    return "1 layer has" if count == 1 else f"{count} layers have"


def _keep(order: Import, network: Network, state: EndState, reason: str) -> None:
    folder = run_folder(Path(order.project), order.run)
    with RunWriter.create(folder, _facts(order, network), network.plan) as writer:
        for name in (LAST, BEST):
            save(folder / name, Place(), network.variables)
        writer.add_epoch(_UNTRAINED)
        writer.end(state, reason)


def _facts(order: Import, network: Network) -> RunFacts:
    return RunFacts(
        title=title(order.model),
        started=time.time(),
        epochs=0,
        batches=0,
        project=order.record,
        recipe=msgspec.to_builtins(order.recipe),
        data=msgspec.to_builtins(order.data),
        classes=_classes(Path(order.model), network) if network.is_classifier else (),
        versions=versions() | {"studio": __version__},
    )


def _classes(path: Path, network: Network) -> tuple[str, ...]:
    """Their names where the studio exported the model, else their numbers."""
    count = network.model.output_shape[-1]
    try:
        names = (path.parent / _CLASSES).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        names = []
    return tuple(names) if len(names) == count else tuple(map(str, range(count)))

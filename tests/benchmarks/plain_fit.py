"""A program of its own: the sample's network in plain `model.fit`; trains on as many images as each line of its input says."""

import os
import sys
import time
from pathlib import Path
from typing import Any

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras

from studio.worker.build import build
from studio.worker.feed import read_feed
from studio.worker.losses import optimizer
from studio.worker.opening import ready
from tests.benchmarks.lenet import opened


class Clock(keras.callbacks.Callback):
    """How long an epoch's batches took; what `fit` does before and after them is not counted against it."""

    seconds = 0.0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.seconds = -time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.seconds += time.perf_counter()


def main() -> None:
    folder, *steps = sys.argv[1:]
    project, plan = opened(Path(folder))
    feed = read_feed(project.data, lambda _done, _total: None)
    model = build(ready(plan, feed), project.recipe.seed).logits_model
    chosen = {"jit_compile": False, "steps_per_execution": int(steps[0])} if steps else {}
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer(project.recipe), loss, metrics=["accuracy"], **chosen)
    images, labels = feed.parts["train"].at(slice(None))
    clock = Clock()
    for line in sys.stdin:
        count = int(line)
        model.fit(images[:count], labels[:count], project.recipe.batch_size, verbose=0, callbacks=[clock])
        sys.stdout.write(f"{count / clock.seconds}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

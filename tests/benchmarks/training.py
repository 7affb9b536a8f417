"""Images a second of training with every live panel on, against plain `model.fit`."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from tests.benchmarks.lenet import sample
from tests.benchmarks.live import Live
from tests.benchmarks.table import Row, alternated, median, ratio

_METHOD = "LeNet-5 on MNIST, batch 64, in turns of {seconds:.0f} s; validation left out on both sides; "


def rows(quick: bool) -> Iterator[Row]:
    turns, seconds = (3, 3.0) if quick else (11, 3.0)
    with sample() as folder, Live(folder) as live:
        speed = live.images_per_second(6.0)  # the first calls trace and find how many batches a call takes
        steps = live.steps_a_call()
        with Plain(folder, int(speed * seconds), steps) as same, Plain(folder, int(speed * seconds)) as usual:
            ours, theirs, defaults = alternated([lambda: live.images_per_second(seconds), same.turn, usual.turn], turns)
    method = _METHOD.format(seconds=seconds)
    figures = f"{median(ours):,.0f}/s against {median(theirs):,.0f}: {ratio(ours, theirs)}"
    yield Row("training with live panels / plain fit", figures, "0.97", f"{method}fit with jit_compile=False, steps_per_execution={steps}")
    figures = f"{median(ours):,.0f}/s against {median(defaults):,.0f}: {ratio(ours, defaults)}"
    yield Row("training with live panels / fit's defaults", figures, "above 1.0", f"{method}fit as Keras has it")


class Plain:
    """The same network and images in plain `model.fit`, in a process of its own.

    Without steps, Keras's defaults are used.
    """

    def __init__(self, folder: Path, images: int, steps: int = 0) -> None:
        self._images = images
        program = [sys.executable, "-m", "tests.benchmarks.plain_fit", str(folder), *([str(steps)] if steps else [])]
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def __enter__(self) -> "Plain":
        self.turn()  # traces
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.communicate()

    def turn(self) -> float:
        """Images a second over one turn."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{self._images}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

"""What an export is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tensorflow as tf

from studio.blocks.own_layers import packages
from studio.compile.code_parts import files
from studio.compile.own_layers import own_files
from studio.worker.build import Network
from studio.worker.maps import Array

CLASSES = "classes.txt"


@dataclass(frozen=True)
class Content:
    """What goes into an export.

    Attributes:
        network: Its weights are the ones exported.
        labels: Names of the classes in order; empty where the output means values.
        source: The program that builds the network.
        examples: Images of raw pixels that it learned from, for formats that measure ranges; None where there are none.
    """

    network: Network
    labels: tuple[str, ...] = ()
    source: str = ""
    examples: Array | None = field(default=None, compare=False)

    @property
    def output(self) -> str:
        """What the network's answer is called."""
        return "probabilities" if self.network.is_classifier else "values"

    @property
    def own_files(self) -> Mapping[str, str]:
        """The source of its layers that Keras lacks, those of a person's own code among them, by the names of their files."""
        plan = self.network.plan.answering()
        ours = own_files(step.symbol for step in plan.steps)
        return {path.name: path.read_text(encoding="utf-8") for path in ours} | files(plan)

    @property
    def own_packages(self) -> list[str]:
        """The modules of a person's installed packages that layers of it come from."""
        used = {step.symbol.rpartition(".")[0] for step in self.network.plan.answering().steps}
        return [package.module for package in packages() if package.module in used]

    def write_classes(self, folder: Path) -> None:
        """Writes the names of the classes, where there are any, one a line."""
        if self.labels:
            (folder / CLASSES).write_text("".join(f"{label}\n" for label in self.labels), encoding="utf-8")

    def serve(self, folder: Path, batch: int | None = None) -> None:
        """Writes a SavedModel, the names of the classes an asset of it.

        Args:
            folder: To be filled.
            batch: How many images it takes at a time; None for any number.
        """
        served, model, output = tf.Module(), self.network.model, self.output
        served.weights = [variable.value for variable in model.variables]  # those of auxiliary answers stay behind
        self.write_classes(folder)
        if self.labels:
            served.classes = tf.saved_model.Asset(str(folder / CLASSES))

        def serve(image: Any) -> dict[str, Any]:
            return {output: model(image, training=False)}

        taken = tf.TensorSpec((batch, *self.network.plan.input_shape), tf.float32, name="image")
        tf.saved_model.save(served, str(folder), signatures={"serving_default": tf.function(serve, input_signature=[taken])})
        (folder / CLASSES).unlink(missing_ok=True)  # it lies in assets/ now

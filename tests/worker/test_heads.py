"""What an auxiliary answer needs is trained and kept, and stays behind where the network is taken away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import tensorflow as tf

from studio.worker.build import build
from studio.worker.formats.content import Content
from tests.worker.plans import headed


def test_a_saved_model_holds_nothing_of_it(tmp_path: Path) -> None:
    network = build(headed(), seed=3)
    Content(network).serve(tmp_path / "served")
    assert not any(b"side_scores" in file.read_bytes() for file in (tmp_path / "served").rglob("*") if file.is_file())
    images = np.random.default_rng(1).integers(0, 256, (5, 8, 8, 3)).astype(np.float32)
    served = tf.saved_model.load(str(tmp_path / "served")).signatures["serving_default"](image=tf.constant(images))
    np.testing.assert_allclose(served["probabilities"], network.model(images), atol=1e-6)

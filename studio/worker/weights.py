"""How the weights of a node are spread, and how strongly training pulls at them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from studio.worker.build import Network, traced
from studio.worker.maps import Array, output_of


@dataclass(frozen=True)
class Histogram:
    """How the values of one weight are spread.

    Attributes:
        mean: Of all values.
        spread: Their standard deviation.
        counts: How many values fall into each bin.
        edges: The borders of the bins, one more than there are counts.
    """

    mean: float
    spread: float
    counts: Array
    edges: Array


def weights_histogram(network: Network, node: str, bins: int = 40) -> dict[str, Histogram]:
    """A histogram for each weight of a node by its name (`kernel`, `bias`, `gamma`); empty for a node without weights.

    Raises:
        InspectionError: The node is not part of the network.
    """
    output_of(network, node)
    layers = [network.layers[step.name] for step in network.steps_of(node) if step.name in network.layers]
    return {weight.name: _histogram(np.asarray(weight), bins) for layer in layers for weight in layer.weights}


def _histogram(values: Array, bins: int) -> Histogram:
    """Values that are not finite are left out: they would have no bin."""
    finite = values[np.isfinite(values)]
    counts, edges = np.histogram(finite, bins)
    return Histogram(float(finite.mean()) if finite.size else 0.0, float(finite.std()) if finite.size else 0.0, counts, edges)


def weight_values(network: Network, node: str, most: int = 65536) -> Array:
    """The values of a node's largest weight, as one row; of a very large one an even choice; empty for a node without weights.

    Raises:
        InspectionError: The node is not part of the network.
    """
    output_of(network, node)
    layers = [network.layers[step.name] for step in network.steps_of(node) if step.name in network.layers]
    found = [np.asarray(weight).ravel() for layer in layers for weight in layer.trainable_weights]
    largest = max(found, key=len, default=np.empty(0, np.float32))
    return largest[:: -(-len(largest) // most) or 1]


def gradient_norms(network: Network, images: Array, labels: Array) -> dict[str, float]:
    """The length of the gradient of softmax cross-entropy by all weights of each node, for one batch.

    Much smaller in the first nodes than in the last: gradients vanish. Much larger: they explode.
    """
    compute = network.compiled("gradient norms", lambda: _compiled(network))
    norms = compute(images.astype(np.float32), labels.astype(np.int32))
    found = zip(_trained(network), norms, strict=True)
    return {node: float(norm) for node, norm in found}


def _trained(network: Network) -> dict[str, list[Any]]:
    """The weights that training changes, by node."""
    found: dict[str, list[Any]] = {}
    for step in network.plan.steps:
        trained = network.layers[step.name].trainable_weights if step.name in network.layers else []
        if step.node and trained:
            found.setdefault(step.node, []).extend(trained)
    return found


def _compiled(network: Network) -> Callable[..., Any]:
    model, groups = network.logits_model, [[weight.value for weight in group] for group in _trained(network).values()]

    def norms(images: Any, labels: Any) -> list[Any]:
        with tf.GradientTape() as tape:
            logits = model(images, training=False)
            loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True))
        gradients = tape.gradient(loss, groups, unconnected_gradients="zero")
        return [tf.linalg.global_norm(group) for group in gradients]

    return traced(norms, network.signature, tf.TensorSpec((None,), tf.int32))

"""The weights of a node, to see how they are spread."""

from __future__ import annotations

import numpy as np

from studio.worker.build import Network
from studio.worker.maps import Array, output_of

MOST = 65536  # values are enough for a histogram


def weight_values(network: Network, node: str, most: int = MOST) -> Array:
    """The values of a node's largest weight, as one row; of a very large one an even choice; empty for a node without weights.

    Raises:
        InspectionError: The node is not part of the network.
    """
    output_of(network, node)
    layers = [network.layers[step.name] for step in network.steps_of(node) if step.name in network.layers]
    found = [np.asarray(weight).ravel() for layer in layers for weight in layer.trainable_weights]
    largest = max(found, key=len, default=np.empty(0, np.float32))
    return largest[:: -(-len(largest) // most) or 1]

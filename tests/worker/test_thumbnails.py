import numpy as np
import pytest

from studio.worker.build import Network, build
from studio.worker.maps import InspectionError, feature_maps
from studio.worker.thumbnails import portrait, thumbnails
from tests.worker.plans import LENET, chain

NODES = ["n-image", *(f"n-{name}" for name, _, _ in LENET), "n-output"]


def test_every_node_of_lenet_has_a_picture(lenet5: Network, digits: np.ndarray) -> None:
    thumbs = thumbnails(lenet5, [*NODES, "n-gone"], digits[0])
    assert list(thumbs) == NODES
    assert {node: (thumb.kind, thumb.values.shape) for node, thumb in thumbs.items()} == {
        "n-image": ("image", (28, 28, 1)),
        "n-pad": ("maps", (32, 32, 1)),
        "n-conv1": ("maps", (28, 28, 3)),
        "n-pool1": ("maps", (14, 14, 3)),
        "n-conv2": ("maps", (10, 10, 3)),
        "n-pool2": ("maps", (5, 5, 3)),
        "n-flatten": ("vector", (20, 20)),
        "n-dense1": ("vector", (11, 11)),
        "n-dense2": ("vector", (9, 10)),
        "n-scores": ("vector", (3, 4)),
        "n-output": ("bars", (10,)),
    }


def test_shows_the_strongest_maps_first_on_one_scale(lenet5: Network, digits: np.ndarray) -> None:
    maps = feature_maps(lenet5, "n-conv1", digits[0]).values
    strongest = np.argsort(-np.abs(maps).mean(axis=(0, 1)))[:3]
    thumb = thumbnails(lenet5, ["n-conv1"], digits[0])["n-conv1"]
    assert np.allclose(thumb.values, maps[..., strongest], atol=1e-6)
    assert thumb.limit == thumb.values.max()


def test_the_image_and_the_probabilities_are_shown_as_they_are(lenet5: Network, digits: np.ndarray) -> None:
    thumbs = thumbnails(lenet5, ["n-image", "n-output"], digits[0])
    assert np.array_equal(thumbs["n-image"].values, digits[0])
    assert thumbs["n-image"].limit == 255
    assert thumbs["n-output"].values.sum() == pytest.approx(1)


def test_a_vector_reads_like_text_and_ends_in_zeros(lenet5: Network, digits: np.ndarray) -> None:
    values = feature_maps(lenet5, "n-scores", digits[0]).values
    grid = thumbnails(lenet5, ["n-scores"], digits[0])["n-scores"].values
    assert np.allclose(grid.ravel(), [*values, 0, 0], atol=1e-6)


def test_large_pictures_shrink_to_64_pixels_by_averaging() -> None:
    network = build(chain((256, 128, 1), ("same", "ReLU", {}), ("flatten", "Flatten", {})))
    image = np.random.default_rng(0).integers(0, 256, (256, 128, 1), dtype=np.uint8)
    thumbs = thumbnails(network, ["n-same", "n-flatten", "n-image"], image)
    means = image.reshape(64, 4, 32, 4).mean(axis=(1, 3))
    assert np.allclose(thumbs["n-same"].values[..., 0], means / 255, atol=1e-5)
    assert np.allclose(thumbs["n-image"].values[..., 0], means, atol=1e-2)
    assert max(thumbs["n-flatten"].values.shape) <= 64


def test_the_same_nodes_cost_no_second_trace(lenet5: Network, digits: np.ndarray) -> None:
    thumbnails(lenet5, NODES, digits[0])
    kept = dict(lenet5._functions)
    thumbnails(lenet5, reversed(NODES), digits[1])
    assert lenet5._functions == kept


def test_no_nodes_no_pictures(lenet5: Network, digits: np.ndarray) -> None:
    assert thumbnails(lenet5, ["n-gone"], digits[0]) == {}


def test_says_when_the_image_does_not_fit(lenet5: Network) -> None:
    with pytest.raises(InspectionError) as error:
        thumbnails(lenet5, NODES, np.zeros((28, 28, 3)))
    assert str(error.value) == "The network takes images of shape (28, 28, 1). Received: (28, 28, 3)."


def test_a_run_is_known_by_the_strongest_map_of_its_first_convolution(lenet5: Network, digits: np.ndarray) -> None:
    picture = portrait(lenet5, digits[0])
    assert picture is not None
    assert np.array_equal(picture, thumbnails(lenet5, ["n-conv1"], digits[0])["n-conv1"].values[:, :, 0])


def test_a_network_without_convolutions_has_no_such_picture(digits: np.ndarray) -> None:
    plan = chain((28, 28, 1), ("flatten", "Flatten", {}), ("scores", "Dense", {"units": 10}))
    assert portrait(build(plan), digits[0]) is None

"""Networks of Keras go there and back: drawn, folded, built again, and the same bit for bit; `tests.round_trip` takes all of them."""

from __future__ import annotations

from collections.abc import Iterator

import keras
import pytest

from tests.round_trip.applications import networks, returned


@pytest.fixture(autouse=True)
def _freed() -> Iterator[None]:
    yield
    keras.backend.clear_session()


@pytest.mark.parametrize(
    ("name", "nodes", "sections"),
    [
        ("MobileNet", 21, 13),  # folds by rows that come again
        ("EfficientNetB0", 29, 16),  # by its names
        ("InceptionV3", 29, 24),  # by branches of rows
    ],
)
def test_there_and_back(name: str, nodes: int, sections: int) -> None:
    found = returned(name)
    assert found.unlike == ""
    assert (found.nodes, found.repeated) == (nodes, sections)


def test_all_networks_are_listed_from_the_module() -> None:
    assert {"VGG16", "ResNet152V2", "ConvNeXtXLarge", "NASNetLarge"} < networks().keys()
    assert all(make.__module__.startswith("keras.") for make in networks().values())

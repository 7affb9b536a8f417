"""Pretrained networks come with their preprocessing and their weights, over a real connection or not at all."""

from __future__ import annotations

import functools
import http.server
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from msgspec.structs import replace

from studio.blocks.block import ShapeError
from studio.blocks.dense import Dense
from studio.blocks.ends import Input, Output
from studio.blocks.pooling import GlobalAveragePooling2D
from studio.blocks.preprocessing import Normalization, Rescaling
from studio.compile.planner import plan
from studio.graph.model import Graph
from studio.graph.module import Instance
from studio.graph.training import set_trainable
from studio.messages import Event
from studio.messages.events import Fetched, Fetching
from studio.messages.orders import Fetch
from studio.project.module_file import read_module
from studio.project.plain_file import plain_text
from studio.project.pretrained import Wanted, applications, kept, wanted
from studio.worker.build import Network, build
from studio.worker.downloads import MIRROR
from studio.worker.fetching import FetchError, fetched, front, plain_names
from studio.worker.pretrained import furnish
from tests.graph.small_modules import graph_of

MOBILE = Wanted("MobileNet", (32, 32, 3))
FILE = "mobilenet_1_0_224_tf_no_top.h5"
pytestmark = [
    pytest.mark.filterwarnings("ignore:`input_shape` is undefined or non-square:UserWarning"),
    pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"),
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and prints nothing."""

    def log_message(self, *_: object) -> None:
        """Keeps the tests' output clean."""


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A network with weights of its own, which stand for those of ImageNet."""
    model = keras.applications.MobileNet(weights=None, include_top=False, input_shape=MOBILE.shape)
    random = np.random.default_rng(0)
    for weight in model.weights:
        weight.assign(weight + random.uniform(0, 0.01, weight.shape))
    folder = tmp_path_factory.mktemp("server") / "tensorflow/keras-applications/mobilenet"
    folder.mkdir(parents=True)
    model.save(folder / FILE)
    model.folder = str(folder)
    return model


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Keras keeps what it downloads: as if KERAS_HOME had been set before it was imported."""
    monkeypatch.setattr("keras.src.backend.config._KERAS_DIR", str(tmp_path / "keras"))
    (tmp_path / "keras").mkdir()
    return tmp_path / "keras" / "models" / FILE


@pytest.fixture
def server(theirs: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A server of files on this machine, named as the mirror of Keras's; the folder of MobileNet's."""
    folder = Path(theirs.folder)
    handler = functools.partial(Quiet, directory=folder.parents[2])
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        monkeypatch.setenv(MIRROR, f"http://127.0.0.1:{serving.server_port}")
        yield folder
        serving.shutdown()
        thread.join()


def fetch(project: Path, told: list[Event] | None = None, look: Callable[[], None] = lambda: None, **values: Any) -> Fetched:
    events: list[Event] = [] if told is None else told
    return fetched(Fetch(project=str(project), wanted=MOBILE, **values), events.append, look)


def drawing(found: Fetched, tmp_path: Path) -> Graph:
    """The network as a trunk before a head of three classes."""
    (tmp_path / "module.json").write_text(plain_text(found.module))
    blocks = {
        "image": Input(shape=found.wanted.shape),
        "trunk": Instance(read_module(tmp_path / "module.json")),
        "pool": GlobalAveragePooling2D(),
        "scores": Dense(units=3),
        "output": Output(),
    }
    return graph_of(blocks, "image trunk", "trunk pool", "pool scores", "scores output")


def answers(network: Network, images: np.ndarray) -> np.ndarray:
    """What leaves the trunk."""
    step = network.plan.of_node("trunk")
    assert step is not None
    return np.asarray(network.function(step.name)(images)[0])


def test_the_weights_are_downloaded_and_the_drawing_answers_as_keras_does(server: Path, cache: Path, theirs: Any, tmp_path: Path) -> None:
    told: list[Event] = []
    found = fetch(tmp_path, told)
    assert found.words == "MobileNet begins with its ImageNet weights."
    assert cache.read_bytes() == (server / FILE).read_bytes()
    assert all(event.total == cache.stat().st_size for event in told if isinstance(event, Fetching) and event.stage == "downloading")
    network = build(plan(drawing(found, tmp_path), "t"), 0)
    beginning = furnish(network, str(tmp_path))
    assert beginning.words.endswith(" begin with the pretrained weights of MobileNet-32x32.")
    assert (beginning.left, beginning.missing) == ((), ())
    images = np.random.default_rng(1).integers(0, 256, (2, *MOBILE.shape)).astype(np.float32)
    expected = theirs(keras.applications.mobilenet.preprocess_input(images.copy()), training=False)
    np.testing.assert_allclose(answers(network, images), expected, atol=1e-4)
    again: list[Event] = []
    assert fetch(tmp_path, again).weights  # from Keras's cache: nothing is downloaded
    assert [event.stage for event in again if isinstance(event, Fetching)] == ["drawing"]


def test_without_a_connection_it_is_drawn_and_told(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"127.0.0.1:{free.getsockname()[1]}"
    monkeypatch.setenv(MIRROR, f"http://{nobody}")
    found = fetch(tmp_path)
    assert not found.weights
    assert found.words == (
        f"The weights of MobileNet are not downloaded. {nobody} cannot be reached: Connection refused. It is drawn with random weights; "
        "choose Fetch the pretrained weights (menu Train) where there is a connection."
    )
    assert not cache.exists()
    network = build(plan(drawing(found, tmp_path), "t"), 0)
    assert furnish(network, str(tmp_path)).words == (
        "The pretrained weights of MobileNet-32x32 are not here, so it begins with random ones. "
        "Choose Fetch the pretrained weights (menu Train) where there is a connection."
    )


def test_a_download_can_be_given_up_and_leaves_nothing_behind(server: Path, cache: Path, tmp_path: Path) -> None:
    class GivenUpError(Exception):
        """What looking raises."""

    def look() -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        fetch(tmp_path, look=look)
    assert not cache.exists()
    assert not kept(tmp_path, MOBILE.key).exists()


def test_what_is_not_on_the_server_or_damaged_is_told(server: Path, cache: Path, tmp_path: Path) -> None:
    cache.parent.mkdir()
    cache.write_bytes(b"no weights")
    words = fetch(tmp_path).words
    assert words.startswith("The weights of MobileNet arrived damaged: ")
    assert words.endswith("usually ~/.keras, and fetch them again.")
    cache.unlink()
    whole = (server / FILE).read_bytes()
    try:
        (server / FILE).unlink()
        assert "answers 404, File not found, for /tensorflow/keras-applications/mobilenet/" in fetch(tmp_path).words
    finally:
        (server / FILE).write_bytes(whole)


@pytest.mark.parametrize("name", [each.name for each in applications()])
def test_what_is_done_to_pixels_is_what_keras_does(name: str) -> None:
    found, pixels = front(name), np.random.default_rng(0).integers(0, 256, (1, 2, 2, 3)).astype(np.float32)
    module = __import__(getattr(keras.applications, name).__module__, fromlist=["preprocess_input"])
    expected = np.asarray(module.preprocess_input(pixels.copy()))
    mine: Any = pixels
    for block in found.blocks:
        mine = getattr(keras.layers, type(block).__name__)(**block.arguments())(mine)
    mine = np.asarray(mine)
    np.testing.assert_allclose(mine[..., ::-1] if found.turned else mine, expected, atol=1e-4)
    assert len(found.blocks) == 1


def test_the_three_ways_of_preprocessing() -> None:
    (scaled,) = front("MobileNetV2").blocks
    assert isinstance(scaled, Rescaling)
    (centred,), turned = front("VGG16")
    assert isinstance(centred, Normalization)
    assert (turned, centred.mean, centred.variance) == (True, (123.68, 116.779, 103.939), (1.0, 1.0, 1.0))
    (torch,), turned = front("DenseNet121")
    assert isinstance(torch, Normalization)
    assert not turned
    assert front("EfficientNetB0").blocks == (Rescaling(scale=(1.0,) * 3, offset=(0.0,) * 3),)  # it does all of it itself
    with pytest.raises(ShapeError, match="channel"):
        scaled.output_shape((96, 96, 1))


def test_a_network_that_wants_blue_first_has_its_filters_turned(tmp_path: Path) -> None:
    from studio.compile.reading.as_module import as_module
    from studio.graph.module import Module
    from studio.worker.fetching import _turned
    from studio.worker.pretrained import write

    preprocess = keras.applications.vgg16.preprocess_input
    model = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.ZeroPadding2D(), keras.layers.Conv2D(4, 3, name="conv")])
    model.get_layer("conv").bias.assign([0.1, 0.2, 0.3, 0.4])
    drawn = as_module(model.to_json(), Module("net", Graph(), pretrained="net"), front("VGG16").blocks)
    write(kept(tmp_path, "net"), model, drawn.layers, _turned(model))
    blocks = {
        "image": Input(shape=(8, 8, 3)),
        "trunk": Instance(drawn.module),
        "pool": GlobalAveragePooling2D(),
        "scores": Dense(units=3),
        "output": Output(),
    }
    graph = graph_of(blocks, "image trunk", "trunk pool", "pool scores", "scores output")
    network = build(plan(graph, "t"), 0)
    assert furnish(network, str(tmp_path)).taken == {"net": ("trunk_conv",)}
    images = np.random.default_rng(1).integers(0, 256, (2, 8, 8, 3)).astype(np.float32)
    np.testing.assert_allclose(answers(network, images), model(preprocess(images.copy())), atol=1e-3)


def test_a_changed_layer_begins_fresh_and_is_named(tmp_path: Path, theirs: Any) -> None:
    found = fetch(tmp_path, weights=False)
    assert found.words == "MobileNet begins with random weights."
    graph = drawing(found, tmp_path)
    frozen = set_trainable(graph, ["trunk"], False)
    trunk = frozen.nodes["trunk"]
    assert isinstance(trunk.block, Instance)
    assert all(not step.trainable for step in plan(frozen, "t").steps if step.pretrained)
    assert replace(trunk, trainable=True) == graph.nodes["trunk"]


def test_names_that_keras_made_up_do_not_count_on() -> None:
    texts = []
    for _ in range(2):
        model = keras.Sequential(
            [keras.Input((4,)), keras.layers.Dense(2), keras.layers.Activation("relu"), keras.layers.Dense(1, name="own")], name="net"
        )
        text, names = plain_names(model.to_json(), [(type(layer).__name__, layer.name) for layer in model.layers])
        assert names["dense_1"] == model.layers[0].name
        texts.append(text.replace(model.inputs[0].name, "input"))
    assert '"own"' in texts[0]
    assert '"activation": "relu"' in texts[0]
    assert texts[0].count('"dense_1"') == texts[1].count('"dense_1"') > 0


def test_an_unknown_network_and_a_shape_that_is_too_small_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"^Keras has no pretrained network Nothing\. Choose one of the list\.$"):
        fetched(Fetch(project=str(tmp_path), wanted=Wanted("Nothing", (32, 32, 3))), lambda event: None, lambda: None)
    with pytest.raises(FetchError, match=r"^MobileNet cannot take images of shape \(8, 8, 3\): "):
        fetched(Fetch(project=str(tmp_path), wanted=Wanted("MobileNet", (8, 8, 3))), lambda event: None, lambda: None)


def test_a_network_is_known_by_the_name_of_its_weights() -> None:
    assert wanted(MOBILE.key) == MOBILE
    assert wanted("MobileNet-224x224-top") == Wanted("MobileNet", (224, 224, 3), True)
    assert wanted("efficientnet_lite0") is None

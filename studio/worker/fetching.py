"""Pretrained networks of `keras.applications`: drawn as modules, their weights downloaded and kept with the project."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray

from studio.blocks.block import Block
from studio.blocks.preprocessing import Normalization, Rescaling
from studio.compile.reading.as_module import Drawn, as_module
from studio.compile.reading.opened import ReadingError
from studio.graph.model import Graph
from studio.graph.module import Module
from studio.messages import Event
from studio.messages.events import Fetched, Fetching
from studio.messages.orders import Fetch
from studio.project.module_file import module_text
from studio.project.pretrained import Wanted, applications, kept
from studio.worker.downloads import DownloadError, watched
from studio.worker.pretrained import write

_REFUSALS = (OSError, ValueError, KeyError, TypeError)
"""What Keras raises of a file of weights that is not whole."""


class FetchError(ValueError):
    """A network that cannot be had, in whole sentences."""


class Front(NamedTuple):
    """What is done to pixels before a network.

    Attributes:
        blocks: That as blocks.
        turned: Whether the network wants blue first; the studio turns the first filters around instead.
    """

    blocks: tuple[Block, ...]
    turned: bool


def fetched(order: Fetch, tell: Callable[[Event], None], look: Callable[[], None]) -> Fetched:
    """Draws a network, downloads its weights where they are wanted and not in Keras's cache, and keeps them with the project.

    Without a connection the drawing comes all the same, and the words say why its weights do not.

    Args:
        order: Which network.
        tell: Takes reports on how far it is.
        look: Called now and then; may raise to give up.

    Raises:
        FetchError: There is no such network, or it does not take images of that shape.
        RunError: The weights cannot be written.
    """
    wanted = order.wanted
    if wanted.name not in {each.name for each in applications()}:
        raise FetchError(f"Keras has no pretrained network {wanted.name}. Choose one of the list.")
    model, words = _with_weights(wanted, tell, look) if order.weights else (None, f"{wanted.name} begins with random weights.")
    with_weights = model is not None
    tell(Fetching(wanted=wanted, stage="drawing"))
    model = model or _made(wanted, None)
    first = front(wanted.name)
    drawn, names = _drawn(wanted, model, first)
    if with_weights:
        layers = {path: names.get(name, name) for path, name in drawn.layers.items()}
        write(kept(Path(order.project), wanted.key), model, layers, _turned(model) if first.turned else None)
    return Fetched(wanted=wanted, module=json.loads(module_text(drawn.module)), place=order.place, weights=with_weights, words=words)


def front(name: str) -> Front:
    """What `preprocess_input` of a network does, found by asking it: it is the same sum for every pixel."""
    preprocess = importlib.import_module(getattr(keras.applications, name).__module__).preprocess_input
    offset = _asked(preprocess, np.zeros(3))
    columns = np.stack([_asked(preprocess, row) - offset for row in np.eye(3)])  # by colour: what it adds to each output
    turned = bool(columns[0, 2])
    scale = columns[:, ::-1].diagonal() if turned else columns.diagonal()
    return Front(_blocks(scale, offset[::-1] if turned else offset), turned)


def _asked(preprocess: Any, pixel: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(preprocess(pixel.reshape(1, 1, 1, 3).copy(), data_format="channels_last"), np.float64).ravel()


def _blocks(scale: NDArray[Any], offset: NDArray[Any]) -> tuple[Block, ...]:
    """One block, by channel even where all are treated alike: so it refuses images that have not the three that were trained on."""
    if np.ptp(scale) < 1e-12 and np.ptp(offset) < 1e-12:
        return (Rescaling(scale=(float(scale[0]),) * 3, offset=(float(offset[0]),) * 3),)
    mean, variance = -offset / scale, 1 / scale**2
    return (Normalization(mean=tuple(map(_short, mean)), variance=tuple(map(_short, variance))),)


def _short(value: float) -> float:
    """Without the last digits, which are rounding."""
    return float(f"{value:.9g}")


def _made(wanted: Wanted, weights: str | None) -> Any:
    """The Keras model.

    Raises:
        FetchError: Keras refuses it.
    """
    try:
        return getattr(keras.applications, wanted.name)(weights=weights, include_top=wanted.top, input_shape=wanted.shape)
    except ValueError as error:
        if weights is not None:
            raise
        raise FetchError(
            f"{wanted.name} cannot take images of shape {wanted.shape}: {str(error).partition('Received')[0].strip()}"
        ) from error


def _with_weights(wanted: Wanted, tell: Callable[[Event], None], look: Callable[[], None]) -> tuple[Any, str]:
    """The model with its pretrained weights, or None, and words on that."""
    _made(wanted, None)  # refused before anything is downloaded

    def told(done: int, total: int) -> None:
        tell(Fetching(wanted=wanted, stage="downloading", done=done, total=total))

    try:
        with watched(told, look):
            return _made(wanted, "imagenet"), f"{wanted.name} begins with its ImageNet weights."
    except DownloadError as error:
        remedy = "It is drawn with random weights; choose Fetch the pretrained weights (menu Train) where there is a connection."
        return None, f"The weights of {wanted.name} are not downloaded. {error} {remedy}"
    except _REFUSALS as error:
        remedy = f"Remove the files of {wanted.name} from the folder models in Keras's own folder, usually ~/.keras, and fetch them again."
        return None, f"The weights of {wanted.name} arrived damaged: {str(error).partition(chr(10))[0].rstrip('.')}. {remedy}"


def _drawn(wanted: Wanted, model: Any, first: Front) -> tuple[Drawn, dict[str, str]]:
    """The network as a module, and the names of its layers in the model by those in the drawing."""
    text, names = plain_names(model.to_json(), [(type(layer).__name__, layer.name) for layer in model.layers])
    ending = "with its head for ImageNet's 1000 classes" if wanted.top else "without its head"
    about = Module(
        name=f"{wanted.name.lower()}_{'whole' if wanted.top else 'trunk'}",
        graph=Graph(),
        title=wanted.name,
        icon="graduation-cap",
        help=f"{wanted.name} of keras.applications, {ending}. It takes raw pixels from 0 to 255.",
        pretrained=wanted.key,
    )
    try:
        return as_module(text, about, first.blocks), names
    except ReadingError as error:
        raise FetchError(f"{wanted.name} cannot be drawn: {error}") from error


def plain_names(text: str, layers: list[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """A model's description with numbers from 1 in the names that Keras made up, which count on from model to model.

    Args:
        text: What `model.to_json()` gives.
        layers: Class and name of each layer.

    Returns:
        The text, and the model's names by those in the text.
    """
    # Only what stands as a value is a name: a layer may be called `activation`, as an argument is.
    counts: dict[str, int] = {}
    new: dict[str, str] = {}
    for kind, name in layers:
        base = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", kind).lower()
        if re.fullmatch(rf"{base.replace('_', '_?')}(_\d+)?", name):
            counts[base] = counts.get(base, 0) + 1
            new[name] = f"{base}_{counts[base]}"
    said = re.sub(r'"([a-z0-9_]+)"(?!\s*:)', lambda found: f'"{new.get(found[1], found[1])}"', text)
    return said, {given: name for name, given in new.items()}


def _turned(model: Any) -> dict[str, NDArray[Any]]:
    """The filters of the first convolution with red first, for a network that was trained with blue first."""
    layer = next(layer for layer in model.layers if layer.weights)
    return {layer.name: np.asarray(layer.weights[0])[:, :, ::-1, :]}

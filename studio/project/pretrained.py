"""Pretrained networks: which there are, and where their weights lie, beside a project or with the studio."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from studio import paths
from studio.graph.module import Module
from studio.project.errors import ProjectError
from studio.project.module_file import read_module

FOLDER = "pretrained"
"""In a project's folder and in the resources: what their networks begin with."""


class Application(Struct, frozen=True):
    """A network of `keras.applications`.

    Attributes:
        name: Of the function that makes it.
        side: Height and width of the images that it was trained on, in pixels.
        smallest: The smallest image that it takes without its head.
        weights: How many, with its head.
        trunk: How many without.
        top_1: Share of the ImageNet validation images that it takes rightly, as Keras's documentation has it; None where it does not say.
    """

    name: str
    side: int
    smallest: int
    weights: int
    trunk: int
    top_1: float | None = None


class Wanted(Struct, frozen=True):
    """A pretrained network as it is drawn.

    Attributes:
        name: Of the function of `keras.applications` that makes it.
        shape: (height, width, channels) of its images.
        top: Whether with its head, which answers with ImageNet's 1000 classes.
    """

    name: str
    shape: tuple[int, int, int]
    top: bool = False

    @property
    def key(self) -> str:
        """What its weights are called: `MobileNetV2-96x96`, with `-top` where the head is there."""
        return f"{self.name}-{self.shape[0]}x{self.shape[1]}{'-top' if self.top else ''}"


def wanted(key: str) -> Wanted | None:
    """The network that weights belong to, by their name; None where it is none of Keras's."""
    found = re.fullmatch(r"(\w+)-(\d{1,4})x(\d{1,4})(-top)?", key)
    if found is None or found[1] not in {each.name for each in applications()}:
        return None
    return Wanted(found[1], (int(found[2]), int(found[3]), 3), bool(found[4]))


def kept(folder: Path, network: str) -> Path:
    """Where a project keeps the weights of a network."""
    return folder / FOLDER / f"{re.sub(r'[^A-Za-z0-9_.-]', '_', network)}.npz"


def weights_of(folder: Path, network: str) -> Path | None:
    """The file with the weights of a network: the project's own, or the one that travels with the studio; None where there is none."""
    places = (kept(folder, network), kept(paths.resources(), network))
    return next((place for place in places if place.is_file()), None)


def copy_weights(source: Path, target: Path) -> None:
    """Takes what the networks of one project folder begin with along to another; what is there already stays.

    Raises:
        ProjectError: It cannot be written.
    """
    for path in sorted((source / FOLDER).glob("*.npz")):
        place = target / FOLDER / path.name
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                shutil.copyfile(path, place)
        except OSError as error:
            with suppress(OSError):  # half a file would be taken for damaged weights
                place.unlink(missing_ok=True)
            reason = f"{path.name} cannot be copied to {place.parent}: {error.strerror}."
            raise ProjectError([f"{reason} Free some space, then save again."]) from error


@cache
def shipped() -> tuple[Module, ...]:
    """The networks that travel with the studio, their weights beside them."""
    return tuple(read_module(path) for path in sorted((paths.resources() / FOLDER).glob("*.module.json")))


@cache
def applications() -> tuple[Application, ...]:
    """The networks of `keras.applications`, whose weights are downloaded when they are asked for."""
    text = (paths.resources() / FOLDER / "applications.json").read_bytes()
    return msgspec.json.decode(text, type=tuple[Application, ...])

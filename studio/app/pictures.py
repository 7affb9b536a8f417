"""Live pictures: what the worker saw, on the cards and in the panels of filters, maps, attack and weights."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import structs
from PySide6.QtCore import QObject

from studio.app.drawing import Drawing
from studio.blocks.block import Block
from studio.blocks.ends import Output
from studio.canvas.board import Board
from studio.canvas.cards.closeups import strongest_first
from studio.canvas.shown.thumbs import Thumb
from studio.graph.model import Graph, Node
from studio.graph.module import Instance
from studio.look import FAMILY_ICONS
from studio.messages import answers, events
from studio.panels.adversarial import AdversarialPanel
from studio.panels.attack_values import AttackShown
from studio.panels.feature_maps import FeatureMapsPanel, MapsShown
from studio.panels.filters import FiltersPanel, FiltersShown
from studio.panels.image_chooser import Pick
from studio.panels.seen import Sees, centred
from studio.panels.weights_now import WeightsNow

FEW = 12  # so many values are read one by one, as bars


class Pictures(QObject):
    """Takes answers to what is watched and shows them where they belong.

    Args:
        drawing: Which node is looked at.
        board: Its cards get thumbnails.
        maps: Panel of feature maps.
        filters: Panel of filters.
        attack: Panel of adversarial examples.
        weights: Histogram under the properties.
        parent: The window.
    """

    def __init__(
        self,
        drawing: Drawing,
        board: Board,
        maps: FeatureMapsPanel,
        filters: FiltersPanel,
        attack: AdversarialPanel,
        weights: WeightsNow,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._drawing, self._board, self._maps, self._filters, self._attack, self._weights = drawing, board, maps, filters, attack, weights
        self.classes: tuple[str, ...] = ()
        self.live = False
        self.close_up: str | None = None
        self._kernels: tuple[str, Any] = ("", None)
        self._newest: answers.Maps | None = None
        self._network = self._about = ""  # that is shown, and that the worker's answers are about

    def show_network(self, network: str, *, another: bool) -> None:
        """What the worker calls the drawing that is shown: nodes of another one may have the same ids.

        Args:
            network: Its name.
            another: Whether this is another drawing; else the one that was shown may have a new name.
        """
        if self._about == self._network and not another:
            self._about = network
        self._network = network

    def take(self, event: Any, graph: Graph, prefix: str = "") -> None:
        """Shows an answer; one about another drawing, or a node that is gone or no longer looked at, is dropped.

        Args:
            event: What the worker told.
            graph: What is shown on the board.
            prefix: What the worker's names of its nodes begin with, inside a module.
        """
        if isinstance(event, events.Shown):
            self._about = event.title
        elif isinstance(event, events.Started):
            self._about = self._network  # training takes the drawing that is shown
        elif isinstance(event, answers.Answer) and self._about not in ("", self._network):
            return
        looked_at = self._drawing.node if self._drawing.node in graph.nodes else None
        match _shown(event, prefix):
            case events.Shown(classes=classes) | events.Started(classes=classes):
                self.classes = classes
                self._attack.set_classes(classes)
            case answers.Maps(node=node) as maps if node == looked_at or node == self.close_up:
                self._show_close_up(maps)
                if node == looked_at:
                    self._show_maps(maps, graph)
            case answers.Filters(node=node) as filters if node == looked_at:
                self._show_filters(filters, graph)
            case answers.Thumbnails() as thumbnails:
                self._board.set_thumbnails(self._thumbs(thumbnails, graph))
            case answers.Attacked() as attacked:
                self._show_attack(attacked)
            case answers.WeightValues(node=node, values=values) if node == looked_at:
                self._show_weights(values, graph.nodes[node])
            case events.Refused(order="Watch", part="maps", text=text):
                self._maps.clear(self._apart(graph) or text)
            case events.Refused(order="Watch", part="attack", text=text):
                self._attack.clear(text)

    def turn_to(self, node: Node | None) -> None:
        """Another node is looked at, or none: what was shown of the last one goes, where nothing takes its place."""
        self._newest, self._kernels = None, ("", None)  # in another drawing a node may have the same id
        if node is None:
            self._maps.clear()
            self._weights.clear()
        else:
            self._maps.expect(node.name)
            self._expect_weights(node)
        if node is None or not has_filters(node.block):
            self._filters.clear("" if node is None else node.name)

    def _expect_weights(self, node: Node) -> None:
        if self._drawing.measured.figures[node.id].weights:
            self._weights.expect(node.name, inside=isinstance(node.block, Instance))
        else:
            self._weights.clear(node.name)

    def _apart(self, graph: Graph) -> str:
        """Why a node that is not wired up has no maps: the worker knows it by its id alone."""
        node = graph.nodes.get(self._drawing.node or "")
        if node is None or node.id in self._drawing.measured.used:
            return ""
        return f"{node.name} is on no path from Input to Output. Connect it, and its maps appear here."

    def _show_maps(self, event: answers.Maps, graph: Graph) -> None:
        self._newest = event
        node = graph.nodes[event.node]
        kernels = self._kernels[1] if self._kernels[0] == event.node and event.maps.ndim == 3 else None
        family = family_of(node.block)
        is_output = isinstance(node.block, Output)
        limit = float(np.abs(event.maps).max(initial=0.0))
        self._maps.show_maps(
            MapsShown(
                name=node.name,
                icon=FAMILY_ICONS[family],
                role=family,
                pixels=event.pixels,
                maps=event.maps,
                limit=limit or 1.0,
                filters=kernels,
                sees=self._sight(event),
                classes=self.classes if is_output else (),
            )
        )
        self._maps.show_image(Pick(event.image.part, event.image.index, event.image.file), self._class_name(event.label))
        self._maps.set_age(self._age(event), live=self.live)

    def _show_close_up(self, event: answers.Maps) -> None:
        """More of the maps, where a card has room for them."""
        if event.node == self.close_up and event.maps.ndim == 3:
            self._board.set_close_up(event.node, strongest_first(event.maps))

    def _show_weights(self, values: Any, node: Node) -> None:
        if values.size:
            self._weights.show_weights(values, family_of(node.block))
        else:
            self._expect_weights(node)

    def _show_filters(self, event: answers.Filters, graph: Graph) -> None:
        node = graph.nodes[event.node]
        self._kernels = (event.node, event.filters)
        family = family_of(node.block)
        limit = float(np.abs(event.filters).max(initial=0.0)) or 1.0
        self._filters.show_filters(FiltersShown(node.name, FAMILY_ICONS[family], family, event.filters, limit))
        self._filters.set_age(self._age(event), live=self.live)
        if self._newest is not None and self._newest.node == event.node:
            self._show_maps(self._newest, graph)  # the filters stand under their maps, whichever came first

    def _show_attack(self, event: answers.Attacked) -> None:
        self._attack.show_attack(
            AttackShown(
                original=event.original,
                changed=event.changed,
                before=event.before,
                after=event.after,
                label=event.label if event.label >= 0 else None,
                epsilon=event.spec.epsilon,
                zero_gradient=event.zero_gradient,
                fooled=event.fooled,
                tried=event.tried,
            )
        )
        self._attack.set_age(self._age(event), live=self.live)

    def _thumbs(self, event: answers.Thumbnails, graph: Graph) -> dict[str, Thumb]:
        """By node; none where a node is gone, or where a run that went wrong left no number to draw."""
        known = {node: picture for node, picture in event.pictures.items() if node in graph.nodes}
        return {node: self._thumb(graph.nodes[node].block, picture) for node, picture in known.items() if np.isfinite(picture.values).any()}

    def _thumb(self, block: Any, picture: answers.Thumbnail) -> Thumb:
        """A picture from the worker as a card draws it; a few values that may be negative stand as bars around zero."""
        values = picture.values
        match picture.kind:
            case "maps":
                return Thumb("maps", tuple(values[:, :, i] for i in range(values.shape[2])), picture.limit)
            case "image":
                return Thumb("image", (values,))
            case "bars":
                return Thumb("bars", (values,), 1.0, self._bar_names(len(values)) if isinstance(block, Output) else ())
        vector = values.ravel()[np.isfinite(values.ravel())]
        return Thumb("bars" if len(vector) <= FEW else "vector", (vector,), picture.limit)

    def _bar_names(self, count: int) -> tuple[str, ...]:
        return self.classes if len(self.classes) == count else tuple(str(i) for i in range(count))

    def _sight(self, event: answers.Maps) -> Sees | None:
        if event.maps.ndim != 3:
            return None
        reach = self._drawing.measured.figures[event.node].reach
        return centred(reach, (event.maps.shape[0], event.maps.shape[1]), (event.pixels.shape[0], event.pixels.shape[1]))

    def _class_name(self, label: int) -> str:
        """Nothing where nobody said the class."""
        return self.classes[label] if 0 <= label < len(self.classes) else str(label) if label >= 0 else ""

    def _age(self, event: answers.Answer) -> str:
        """A run without a batch has the weights that came with a model."""
        if self.live or event.step:
            return "live" if self.live else f"after {event.step:,} batches"
        return "untrained" if event.run is None else "as opened"


def _shown(event: Any, prefix: str) -> Any:
    """An answer under the ids that nodes have on the board, which one from elsewhere may have too; None for what is not there."""
    match event:
        case answers.Thumbnails(pictures=pictures):
            return structs.replace(
                event, pictures={path.removeprefix(prefix): each for path, each in pictures.items() if path.startswith(prefix)}
            )
        case answers.Maps(node=path) | answers.Filters(node=path) | answers.WeightValues(node=path):
            return structs.replace(event, node=path.removeprefix(prefix)) if path.startswith(prefix) else None
    return event


def has_filters(block: Any) -> bool:
    """Whether a block slides filters over an image; only convolutions do."""
    return family_of(block) == "convolution"


def family_of(block: Any) -> str:
    """The family of a block; blocks that are not known count as reshaping, the most neutral one."""
    return block.family if isinstance(block, Block) else "reshaping"

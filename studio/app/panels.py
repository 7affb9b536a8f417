"""All panels of one project, by name; none knows another."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from studio.look import Look
from studio.panels.adversarial import AdversarialPanel
from studio.panels.console import ConsolePanel
from studio.panels.curves import CurvesPanel
from studio.panels.data import DataPanel
from studio.panels.feature_maps import FeatureMapsPanel
from studio.panels.filters import FiltersPanel
from studio.panels.history import HistoryPanel
from studio.panels.issues import IssuesPanel
from studio.panels.lesson import LessonPanel
from studio.panels.palette import PalettePanel
from studio.panels.properties import PropertiesPanel
from studio.panels.recipe import RecipePanel
from studio.panels.runs import RunsPanel
from studio.panels.source import SourcePanel
from studio.panels.weights_now import WeightsNow


class Panels:
    """Makes every panel.

    Args:
        look: Theme, icons and fonts.
    """

    def __init__(self, look: Look) -> None:
        self.palette = PalettePanel(look)
        self.properties = PropertiesPanel(look)
        self.curves = CurvesPanel(look)
        self.runs = RunsPanel(look)
        self.issues = IssuesPanel(look)
        self.console = ConsolePanel(look)
        self.history = HistoryPanel(look)
        self.filters = FiltersPanel(look)
        self.feature_maps = FeatureMapsPanel(look)
        self.adversarial = AdversarialPanel(look)
        self.source = SourcePanel(look)
        self.data = DataPanel(look)
        self.recipe = RecipePanel(look)
        self.lesson = LessonPanel(look)
        self.weights = WeightsNow(look)
        self.properties.set_footer(self.weights)

    def by_name(self) -> Mapping[str, QWidget]:
        """Those that stand in a dock, by the names of `docks.PLACES`."""
        return {name: panel for name, panel in vars(self).items() if name != "weights"}

    def with_corner(self) -> Mapping[str, CurvesPanel | FiltersPanel | FeatureMapsPanel | AdversarialPanel]:
        """Those that have something to stand at the end of their tab row."""
        return {"curves": self.curves, "filters": self.filters, "feature_maps": self.feature_maps, "adversarial": self.adversarial}

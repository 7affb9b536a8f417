"""A form with a field of every kind, for the tests of forms."""

from __future__ import annotations

from typing import Literal

from studio.forms import Form
from studio.forms.kinds import Count, LearningRate, Path, Shape, Share, Text, Window


class Paint(Form):
    """What covers the boat."""

    layers: Count = 2


class Canvas(Form):
    """A sail of cloth.

    weight: How heavy the cloth is, in grams for one square metre; heavier
        cloth lasts longer.
    """

    weight: Count


class Boat(Form):
    """Floats on water.

    It has a second paragraph, which is no part of the summary.

    crew: How many sail it.
    draught: How deep it goes.
    cabin: Height and width of the cabin.
    hull: Axes of the hull.

    More:
        name: What is painted on the stern.
        sail: What it sails with; None for a motor.
        log: Where the log is kept.
        speed: How fast it may go.
        flag: Whether it shows its colours.
        rig: How the sails are set.
    """

    crew: Count = 1
    draught: Share = 0.5
    cabin: Window | None = None
    hull: Shape = (3, 2)
    name: Text = "Anna"
    sail: Paint | Canvas | None = None
    log: Path = ""
    speed: LearningRate = 1.0
    flag: bool = True
    rig: Literal["sloop", "ketch", "cutter"] = "sloop"

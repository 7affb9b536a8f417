"""The colours of the studio: named roles and families of blocks in a dark and a light theme, for the window and for reports alike."""

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType


@dataclasses.dataclass(frozen=True)
class Theme:
    """One set of colours, as ``#rrggbb`` (``#aarrggbb`` where a colour lets through what is behind it).

    board: Behind the drawing.
    panel: Behind docks and bars.
    card: Nodes and whatever lies on a board or panel.
    raised: Under the cursor, and the chosen segment.
    field: Inside entry fields.
    well: Behind pictures.
    line: Hairlines.
    strong_line: Edges of fields and tracks of bars.
    wire: Wires that are not lit.
    text: Names and values.
    quiet: Labels and help.
    dim: What is disabled; never the only carrier of information.
    accent: The selection and the one thing to press.
    halo: Around what is selected.
    second_run: The older run in a plot.
    picture_opacity: How strongly a picture shows that is neither selected nor under the cursor.
    families: Colour of each family of blocks.
    signed: Seven stops from negative to positive, zero in the middle.
    """

    name: str
    board: str
    panel: str
    card: str
    raised: str
    field: str
    well: str
    line: str
    strong_line: str
    board_dot: str
    wire: str
    text: str
    quiet: str
    dim: str
    accent: str
    on_accent: str
    halo: str
    second_run: str
    good: str
    warning: str
    bad: str
    picture_opacity: float
    families: Mapping[str, str] = dataclasses.field(hash=False)
    signed: tuple[str, str, str, str, str, str, str]

    def colour(self, role: str) -> str:
        """The colour of a role or of a family of blocks.

        Raises:
            LookupError: No role and no family has this name.
        """
        colour = self.families.get(role) or getattr(self, role, None)
        if not isinstance(colour, str) or not colour.startswith("#"):
            raise LookupError(f"No colour has the role {role!r}. Expected: a field of Theme that is a colour, or a family of blocks.")
        return colour


DARK = Theme(
    name="dark",
    board="#16181d",
    panel="#1c1f26",
    card="#262a33",
    raised="#2e343f",
    field="#14161b",
    well="#12141a",
    line="#2d323d",
    strong_line="#434b5a",
    board_dot="#262a33",
    wire="#566072",
    text="#e8eaf0",
    quiet="#98a1b0",
    dim="#687182",
    accent="#5b9dff",
    on_accent="#0c1626",
    halo="#475b9dff",
    second_run="#f0a04b",
    good="#44cf8f",
    warning="#f2b84b",
    bad="#ff7a70",
    picture_opacity=0.74,
    families=MappingProxyType(
        {
            "input/output": "#aab3c2",
            "convolution": "#56b4e9",
            "pooling": "#ec6a45",
            "activation": "#ecd44e",
            "normalisation": "#b18cf2",
            "regularisation": "#9c94bd",
            "dense": "#2fbd8d",
            "reshaping": "#8496b0",
            "merging": "#f0a04b",
            "recurrent": "#35c2c4",
            "attention": "#8fa2ff",
            "preprocessing": "#e58bc2",
            "own": "#d8a48f",
            "module": "#a6d154",
        }
    ),
    signed=("#74b4f4", "#3e7ec4", "#223a5c", "#1c1f26", "#84462c", "#b65e32", "#f69a5c"),
)

LIGHT = Theme(
    name="light",
    board="#f3f4f7",
    panel="#fbfbfd",
    card="#ffffff",
    raised="#eceff4",
    field="#ffffff",
    well="#eef0f4",
    line="#e0e4ea",
    strong_line="#c3cad5",
    board_dot="#dde1e8",
    wire="#9aa4b3",
    text="#1b1f27",
    quiet="#5c6675",
    dim="#8a94a3",
    accent="#1f66d6",
    on_accent="#ffffff",
    halo="#381f66d6",
    second_run="#a65a05",
    good="#0b7a4b",
    warning="#945d00",
    bad="#c22f27",
    picture_opacity=0.80,
    families=MappingProxyType(
        {
            "input/output": "#5c6675",
            "convolution": "#0072b2",
            "pooling": "#c0450f",
            "activation": "#917000",
            "normalisation": "#7447c4",
            "regularisation": "#6d668c",
            "dense": "#007a57",
            "reshaping": "#51637d",
            "merging": "#a65a05",
            "recurrent": "#0a7c84",
            "attention": "#3d56c8",
            "preprocessing": "#b63d86",
            "own": "#8a4f3a",
            "module": "#4a7609",
        }
    ),
    signed=("#245ea6", "#82b2dc", "#dce8f2", "#f6f7f9", "#fae4d6", "#ea9e78", "#b83e22"),
)

PAPER = dataclasses.replace(LIGHT, name="paper", board="#ffffff", wire="#7b8594", picture_opacity=1.0)
"""The light theme on white, for figures."""

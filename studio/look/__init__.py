"""How the studio looks: colours, letters, icons, the style sheet, and the small widgets that all panels share."""

from studio.colours import DARK, LIGHT, Theme
from studio.look.look import Look
from studio.look.theme import FAMILY_ICONS, system_theme

__all__ = ["DARK", "FAMILY_ICONS", "LIGHT", "Look", "Theme", "system_theme"]

"""What the monkey does beside the board: fields, buttons, lists, tabs, windows that lie over it, theme and size."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from studio.app.finder import Finder
from tests.monkey import hand
from tests.monkey.hand import Touch
from tests.monkey.monkey import Monkey

_FIELDS = (QLineEdit, QAbstractSpinBox, QComboBox, QPlainTextEdit, QAbstractButton)
_SIZES = ((1600, 1000), (960, 600), (1100, 700), (2400, 1300))
_ENDS = ("Return", "Return", "Esc", "Esc", "Down", "Up", "Tab", "Shift+Tab", "Ctrl+Return", "PgDown", "Space", "Ctrl+Z")


def value(monkey: Monkey) -> str:
    """A field or button of the properties."""
    return _plays_with(monkey, monkey.workspace.panels.properties)


def recipe(monkey: Monkey) -> str:
    monkey.workspace.docks.show("recipe")
    return _plays_with(monkey, monkey.workspace.panels.recipe)


def fix(monkey: Monkey) -> str:
    """The remedy of an issue, or the issue itself."""
    monkey.workspace.docks.show("issues")
    return _plays_with(monkey, monkey.workspace.panels.issues)


def walk_history(monkey: Monkey) -> str:
    """A version of the project in the list of edits."""
    monkey.workspace.docks.show("history")
    lists = [each for each in monkey.workspace.panels.history.findChildren(QListWidget) if each.count()]
    if not lists:
        return "finds no history"
    item = lists[0].item(monkey.chance.randrange(lists[0].count()))
    words = item.text()  # the rows may be written anew by the time that the press has done its work
    lists[0].scrollToItem(item)
    hand.click(Touch(lists[0].viewport(), lists[0].visualItemRect(item).center()))
    return f"goes to {words!r} in the history"


def place_bar(monkey: Monkey) -> str:
    """A tab or a step of the way into modules."""
    bar = monkey.workspace.place_bar
    tabs = bar.findChildren(QTabBar)[0]
    if not bar.isVisible():
        return "sees no drawings to choose from"
    if tabs.isVisible() and tabs.count() and monkey.chance.random() < 0.5:
        index = monkey.chance.randrange(tabs.count())
        hand.click(Touch(tabs, tabs.tabRect(index).center()))
        return f"presses the tab {tabs.tabText(index)!r}"
    return _plays_with(monkey, bar)


def rename(monkey: Monkey) -> str:
    """Another name for the drawing, as a person writes it over the tab."""
    name = monkey.chance.choice(("main", "encoder", "", "a" * 70, "decoder 2", "ß"))
    monkey.workspace.actions_table["project.rename_graph"].trigger()
    hand.write(name)
    hand.chord(monkey.chance.choice(("Return", "Return", "Return", "Esc", "Tab")))
    return f"calls the drawing {name!r}"


def popup(monkey: Monkey) -> str:
    """Types into what lies over the window, presses keys in it, or closes it by a click elsewhere."""
    over = monkey.popup
    if over is None:
        return "sees nothing over the window"
    if monkey.chance.random() < 0.2:
        hand.click(monkey.touch(plain=True))
        return f"presses beside {type(over).__name__}"
    words = "" if isinstance(over, QMenu) else monkey.value()
    hand.write(words)
    keys = monkey.chance.choice(_ENDS)
    if isinstance(over, QMenu) and keys in ("Return", "Ctrl+Return", "Space"):
        keys = "Esc"  # what menus hold is asked for elsewhere, but for what would wait for a person
    hand.chord(keys)
    return f"types {words!r} and presses {keys} in {type(over).__name__}"


def find(monkey: Monkey) -> str:
    """Finds a block, a module or a node; an action is asked for elsewhere."""
    words = (
        monkey.words()
        if monkey.chance.random() < 0.6
        else monkey.chance.choice(("conv", "pool", *(n.name for n in monkey.graph.nodes.values())))
    )
    hand.chord("Ctrl+K")
    finders = [each for each in monkey.workspace.findChildren(Finder) if each.isVisible()]
    if not finders:
        return "presses Ctrl+K, and nothing opens"
    hand.write(words)
    found = finders[0]._found
    kind = found[0].kind if found else ""
    hand.chord("Return" if kind in ("block", "module", "node") else "Esc")
    return f"looks for {words!r} and finds {kind or 'nothing'}"


def resize(monkey: Monkey) -> str:
    width, height = monkey.chance.choice(_SIZES)
    monkey.workspace.resize(width, height)
    return f"resizes to {width} × {height}"


def dock(monkey: Monkey) -> str:
    name = monkey.chance.choice(sorted(monkey.workspace.docks.items()))
    if monkey.chance.random() < 0.3:
        monkey.workspace.docks[name].toggleViewAction().trigger()
        return f"toggles {name}"
    monkey.workspace.docks.show(name)
    return f"shows {name}"


def save(monkey: Monkey) -> str:
    assert monkey.workspace.document.save()
    return "saves"


def _plays_with(monkey: Monkey, panel: QWidget) -> str:
    """Types into a field that is seen, or presses a button."""
    fields = [each for each in panel.findChildren(QWidget) if isinstance(each, _FIELDS) and _within_reach(each)]
    if not fields:
        return f"finds nothing to press in {type(panel).__name__}"
    field = monkey.chance.choice(fields)
    what = f"{type(field).__name__} {field.accessibleName() or getattr(field, 'text', str)()!r} of {type(panel).__name__}"
    hand.click(Touch(field, field.rect().center()))
    if isinstance(field, QAbstractButton) or not isinstance(field, (*_FIELDS[:2], QPlainTextEdit)):
        return f"presses {what}"
    words, end = monkey.value(), monkey.chance.choice(("Return", "Tab", "Esc", "Up", "Down", "Ctrl+Z", "Ctrl+A"))
    hand.chord("Ctrl+A")
    hand.write(words)
    hand.chord(end)
    return f"types {words!r} into {what} and presses {end}"


def _within_reach(field: QWidget) -> bool:
    """Whether a person can press it: in sight, in its middle, and not inside another field."""
    middle = field.rect().center()
    return field.isVisible() and field.isEnabled() and not field.visibleRegion().isEmpty() and field.visibleRegion().contains(middle)

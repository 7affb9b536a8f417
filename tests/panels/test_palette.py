from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from studio.blocks.catalogue import CATALOGUE, by_family
from studio.blocks.ports import PORTS
from studio.graph.model import Graph
from studio.graph.module import Module
from studio.look import LIGHT, Look
from studio.panels.block_model import CALLED, COLOUR, FAMILY, KIND, WITHIN, BlockModel, found, of_blocks, of_modules
from studio.panels.block_rows import drag_picture
from studio.panels.marked import paint_marked
from studio.panels.palette import MIME_TYPE, PalettePanel
from studio.project.library import shipped


@pytest.fixture
def palette(look: Look, shown: Callable[..., PalettePanel]) -> PalettePanel:
    return shown(PalettePanel(look, "Ctrl+B"), 220, 600)


def test_convolution_and_pooling_are_unfolded_at_first_and_the_blocks_for_images_are_in_sight(palette: PalettePanel) -> None:
    blocks = [block for family in ("convolution", "pooling") for block in by_family(family)]
    assert palette.shown() == [block.__name__ for block in blocks if "2D" in block.__name__ and not block.rare]


def _heads(palette: PalettePanel, family: str) -> list[str]:
    """The folds of a family, which is unfolded, in words."""
    palette.families = (family,)
    tree = palette._tree
    return [str(index.data(Qt.ItemDataRole.AccessibleTextRole)) for index in tree._heads() if index.parent().data(FAMILY) == family]


def test_a_long_family_folds_away_what_few_networks_use(palette: PalettePanel) -> None:
    kinds = [block.__name__ for block in by_family("convolution")]
    sequences, volumes = (sum(axes in kind for kind in kinds) for axes in ("1D", "3D"))
    told = _heads(palette, "convolution")
    assert told[:2] == [f"1D, for sequences, {sequences} blocks of Convolution", f"3D, for volumes, {volumes} blocks of Convolution"]
    assert any(each.startswith("Augmentation, ") for each in _heads(palette, "preprocessing"))
    assert palette.shown()[:2] == ["Rescaling", "Normalization"]
    assert "RandomFlip" not in palette.shown()


def test_every_block_is_in_sight_where_all_is_unfolded(palette: PalettePanel) -> None:
    palette.families = [str(index.data(FAMILY)) for index in palette._tree._heads()]
    assert sorted(palette.shown()) == sorted(CATALOGUE)


def test_one_block_alone_is_not_folded_away(qtbot: QtBot) -> None:
    few = {kind: CATALOGUE[kind] for kind in ("Conv2D", "Conv1D")}
    model = BlockModel(groups=of_blocks(few))
    family = model.index(0, 0)
    assert [model.index(row, 0, family).data(KIND) for row in range(model.rowCount(family))] == ["Conv2D", "Conv1D"]


def test_a_fold_opens_by_a_click_and_is_remembered(palette: PalettePanel, qtbot: QtBot) -> None:
    told: list[object] = []
    palette.families = ("convolution",)
    palette.families_changed.connect(told.append)
    tree = palette._tree
    fold = next(index for index in tree._heads() if index.data() == "1D, for sequences")
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(fold).center())
    assert told == [("convolution", "convolution/1D, for sequences")]
    assert "Conv1D" in palette.shown()
    qtbot.keyClicks(palette._search, "dense")
    qtbot.keyClick(palette._search, Qt.Key.Key_Escape)
    assert "Conv1D" in palette.shown()


def test_a_name_too_long_keeps_its_end_which_tells_it_from_its_like(look: Look) -> None:
    pictures = [QImage(150, 24, QImage.Format.Format_ARGB32_Premultiplied) for _ in range(2)]
    for picture, name in zip(pictures, ("AdaptiveAveragePooling1D", "AdaptiveAveragePooling3D"), strict=True):
        picture.fill(look.colour("panel"))
        painter = QPainter(picture)
        paint_marked(painter, look, QRectF(0, 0, 130, 24), name, ())
        painter.end()
    assert pictures[0] != pictures[1]


def test_families_without_blocks_are_not_shown(look: Look, qtbot: QtBot) -> None:
    model = BlockModel()
    families = {model.index(row, 0).data(COLOUR) for row in range(model.rowCount())}
    assert families == {block.family for block in CATALOGUE.values()}


def test_what_is_unfolded_is_remembered_by_the_caller(palette: PalettePanel) -> None:
    palette.families = ("dense",)
    assert palette.shown()[0] == "Dense"
    told: list[object] = []
    palette.families_changed.connect(told.append)
    palette._tree.accept(palette._tree.blocks.index(0, 0))
    assert told == [("input/output", "dense")]
    assert palette.families == ("input/output", "dense")


def test_typing_finds_blocks_the_best_first_and_enter_chooses(palette: PalettePanel, qtbot: QtBot) -> None:
    chosen: list[str] = []
    palette.block_chosen.connect(chosen.append)
    palette.focus_search()
    qtbot.keyClicks(palette._search, "mp")
    assert palette.shown()[0] == "MaxPooling2D"
    qtbot.keyClick(palette._search, Qt.Key.Key_Return)
    qtbot.keyClick(palette._search, Qt.Key.Key_Down)
    qtbot.keyClick(palette._search, Qt.Key.Key_Return)
    assert chosen == palette.shown()[:2]
    qtbot.keyClick(palette._search, Qt.Key.Key_Escape)
    assert palette.shown()[0] == "Conv2D"


def test_a_search_without_result_says_so(palette: PalettePanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette._search, "zzz")
    assert palette.shown() == []
    assert palette._nothing.text() == "No block is called zzz, and none does such a thing. Try fewer letters."
    palette._search.setText("sofmaxx")
    assert palette._nothing.text() == "No block is called sofmaxx, and none does such a thing. Is it Softmax?"


def test_letters_typed_in_the_list_go_to_the_search(palette: PalettePanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette._tree, "rel")
    assert palette._search.text() == "rel"
    assert palette.shown()[0] == "ReLU"


def test_a_double_click_chooses_and_a_click_folds(palette: PalettePanel, qtbot: QtBot) -> None:
    chosen: list[str] = []
    palette.block_chosen.connect(chosen.append)
    tree = palette._tree
    family = tree.blocks.index(1, 0)
    place = tree.visualRect(tree.blocks.index(0, 0, family)).center()
    qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == ["Conv2D"]
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(family).center())
    assert "Conv2D" not in palette.shown()


def test_a_dragged_block_carries_its_kind(palette: PalettePanel) -> None:
    blocks = palette._tree.blocks
    index = blocks.index(0, 0, blocks.index(1, 0))
    data = blocks.mimeData([index])
    assert MIME_TYPE == "application/x-abyss-block"
    assert bytes(data.data(MIME_TYPE).data()).decode() == "Conv2D"
    assert index.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert not blocks.index(1, 0).flags() & Qt.ItemFlag.ItemIsDragEnabled


def test_the_picture_under_the_cursor_is_a_card_in_the_block_s_colour(look: Look) -> None:
    picture = drag_picture(look, of_blocks()[1].wares[0], 2.0)
    assert picture.deviceIndependentSize().height() == 36
    assert picture.toImage().pixelColor(3, 36).name() == look.theme.families["convolution"]


def test_a_block_s_tool_tip_is_its_sentence(palette: PalettePanel) -> None:
    blocks = palette._tree.blocks
    index = blocks.index(0, 0, blocks.index(1, 0))
    assert index.data(Qt.ItemDataRole.ToolTipRole) == f"{index.data(KIND)}\n{CATALOGUE[index.data(KIND)].summary()}"


def test_folded_it_is_a_strip_of_icons_that_open_their_blocks(palette: PalettePanel, qtbot: QtBot) -> None:
    palette.set_folded(True)
    assert palette.folded
    assert palette.maximumWidth() == 48
    chosen: list[str] = []
    palette.block_chosen.connect(chosen.append)
    popup = palette._strip.open_family("pooling")
    sight = popup.tree.shown()
    assert {"MaxPooling2D", "GlobalAveragePooling2D"} <= set(sight)
    assert not any("1D" in kind or "3D" in kind for kind in sight)  # they lie in folds, as where the palette is wide
    low = popup.height()
    fold = next(index for row in range(popup.tree.blocks.rowCount()) if not (index := popup.tree.blocks.index(row, 0)).data(KIND))
    popup.tree.accept(fold)
    assert len(popup.tree.shown()) == len(sight) + popup.tree.blocks.rowCount(fold)
    assert popup.height() > low
    popup.tree.accept(next(index for row in range(20) if (index := popup.tree.blocks.index(row, 0)).data(KIND) == "AveragePooling2D"))
    assert chosen == ["AveragePooling2D"]
    assert not popup.isVisible()


def test_folded_the_search_opens_beside_the_strip(palette: PalettePanel, qtbot: QtBot) -> None:
    palette.set_folded(True)
    chosen: list[str] = []
    palette.block_chosen.connect(chosen.append)
    popup = palette._strip.open_search()
    qtbot.keyClicks(popup.search, "flat")
    qtbot.keyClick(popup.search, Qt.Key.Key_Return)
    assert chosen == ["Flatten"]


def test_every_icon_of_the_strip_has_a_name(palette: PalettePanel) -> None:
    names = [button.accessibleName() for button in palette._strip.findChildren(QToolButton)]
    assert names[:3] == ["Find a block", "Input and output", "Convolution"]
    assert all(names)


def test_it_takes_another_theme_while_shown(palette: PalettePanel, look: Look, qtbot: QtBot) -> None:
    before = palette.grab().toImage()
    look.use(LIGHT)
    assert palette.grab().toImage() != before


def test_a_word_of_the_sentence_finds_a_block_behind_those_found_by_name() -> None:
    names = [ware.title for ware, _ in found("flat", of_blocks())]
    assert names[0] == "Flatten"
    assert len(names) > 1
    assert found("zzzz", of_blocks()) == []


RESIDUAL = Module("residual", Graph(), title="Residual", help="Adds what went in to what came out.")


@pytest.fixture
def shelved(palette: PalettePanel) -> PalettePanel:
    palette.set_modules([("modules/project", "Modules", [RESIDUAL]), ("modules/own", "My modules", [])])
    return palette


def test_modules_are_a_family_of_their_own_and_dragged_like_blocks(shelved: PalettePanel) -> None:
    assert shelved.shown()[-1] == "module:residual"
    blocks = shelved._tree.blocks
    family = blocks.index(blocks.rowCount() - 1, 0)
    assert family.data() == "Modules"
    assert family.data(Qt.ItemDataRole.AccessibleTextRole) == "Modules, 1 module"
    index = blocks.index(0, 0, family)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Residual\nAdds what went in to what came out."
    assert bytes(blocks.mimeData([index]).data(MIME_TYPE).data()).decode() == "module:residual"


def test_modules_are_found_by_name_and_by_what_they_do(shelved: PalettePanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(shelved._search, "resid")
    assert shelved.shown()[0] == "module:residual"
    shelved._search.setText("went in")
    assert shelved.shown() == ["module:residual"]


def test_folded_modules_have_an_icon_while_there_are_any(shelved: PalettePanel) -> None:
    shelved.set_folded(True)
    assert not shelved._strip._modules.isHidden()
    popup = shelved._strip.open_modules()
    assert popup.tree.shown() == ["module:residual"]
    popup.close()
    shelved.set_modules([])
    assert shelved._strip._modules.isHidden()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("resnet", ["Bottleneck", "Residual"]),
        ("mobilenet", ["Depthwise separable", "Inverted residual"]),
        ("unet", ["U-Net level down", "U-Net level up"]),
        ("fully connected", ["Dense"]),
        ("skip", ["Add"]),
        ("deconv", ["Conv2DTranspose"]),
    ],
)
def test_what_people_call_it_finds_it_and_is_shown_beside_it(query: str, titles: list[str]) -> None:
    model = BlockModel(groups=(*of_blocks(), of_modules("modules/shipped", "Shipped modules", shipped())))
    model.show_matches(query)
    assert [model.index(row, 0).data() for row in range(len(titles))] == titles
    assert {model.index(row, 0).data(CALLED) for row in range(len(titles))} == {query}
    marked = model.index(0, 0)
    assert "".join(marked.data(CALLED)[place] for place in marked.data(WITHIN)) == query.replace(" ", "")


def test_a_module_is_found_by_what_it_is_made_of_behind_all_names() -> None:
    modules = of_modules("modules/shipped", "Shipped modules", shipped())
    names = [ware.title for ware, _ in found("multiply", (*of_blocks(), modules))]
    assert names[0] == "Multiply"
    assert "Squeeze and excite" in names


def test_inside_a_module_its_ports_stand_where_a_drawing_has_its_ends(palette: PalettePanel) -> None:
    inside = PORTS | {kind: block for kind, block in CATALOGUE.items() if block.has_input and block.has_output}
    palette.families = ("input/output",)
    palette.set_blocks(inside)
    assert palette.shown() == ["ModuleInput", "ModuleOutput"]
    popup = palette._strip.open_family("input/output")
    assert popup.tree.shown() == ["ModuleInput", "ModuleOutput"]
    popup.close()
    palette.set_blocks(CATALOGUE)
    assert palette.shown() == [block.__name__ for block in by_family("input/output")]

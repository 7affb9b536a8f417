"""Every block says what it computes: in a formula that is set, and in a picture."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage

from studio.blocks.asked import Asked
from studio.blocks.block import Block
from studio.blocks.catalogue import CATALOGUE
from studio.look import DARK, LIGHT, Look
from studio.look.formula import pieces, plain
from studio.panels.block_pictures import PICTURES, BlockPicture
from studio.panels.explained import Explained

EXPLAINED = {kind: block for kind, block in CATALOGUE.items() if not issubclass(block, Asked)}  # of others their own documentation tells
blocks = pytest.mark.parametrize("block", EXPLAINED.values(), ids=EXPLAINED)


def test_there_is_a_picture_of_every_block_and_of_nothing_else() -> None:
    assert set(PICTURES) == set(EXPLAINED)


@pytest.mark.parametrize("block", CATALOGUE.values(), ids=CATALOGUE)
def test_every_formula_can_be_set_and_says_what_its_letters_mean_in_sentences(block: type[Block]) -> None:
    text, words = block.formula()
    assert len(pieces(text)) > 4
    assert not words or words.endswith(".")
    assert not re.search(r"[\^`{}]|_\W", plain(words))


@pytest.mark.parametrize("block", CATALOGUE.values(), ids=CATALOGUE)
def test_help_is_in_whole_sentences_without_markup(block: type[Block]) -> None:
    helps = [block.summary(), *(field.help for field in block.form())]
    assert [words for words in helps if not words.endswith(".") or "`" in words] == []
    assert [words for words in helps if words.count("(") != words.count(")") or words.count('"') % 2] == []


@pytest.fixture
def picture(look: Look, shown: Callable[..., Any]) -> BlockPicture:
    made: BlockPicture = shown(BlockPicture(look), 268, 112)
    return made


@blocks
def test_every_picture_has_the_colours_of_the_theme(block: type[Block], picture: BlockPicture, look: Look) -> None:
    empty = picture.grab().toImage()
    picture.show_block(block)
    dark = picture.grab().toImage()
    look.use(LIGHT)
    light = picture.grab().toImage()
    look.use(DARK)
    assert inked(empty, dark) > 300
    assert dark != light


def inked(empty: QImage, drawn: QImage) -> int:
    """How many pixels a drawing changes."""
    before, after = (np.frombuffer(image.constBits(), np.uint32) for image in (empty, drawn))
    return int((before != after).sum())


def test_no_two_blocks_have_one_picture(picture: BlockPicture) -> None:
    seen: dict[bytes, str] = {}
    for name, block in EXPLAINED.items():
        picture.show_block(block)
        image = picture.grab().toImage()
        assert seen.setdefault(bytes(image.constBits()), name) == name


def test_a_block_is_explained_in_words_too(look: Look, shown: Callable[..., Any]) -> None:
    explained = shown(Explained(look), 268, 300)
    explained.show_block(CATALOGUE["Dense"])
    assert explained.words() == "y k = φ(b k + Σ i w i, k · x i) φ is the activation; i runs over the inputs."


def test_no_place_is_kept_for_a_picture_that_nobody_drew(look: Look, shown: Callable[..., Any]) -> None:
    explained = shown(Explained(look), 268, 300)
    explained.show_block(CATALOGUE["Conv2D"])
    assert explained.findChild(BlockPicture).isVisible()
    explained.show_block(CATALOGUE["Hashing"])
    assert not explained.findChild(BlockPicture).isVisible()
    assert explained.words() == "y = h(x) mod n h is the hash function, n is num_bins; different inputs may meet in one bin."

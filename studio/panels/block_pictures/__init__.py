"""A small picture of what each block does, drawn in the colours of the theme."""

from studio.panels.block_pictures.picture import PICTURES, BlockPicture

__all__ = ["PICTURES", "BlockPicture"]

"""Keras layers and losses that Keras lacks: one file each, importing keras alone, copied beside exports that need them."""

"""Reads the `Source:` line of a docstring: where the thing a form describes lives."""

from __future__ import annotations

from functools import cache


@cache
def origin(cls: type) -> str:
    """The words after `Source:` in the docstring, such as `keras.layers.Conv2D`.

    Raises:
        TypeError: There is no such line.
    """
    for line in (cls.__doc__ or "").splitlines():
        if line.strip().startswith("Source:"):
            return line.partition("Source:")[2].strip()
    raise TypeError(f"{cls.__name__} names no Source: in its docstring.")

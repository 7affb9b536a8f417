"""What arguments without a name mean is what they mean to the installed Keras."""

from __future__ import annotations

from tests import keras_arguments


def test_the_order_of_arguments_is_that_of_keras() -> None:
    assert keras_arguments.FILE.read_text(encoding="utf-8") == keras_arguments.written(), "Run python -m tests.keras_arguments."

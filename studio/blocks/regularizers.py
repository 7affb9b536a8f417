"""What keeps weights small during training: Keras's regularisers as forms."""

from __future__ import annotations

from typing import Literal

from studio.forms import KerasForm
from studio.forms.kinds import Strength


class L1(KerasForm):
    """Pulls weights towards zero by their size, which leaves many of them at exactly nothing.

    l1: How strongly: this times the sum of absolute weights is added to the loss.

    Source: keras.regularizers.L1
    """

    l1: Strength = 0.01


class L2(KerasForm):
    """Pulls weights towards zero by their square, which spreads them evenly.

    l2: How strongly: this times the sum of squared weights is added to the loss.

    Source: keras.regularizers.L2
    """

    l2: Strength = 0.01


class L1L2(KerasForm):
    """Elastic net: both L1 and L2 at once.

    l1: How strongly the absolute weights count.
    l2: How strongly the squared weights count.

    Source: keras.regularizers.L1L2
    """

    l1: Strength = 0.0
    l2: Strength = 0.0


class OrthogonalRegularizer(KerasForm):
    """Pulls the rows or columns of the matrix towards right angles, so that units do not learn the same.

    factor: How strongly: this times their mean likeness is added to the loss.
    mode: Whether rows or columns are compared; columns are what reaches one unit.

    Source: keras.regularizers.OrthogonalRegularizer
    """

    factor: Strength = 0.01
    mode: Literal["rows", "columns"] = "rows"


Regularizer = L1 | L2 | L1L2 | None
MatrixRegularizer = L1 | L2 | L1L2 | OrthogonalRegularizer | None
"""Of a Dense: only a matrix has rows and columns."""

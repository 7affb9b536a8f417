"""Messages on a pipe."""

from __future__ import annotations

import io

import numpy as np
import pytest

from studio.messages import MessageError, framed
from studio.messages.events import Predicted, Refused
from studio.messages.orders import Cancel


def test_messages_come_out_as_they_went_in_one_after_the_other() -> None:
    pipe = io.BytesIO()
    predicted = Predicted(run="run-0001", names=("x",), predictions=np.arange(6, dtype=np.float32).reshape(1, 6), classes=())
    for message in (Cancel(), predicted, Refused(order="Export", text="No.")):
        framed.write(pipe, message)
    pipe.seek(0)
    assert framed.read(pipe) == Cancel()
    assert framed.read(pipe).predictions.tolist() == predicted.predictions.tolist()
    assert framed.read(pipe).text == "No."
    assert framed.read(pipe) is None


@pytest.mark.parametrize("kept", [9, 20])
def test_a_message_that_is_cut_off_is_refused(kept: int) -> None:
    pipe = io.BytesIO()
    framed.write(pipe, Refused(order="Export", text="No."))
    with pytest.raises(MessageError, match=r"^A message could not be read: "):
        framed.read(io.BytesIO(pipe.getvalue()[:kept]))

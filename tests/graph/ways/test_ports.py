"""Where the inputs of a card stand."""

import numpy as np
import pytest

from studio.graph.cards import CARD_HEIGHT, CARD_LOW, PORT_STEP, low_height
from studio.graph.ways.ports import leans, rooms

PORTS = np.array([[400.0, 90.0], [400.0, 110.0]])  # of an Add whose middle is at 100


def lean(*starts: tuple[float, float]) -> float:
    """Of that Add, of which wires from these places reach the first ports."""
    return float(leans(np.array(starts).reshape(-1, 2), PORTS[: len(starts)], np.zeros(len(starts), np.intp), np.array([10.0]))[0])


@pytest.mark.parametrize("height", [100.0, 104.0, 110.0, 120.0])
def test_the_wire_of_the_card_before_runs_straight(height: float) -> None:
    passing, before = (48.0, 100.0), (352.0, height)
    assert PORTS[1, 1] + lean(passing, before) == height
    assert PORTS[0, 1] + lean((352.0, 200.0 - height)) == 200.0 - height


def test_ports_stand_in_the_middle_where_no_wire_could_run_straight() -> None:
    assert lean() == 0.0
    assert lean((352.0, -140.0), (352.0, 340.0)) == 0.0
    assert lean((560.0, 100.0)) == 0.0, "of a wire that runs back no end is straight"


def test_while_a_card_is_dragged_ports_never_jump() -> None:
    found = [lean((352.0, height)) for height in np.arange(40.0, 140.0, 0.5).tolist()]
    assert np.abs(np.diff(found)).max() <= 0.5
    assert found[0] == found[-1] == 0.0
    assert (min(found), max(found)) == (-10.0, 10.0)


@pytest.mark.parametrize("count", range(1, 7))
def test_ports_stay_on_their_card(count: int) -> None:
    for height in {low_height(count), float(CARD_HEIGHT), CARD_LOW}:
        room = float(rooms(np.array([float(count)]), np.array([height]))[0])
        assert room == 0.0 or (count - 1) / 2 * PORT_STEP + room <= height / 2 - 8.0
    assert bool(room) == (count > 1) or count > 2

"""One frame of the board: from far and near, wires, notes, and what lies over them."""

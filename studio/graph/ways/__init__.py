"""Where wires run between cards, as arrays: for the board, and for figures that are drawn without it."""

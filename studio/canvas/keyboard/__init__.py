"""What keys do on the board, and what a screen reader is told of it."""

"""What the mouse, the wheel and fingers do on the board."""

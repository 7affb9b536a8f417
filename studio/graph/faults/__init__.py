"""What is wrong with a drawing, what mends it, and what would be better."""

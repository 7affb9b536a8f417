"""What a card looks like: its blank, its words, its picture, its state."""

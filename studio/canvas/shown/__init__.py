"""What is on the board and where: the drawing as arrays, the view of it, what cards say."""

"""From program to drawing, without running it: text is read as data, and what differs is applied to the drawing."""

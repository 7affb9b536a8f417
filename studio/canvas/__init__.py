"""The drawing board: one widget that paints the whole graph from NumPy arrays and turns mouse and keys into edits."""

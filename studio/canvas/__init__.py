"""The drawing board: one widget that paints the whole graph from NumPy arrays and turns mouse and keys into edits.

Nothing imports what stands to its right:

    shown ▸ cards ▸ painting ▸ gestures ▸ keyboard ▸ tools ▸ the files beside them, the board itself

shown      what is on the board and where: the drawing as arrays, the view of it, what cards say
cards      what a card looks like: its blank, its words, its picture, its state
painting   one frame: from far and near, wires, notes, and what lies over them
gestures   what the mouse, the wheel and fingers do
keyboard   what keys do, and what a screen reader is told
tools      what is done to what is selected: edited, arranged, written, switched, copied
"""

"""The formats of exports, a file each.

A file has a `write`, which fills the export's folder from within the worker; a `load`, which gives the function that predicts with it; and
where something is to be converted a `convert`. The last two run in a fresh process without the studio, so that a format's file imports
nothing of the studio. A format's name begins with that of its file; what comes after a hyphen is a variant of it.
"""

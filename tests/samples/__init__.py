"""Draws the sample projects: `python -m tests.samples` writes their files anew."""

"""Random gestures and keys against a real window: `python -m tests.monkey [--minutes 60] [--seed N] [--steps N]`."""

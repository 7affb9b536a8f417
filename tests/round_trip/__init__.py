"""Measures the samples at full size: `python -m tests.round_trip`."""

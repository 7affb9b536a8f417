"""Damaged and hostile models and programs, made from seeds: `python -m tests.fuzz`."""

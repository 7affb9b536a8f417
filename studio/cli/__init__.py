"""The same work without a window: one file a verb, a progress bar for people and JSON for machines."""

"""The docks, one file each: they take plain values, tell by signals, and know nothing of one another."""

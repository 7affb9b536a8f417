"""Drawing as quickly as typing: names found by a few letters, values typed with them, and where a new block goes."""

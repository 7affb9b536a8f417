"""Sections of a drawing that repeat: found by their names or by how they are wired, and drawn as modules."""

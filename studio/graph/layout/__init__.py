"""Where the cards go: layered, steady under edits, and arranged by hand."""

"""The window: docks, actions, document and welcome page; the only place where panels meet."""

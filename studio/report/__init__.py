"""One HTML file of a project and its runs, that opens anywhere and needs nothing beside it."""

from studio.report.writing import NAME, tally, write_report

__all__ = ["NAME", "tally", "write_report"]

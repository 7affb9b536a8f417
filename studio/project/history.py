"""Undo and redo: the projects that were, and what led from one to the next."""

from __future__ import annotations

from typing import NamedTuple

from studio.project.project import Project

LONGEST = 500
"""How many steps are kept; projects share what they have in common, so a step is small."""


class Step(NamedTuple):
    """A project and the edit that led to it."""

    label: str
    project: Project
    merge: str


class History:
    """All versions of one project, and which of them is the present one.

    Args:
        project: The first version.
        longest: How many edits can be undone; older ones are forgotten.
    """

    def __init__(self, project: Project, longest: int = LONGEST) -> None:
        self._steps = [Step("", project, "")]
        self._now = 0
        self._longest = longest
        self._whole = True

    @property
    def project(self) -> Project:
        """The present version."""
        return self._steps[self._now].project

    @property
    def can_undo(self) -> bool:
        """Whether there is an earlier version."""
        return self._now > 0

    @property
    def can_redo(self) -> bool:
        """Whether an edit was undone and nothing else done since."""
        return self._now + 1 < len(self._steps)

    @property
    def undo_label(self) -> str:
        """The edit that undo takes back; empty where there is none."""
        return self._steps[self._now].label

    @property
    def redo_label(self) -> str:
        """The edit that redo does again; empty where there is none."""
        return self._steps[self._now + 1].label if self.can_redo else ""

    @property
    def whole(self) -> bool:
        """Whether the oldest version that is kept is the first one; older steps than the longest history holds are forgotten."""
        return self._whole

    @property
    def index(self) -> int:
        """How many of the labels lead to the present version; 0 is before the first."""
        return self._now

    @property
    def labels(self) -> tuple[str, ...]:
        """All edits that are kept, undone ones included, the oldest first."""
        return tuple(step.label for step in self._steps[1:])

    def push(self, label: str, project: Project, merge: str = "") -> None:
        """Goes on with another version; what was undone before is forgotten.

        Args:
            label: What the edit did, as a menu says it: `Move 3 nodes`.
            project: The new version.
            merge: Edits in a row with the same key become one step, as the values do that pass by while a number is typed; an empty key
                never merges.
        """
        last = self._steps[self._now]
        kept = self._now if merge and merge == last.merge and not self.can_redo else self._now + 1
        self._steps[kept:] = [Step(label, project, merge)]
        spare = max(0, len(self._steps) - 1 - self._longest)
        del self._steps[:spare]
        self._whole &= not spare
        self._now = len(self._steps) - 1

    def amend(self, project: Project) -> None:
        """Has the present version looked at in another way, which is no step to undo; what comes after is a step of its own."""
        self._steps[self._now] = self._steps[self._now]._replace(project=project, merge="")

    def undo(self) -> Project:
        """Goes back to the version before the last edit; stays where there is none."""
        return self.go_to(self._now - 1)

    def redo(self) -> Project:
        """Does the edit again that was undone last; stays where there is none."""
        return self.go_to(self._now + 1)

    def go_to(self, index: int) -> Project:
        """Undoes or redoes until so many of the labels lead to the present version; as far as there are any.

        What comes after is a step of its own.
        """
        self._now = min(max(0, index), len(self._steps) - 1)
        self._steps[self._now] = self._steps[self._now]._replace(merge="")
        return self.project

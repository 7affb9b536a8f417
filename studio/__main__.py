"""Entry point of the command `abyss`: opens the window, or does the same work without one."""

from __future__ import annotations

import sys

from studio import machine


def main(arguments: list[str] | None = None) -> int:
    """Runs the command.

    Args:
        arguments: What follows `abyss`; those of the process where not given.

    Returns:
        0 done, 1 the work failed (said in words), 2 wrong use.
    """
    given = sys.argv[1:] if arguments is None else arguments
    from studio.cli.main import is_window, run  # the command line's import is cheap, the window's is not

    return _window(given) if is_window(given) else run(given)


def _window(arguments: list[str]) -> int:
    """Opens the window, or says why there can be none and does the same work without it."""
    from studio.cli.main import names_project, no_project

    project = arguments[0] if arguments else None
    if project is not None and not names_project(project):
        print(no_project(project), file=sys.stderr)
        return 2
    fault = machine.qt_fault() or machine.display_fault()
    if fault is None:
        from studio.app.start import open_window

        return open_window(project)
    print(fault, file=sys.stderr)
    return 1 if project is None else _without(project)


def _without(project: str) -> int:
    from studio.cli.main import is_model, run

    if is_model(project):
        print(f"Opening {project} without a window instead.", file=sys.stderr)
        return run(["import", project])
    print(f"Training {project} without a window instead.", file=sys.stderr)
    return run(["train", project])


if __name__ == "__main__":
    sys.exit(main())

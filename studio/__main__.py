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
    fault = machine.qt_fault() or machine.display_fault()
    if fault is None:
        from studio.app.start import open_window

        return open_window(arguments[0] if arguments else None)
    print(fault, file=sys.stderr)
    if not arguments:
        return 1
    from studio.cli.main import run

    print(f"Training {arguments[0]} without a window instead.", file=sys.stderr)
    return run(["train", arguments[0]])


if __name__ == "__main__":
    sys.exit(main())

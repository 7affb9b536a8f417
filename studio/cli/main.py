"""The command line: which verb, with which options."""

from __future__ import annotations

import argparse
import sys

import studio
from studio.cli import attack, check, doctor, export, predict, runs, samples, train
from studio.cli.speech import Failure, Speech

VERBS = (samples, check, train, runs, export, predict, attack, doctor)
FLAGS = ("-h", "--help", "--version")


def is_window(arguments: list[str]) -> bool:
    """Whether the arguments ask for the window: none, or one that is neither a verb nor a flag."""
    return not arguments or (len(arguments) == 1 and arguments[0] not in FLAGS and arguments[0] not in _names())


def run(arguments: list[str]) -> int:
    """Does what a command line asks.

    Returns:
        0 done, 1 the work failed (said in words), 2 wrong use.
    """
    options = _parser().parse_args(arguments)
    speech = Speech(as_json=options.json)
    try:
        return int(options.deed(options, speech))
    except Failure as failure:
        speech.fail(str(failure))
        return 1
    except KeyboardInterrupt:
        speech.fail("Interrupted. What was learned up to the last checkpoint is kept.")
        return 1
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output is gone: nothing more to say, to nobody
        return 1


def _names() -> tuple[str, ...]:
    return tuple(verb.__name__.rpartition(".")[2] for verb in VERBS)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="abyss",
        description="Abyss Studio: draw a network for images, train it, look inside, take it away. `abyss [PROJECT]` opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"Abyss Studio {studio.__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for name, verb in zip(_names(), VERBS, strict=True):
        summary = (verb.__doc__ or "").splitlines()[0]
        options = verbs.add_parser(name, help=summary, description=summary)
        options.add_argument("--json", action="store_true", help="write JSON for machines, one record a line")
        verb.options(options)
        options.set_defaults(deed=verb.deed)
    return parser

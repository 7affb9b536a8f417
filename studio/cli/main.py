"""The command line: which verb, with which options."""

from __future__ import annotations

import argparse
import difflib
import os
import sys
from pathlib import Path
from typing import NoReturn

import studio
from studio.cli import attack, check, doctor, export, import_, predict, report, runs, samples, train
from studio.cli.speech import Failure, Speech, WrongUse
from studio.project import file
from studio.project import samples as known
from studio.project.opened_model import model_file

VERBS = {
    "samples": samples,
    "check": check,
    "train": train,
    "runs": runs,
    "export": export,
    "import": import_,
    "predict": predict,
    "attack": attack,
    "report": report,
    "doctor": doctor,
}


def is_window(arguments: list[str]) -> bool:
    """Whether the arguments ask for the window: none, or one that is neither a verb nor a flag."""
    return not arguments or (len(arguments) == 1 and arguments[0] not in VERBS and not arguments[0].startswith("-"))


def run(arguments: list[str]) -> int:
    """Does what a command line asks.

    Returns:
        0 done, 1 the work failed (said in words), 2 wrong use.
    """
    if arguments and not arguments[0].startswith("-") and arguments[0] not in VERBS:
        print(no_verb(arguments), file=sys.stderr)
        return WrongUse.status
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as end:  # argparse has said what is wrong, or what was asked for
        return int(end.code or 0)
    return _done(options, Speech(as_json=options.json))


def no_verb(arguments: list[str]) -> str:
    """What to say where the first word is no verb."""
    word, *rest = arguments
    if rest and names_project(word):
        meant = f"Did you mean: abyss train {' '.join(arguments)}"
    else:
        near = difflib.get_close_matches(word, VERBS, n=1)
        meant = f"Did you mean: abyss {' '.join([*near, *rest])}" if near else "All of them with their options: abyss --help"
    return f"{word} is no verb. Expected: {', '.join(VERBS)}. {meant}"


def no_project(word: str) -> str:
    """What to say where the only word is neither a project nor a verb."""
    names = [sample.name for sample in known.samples()]
    near = difflib.get_close_matches(word, [*VERBS, *names], n=1)
    meant = f"Did you mean: abyss {near[0]}" if near else "All verbs with their options: abyss --help"
    return (
        f"{word} is neither a project nor a verb. Expected: a project folder, a Keras model "
        f"(.keras, .h5, .json, .py or the folder of a SavedModel), a sample ({', '.join(names)}) or a verb ({', '.join(VERBS)}). {meant}"
    )


def names_project(word: str) -> bool:
    """Whether a word may mean a project: something on the disk, or a sample."""
    return Path(word).expanduser().exists() or word in {sample.name for sample in known.samples()}


def is_model(word: str) -> bool:
    """Whether a word names the file of a Keras model, and no project."""
    path = Path(word).expanduser()
    return not (path / file.FILE).exists() and model_file(path) is not None


def _done(options: argparse.Namespace, speech: Speech) -> int:
    """The border of the command line: what goes wrong is said in words."""
    try:
        status = int(options.deed(options, speech))
        sys.stdout.flush()
    except Failure as failure:
        speech.fail(str(failure))
        return failure.status
    except KeyboardInterrupt:
        speech.fail("Interrupted. What a run had learned up to its last checkpoint is kept.")
        return Failure.status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader is gone: nothing more to say to it, at exit neither
        return Failure.status
    except OSError as error:
        speech.fail(f"The system refuses {error.filename or 'a file'}. Received: {error.strerror or error}. Mend that, then try again.")
        return Failure.status
    return status


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in a sentence after the usage."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WrongUse.status, f"{message[:1].upper()}{message[1:]}. More: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="abyss",
        description="Abyss Studio: draw a network for images, train it, look inside, take it away. `abyss [PROJECT]` opens the window.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Abyss Studio {studio.__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    for name, verb in VERBS.items():
        summary = (verb.__doc__ or "").splitlines()[0]
        options = verbs.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        options.add_argument("--json", action="store_true", help="write JSON for machines, one record a line")
        verb.options(options)
        options.set_defaults(deed=verb.deed)
    return parser

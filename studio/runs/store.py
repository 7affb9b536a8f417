"""The SQLite file of a run: its tables, its version, and its errors in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "run.db"
VERSION = 1

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE batch (step INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, loss REAL, accuracy REAL, seconds REAL);
CREATE TABLE epoch (
    epoch INTEGER PRIMARY KEY, loss REAL, accuracy REAL, val_loss REAL, val_accuracy REAL, seconds REAL, best INTEGER NOT NULL
);
CREATE TABLE test (moment REAL NOT NULL, weights TEXT NOT NULL, loss REAL, accuracy REAL);
CREATE TABLE snapshot (step INTEGER, name TEXT, payload BLOB NOT NULL, PRIMARY KEY (step, name));
CREATE TABLE export (moment REAL NOT NULL, format TEXT NOT NULL, weights TEXT NOT NULL, epoch INTEGER NOT NULL, path TEXT NOT NULL);
CREATE TABLE ended (state TEXT NOT NULL, reason TEXT NOT NULL, moment REAL NOT NULL);
"""


class RunError(ValueError):
    """A run that cannot be read or written, in words."""


def created(folder: Path) -> sqlite3.Connection:
    """A new, empty file in the folder.

    Raises:
        RunError: There is one already, or the disk refuses it.
    """
    path = folder / FILE
    if path.exists():
        raise RunError(f"Run {folder.name} is there already. Expected: a folder without {FILE}. Take the next free name.")
    with in_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with closed_on_fault(sqlite3.connect(path)) as database:
            _arrange(database)
            database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
    return database


def opened(folder: Path, *, to_write: bool) -> sqlite3.Connection:
    """The file of a run, which another process may be writing.

    Raises:
        RunError: There is none, it is no run's, or it is of a newer version.
    """
    path = folder / FILE
    if not path.is_file():
        raise RunError(f"Run {folder.name} has no {FILE}. Expected: {path}. It was deleted, or its training never began.")
    address = f"{path.resolve().as_uri()}?mode={'rw' if to_write else 'ro'}"
    with in_words(folder), closed_on_fault(sqlite3.connect(address, uri=True)) as database:
        _check_version(folder, database)
        if to_write:
            _arrange(database)
    return database


@contextmanager
def closed_on_fault(database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Lets go of a file that turns out not to be fit for use."""
    try:
        yield database
    except BaseException:
        database.close()
        raise


def _arrange(database: sqlite3.Connection) -> None:
    """Lets others read while one writes; a power cut may cost the last rows, never the file."""
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA busy_timeout = 5000")


def _check_version(folder: Path, database: sqlite3.Connection) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise RunError(
            f"Run {folder.name} was written by a newer studio. Expected: version {VERSION} or older of {FILE}. "
            f"Received: version {version}. Install the newest studio to read it."
        )
    if version < 1:
        raise RunError(f"Run {folder.name} cannot be read. Expected: version {VERSION} of {FILE}. Received: a file that no studio wrote.")


@contextmanager
def in_words(folder: Path) -> Iterator[None]:
    """Turns what SQLite and the disk refuse into a sentence."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise RunError(
            f"Run {folder.name} cannot be read or written. Expected: a sound {folder / FILE}. Received: {error}.{_remedy(error)}"
        ) from error
    except OSError as error:
        raise RunError(f"Run {folder.name} cannot be read or written. Received: {error.strerror} for {error.filename}.") from error


def _remedy(error: Exception) -> str:
    full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
    return " Make room on the disk and resume the run." if full else ""

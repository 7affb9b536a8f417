"""Where window and worker of a project meet: a private file that says at which address the worker listens."""

from __future__ import annotations

import contextlib
import os
from hashlib import blake2s
from pathlib import Path

import msgspec
from msgspec import Struct

from studio import __version__, paths


class Meeting(Struct, frozen=True, kw_only=True):
    """A worker that listens.

    Attributes:
        pid: Its process.
        address: Its ZeroMQ address.
        log: File that holds what it printed.
        version: Of the studio that it is part of.
        key: Its public CURVE key where the address is open to other users of the machine; only who can read this file knows it.
    """

    pid: int
    address: str
    log: str
    version: str = __version__
    key: str = ""


def place(project: Path) -> Path:
    """The file of a project's worker; the folder it lies in is the user's alone."""
    name = blake2s(str(project.resolve()).encode(), digest_size=6).hexdigest()
    return paths.runtime() / f"{name}.json"


def local_address(place: Path, pid: int) -> Path:
    """The path of a worker's own local address: never another one's, so that none can take it away."""
    return place.with_name(f"{place.stem}-{pid}.ipc")


def sweep(place: Path) -> None:
    """Removes the local addresses of workers that were killed."""
    for path in place.parent.glob(f"{place.stem}-*.ipc"):
        pid = path.stem.rpartition("-")[2]
        if not (pid.isdigit() and alive(int(pid))):
            path.unlink(missing_ok=True)


def announce(place: Path, meeting: Meeting) -> None:
    """Writes the file in one go, so that nobody reads half of it; not where another worker was quicker."""
    if find(place) is not None:
        return
    beside = place.with_suffix(f".{meeting.pid}")
    beside.touch(mode=0o600)
    beside.write_bytes(msgspec.json.encode(meeting))
    beside.replace(place)


def withdraw(place: Path, pid: int) -> None:
    """Removes the file where it still speaks of that process."""
    found = read(place)
    if found is not None and found.pid == pid:
        place.unlink(missing_ok=True)


def read(place: Path) -> Meeting | None:
    """What the file says; None where there is none that can be read."""
    try:
        return msgspec.json.decode(place.read_bytes(), type=Meeting)
    except (OSError, msgspec.MsgspecError):
        return None


def find(place: Path) -> Meeting | None:
    """The worker that the file speaks of; None where it is gone or of another version of the studio."""
    found = read(place)
    return found if found is not None and found.version == __version__ and alive(found.pid) else None


def alive(pid: int) -> bool:
    """Whether there is a process of that number that still runs; a number may have been given to another one meanwhile."""
    if pid <= 0:
        return False
    with contextlib.suppress(OSError):  # it may end while it is looked at
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] not in (b"Z", b"X")
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True

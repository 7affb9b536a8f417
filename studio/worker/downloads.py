"""Watches what Keras downloads: how far it is, whether it is given up, and in words why it failed."""

from __future__ import annotations

import http.client
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

MIRROR = "ABYSS_WEIGHTS_MIRROR"
"""Environment variable with the address that files are fetched from instead of Keras's own servers."""
_EVERY = 0.2  # seconds between two looks
_PATIENCE = 30.0  # seconds without a byte

Tell = Callable[[int, int], None]


class DownloadError(Exception):
    """A file that could not be fetched, in whole sentences."""


@contextmanager
def watched(tell: Tell, look: Callable[[], None]) -> Iterator[None]:
    """Everything that is downloaded within is watched.

    Args:
        tell: Takes the bytes that are there, and those of the whole file, 0 where the server does not say.
        look: Called now and then; may raise to give up.
    """
    before = getattr(urllib.request, "_opener", None)
    urllib.request.install_opener(_Opener(tell, look))  # type: ignore[arg-type]  # only its `open` is used
    try:
        yield
    finally:
        urllib.request.install_opener(before)


class _Opener:
    """Opens addresses as Python does by itself, and has an eye on what they give."""

    def __init__(self, tell: Tell, look: Callable[[], None]) -> None:
        self._opener = urllib.request.build_opener()
        self._tell, self._look = tell, look

    def open(self, address: str, data: Any = None, timeout: Any = None) -> _Counted:
        """What an address gives; raises DownloadError where it gives nothing."""
        address = mirrored(address)
        try:
            return _Counted(self._opener.open(address, data, _PATIENCE), address, self._tell, self._look)
        except urllib.error.HTTPError as error:
            raise DownloadError(f"{_server(address)} answers {error.code}, {error.reason}, for {urlsplit(address).path}.") from error
        except (OSError, http.client.HTTPException) as error:
            raise DownloadError(_unreachable(address, error)) from error


class _Counted:
    """A response whose bytes are counted as they are read."""

    def __init__(self, response: Any, address: str, tell: Tell, look: Callable[[], None]) -> None:
        self._response, self._address = response, address
        self._tell, self._look = tell, look
        self._total, self._done = int(response.headers.get("Content-Length") or 0), 0
        self._looked = 0.0

    def info(self) -> Any:
        """The headers."""
        return self._response.info()

    def close(self) -> None:
        """Ends it."""
        self._response.close()

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises DownloadError where they stop too early."""
        if time.monotonic() - self._looked > _EVERY:
            self._tell(self._done, self._total)
            self._look()
            self._looked = time.monotonic()
        try:
            piece: bytes = self._response.read(size)
        except (OSError, http.client.HTTPException) as error:
            raise DownloadError(_unreachable(self._address, error)) from error
        self._done += len(piece)
        if not piece and self._done < self._total:
            raise DownloadError(f"The connection to {_server(self._address)} broke after {self._done} of {self._total} bytes.")
        return piece


def mirrored(address: str) -> str:
    """The address on the mirror, where there is one."""
    mirror = os.environ.get(MIRROR, "").rstrip("/")
    return mirror + urlsplit(address).path if mirror else address


def _server(address: str) -> str:
    return urlsplit(address).netloc


def _unreachable(address: str, error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    words = getattr(reason, "strerror", None) or str(reason) or type(error).__name__
    return f"{_server(address)} cannot be reached: {words.rstrip('.')}."

"""Where resources, samples, settings, caches and projects lie, in a checkout and installed."""

import os
import tempfile
from hashlib import blake2s
from pathlib import Path

import platformdirs

HOME_VARIABLE = "ABYSS_HOME"
"""Environment variable that puts every folder the studio writes to under one folder."""

_NAME = "abyss-studio"
_PACKAGE = Path(__file__).resolve().parent
_LONGEST_RUNTIME = 70  # bytes


def resources() -> Path:
    """The folder of icons, fonts, themes and data sets that travel with the product."""
    return _shipped("resources")


def samples() -> Path:
    """The folder of sample projects that travel with the product; copied before they are opened."""
    return _shipped("sample_projects")


def user_data() -> Path:
    """The folder of what the user makes and would miss."""
    return _made(_own("data", platformdirs.user_data_path(_NAME, appauthor=False)))


def projects() -> Path:
    """The folder where new projects and copies of samples are put."""
    return _made(user_data() / "projects")


def modules() -> Path:
    """The folder of the user's own modules, a file each."""
    return _made(user_data() / "modules")


def settings() -> Path:
    """The folder of preferences and window layouts."""
    return _made(_own("settings", platformdirs.user_config_path(_NAME, appauthor=False)))


def cache() -> Path:
    """The folder of what can be made again at any time."""
    return _made(_own("cache", platformdirs.user_cache_path(_NAME, appauthor=False)))


def logs() -> Path:
    """The folder of log files."""
    return _made(_own("logs", platformdirs.user_log_path(_NAME, appauthor=False)))


def runtime() -> Path:
    """A folder that only this user can enter, for the local ends of the line between window and worker.

    Its path is short, because the system limits the path of a local address to about 100 characters.

    Raises:
        PermissionError: The folder's place is taken by somebody else, who could listen in.
    """
    folder = _runtime_place()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(os, "getuid") and folder.lstat().st_uid != os.getuid():
        raise PermissionError(
            f"{folder}, the folder for local connections, is not yours. Expected: owner {os.getuid()}. "
            f"Received: owner {folder.lstat().st_uid}. Set {HOME_VARIABLE} to a folder of your own."
        )
    folder.chmod(0o700)
    return folder


def meant(text: str) -> Path:
    """The place that a person wrote down; `~` is their home, and where there is no such person it stays as it is."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - Path.expanduser raises where there is no such person


def _runtime_place() -> Path:
    """The first of the usual places whose path is short enough; one named after the user always is."""
    for variable, name in ((HOME_VARIABLE, "runtime"), ("XDG_RUNTIME_DIR", _NAME)):
        if base := os.environ.get(variable):
            place = Path(base).expanduser().resolve() / name
            if len(os.fsencode(place)) <= _LONGEST_RUNTIME:
                return place
            return _temporary(str(place))
    return _temporary(str(Path.home()))


def _temporary(owner: str) -> Path:
    """A folder of the same name for the same owner, whose path may be of any length."""
    return Path(tempfile.gettempdir()) / f"abyss-{blake2s(owner.encode(), digest_size=6).hexdigest()}"


def _shipped(name: str) -> Path:
    """Inside the package where it is installed, beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def _own(kind: str, usual: Path) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home).expanduser().resolve() / kind if home else usual


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder

"""Where the program's own files are: in a checkout, an editable install and an installed wheel alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import platformdirs

_APP = "exchange-archive"

#: What an archive consists of, beside much else.
DATABASE, MARKER, ORIGINALS = "catalog.db", "archive.json", "objects"
#: Where originals lie under the name of their content, in the archive as in its backups.
BY_CONTENT = f"{ORIGINALS}/sha256"


@cache
def _bundle() -> Path:
    package = Path(__file__).resolve().parent
    bundled = package / "_bundled"
    return bundled if bundled.is_dir() else package.parent


def resources(*parts: str) -> Path:
    """Path of a file or folder below ``resources/``."""
    return _bundle().joinpath("resources", *parts)


def migrations() -> Path:
    """The folder of the Alembic environment."""
    return _bundle() / "db"


def third_party() -> Path:
    """The licences and notices of what is installed with the program."""
    return _bundle() / "THIRD_PARTY.md"


def config_dir() -> Path:
    """Where settings of this user on this machine are kept (not made here)."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False))


def log_dir() -> Path:
    """Where the log and crash reports of this user are kept (not made here)."""
    return Path(platformdirs.user_log_dir(_APP, appauthor=False))


def data_dir() -> Path:
    """Where it is kept which copy of which archive this machine has (not made here): never in the archive itself."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def is_archive(folder: Path) -> bool:
    """Whether ``folder`` is that of an archive, be it one of which a part is lost."""
    parts = ((folder / DATABASE).is_file(), (folder / MARKER).is_file(), (folder / ORIGINALS).is_dir())
    return sum(parts) >= 2


def default_archive() -> Path:
    """Where the demo and a first archive go when no folder was named."""
    return Path(platformdirs.user_documents_dir()) / "Exchange Archive"

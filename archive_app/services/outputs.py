"""Files that are written for somebody else: never over the archive's own."""

from __future__ import annotations

from pathlib import Path

from archive_app.errors import Refused
from archive_app.i18n import _
from archive_app.services.archive import Archive


def check_target(archive: Archive, target: Path) -> None:
    """Refused where ``target`` lies in the archive's own folder, but for its ``backups/``."""
    own, wanted = archive.folder.resolve(), target.resolve()
    if wanted.is_relative_to(own) and not (wanted.is_relative_to(own / "backups") and wanted != own / "backups"):
        raise Refused(_("“{file}” lies inside the archive itself. Choose another place.").format(file=target))

"""What was typed and is not in the archive yet, kept in this person's own folder until it is.

A draft is a small file of its own, written beside its name and then put there, so that a kill leaves the old one or the
new one. It stands outside the archive, which may be what cannot be written.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from archive_app import paths
from archive_app.services import outputs


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text belongs: the uid of a record, and what of it, as ``text/caption/en`` or ``field/date``."""

    record: str
    field: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed at a place, and what stood there ``before``; ``file`` is the one it was read from."""

    place: Place
    text: str
    before: str
    file: Path | None = None


class Drafts:
    """The drafts of one archive. Those of earlier sessions are never overwritten: each has a name of its own."""

    def __init__(self, archive: str, folder: Path | None = None) -> None:
        self.folder = (folder or paths.data_dir() / "drafts") / archive
        self._token = uuid4().hex[:12]
        self._lock = threading.Lock()
        #: What is on the disk of this session.
        self._kept: dict[Place, Draft] = {}

    def keep(self, draft: Draft) -> None:
        """Have ``draft`` on the disk, in place of an earlier one of this session; StorageError where it can't be."""
        with self._lock:
            outputs.make_folder(self.folder)
            with contextlib.suppress(OSError):
                self.folder.chmod(0o700)
            content = json.dumps(asdict(Draft(draft.place, draft.text, draft.before)), ensure_ascii=False)
            outputs.write(self._file(draft.place), content.encode())
            self._kept[draft.place] = draft

    def settle(self, place: Place, text: str | None = None) -> None:
        """What was typed at ``place`` is saved, or not wanted any more; only where it is ``text``, if that is given."""
        with self._lock:
            kept = self._kept.get(place)
            if kept is not None and text in (None, kept.text):
                self._kept.pop(place)
                with contextlib.suppress(OSError):
                    self._file(place).unlink(missing_ok=True)

    def earlier(self) -> list[Draft]:
        """What earlier sessions have left, the oldest first; a file that cannot be read is passed over."""
        found: list[tuple[int, Draft]] = []
        try:
            files = [file for file in self.folder.glob("*.json") if not file.stem.endswith(self._token)]
        except OSError:
            return []
        for file in files:
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                said = json.loads(file.read_text(encoding="utf-8"))
                place = Place(str(said["place"]["record"]), str(said["place"]["field"]))
                found.append((file.stat().st_mtime_ns, Draft(place, str(said["text"]), str(said["before"]), file)))
        return [draft for _at, draft in sorted(found, key=lambda each: each[0])]

    def discard(self, draft: Draft) -> None:
        """Forget a draft of an earlier session."""
        if draft.file is not None:
            with contextlib.suppress(OSError):
                draft.file.unlink(missing_ok=True)

    def holds(self, place: Place) -> bool:
        """Whether what was typed at ``place`` is on the disk."""
        return place in self._kept

    def _file(self, place: Place) -> Path:
        what = hashlib.sha256(f"{place.record}/{place.field}".encode()).hexdigest()[:16]
        return self.folder / f"{what}-{self._token}.json"

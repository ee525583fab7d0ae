"""The views of an item: its files in their order, each with a role; what a further file is, and what order is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from archive_app.domain.model.kinds import FILE_ROLE_LABEL, FileRole, Kind
from archive_app.domain.model.scan_names import Row, part_called
from archive_app.domain.text.folding import fold
from archive_app.errors import InvalidInput
from archive_app.i18n import _, listed

#: What programs for photographs write beside a picture, and subtitles.
_SUBTITLES = frozenset({".srt", ".vtt"})
_SIDECARS = frozenset({".xmp", ".aae", ".thm", ".pp3", ".dop"}) | _SUBTITLES
#: What a camera or a program makes of a raw file.
_DEVELOPED = frozenset({"image/jpeg", "image/heic", "image/heif", "image/avif", "image/webp", "image/png"})


@dataclass(frozen=True, slots=True)
class Beside:
    """A file as far as its role is told by it: its name and type."""

    name: str
    mime: str

    @property
    def stem(self) -> str:
        """The name without its ending; two files of one shot share it."""
        return PurePath(self.name).stem.casefold()


def is_sidecar(name: str) -> bool:
    """Whether a file of this name goes with another one."""
    return PurePath(name).suffix.lower() in _SIDECARS


def is_subtitles(name: str) -> bool:
    """Whether a file of this name says what is said in a recording."""
    return PurePath(name).suffix.lower() in _SUBTITLES


def is_developed(mime: str) -> bool:
    """Whether a picture is one that a camera or a program made of what it saw."""
    return mime in _DEVELOPED


def role_called(text: str) -> FileRole:
    """The role that is called so, in English or in the language spoken; InvalidInput, with all there are, for none."""
    wanted = fold(text.replace("-", " ").replace("_", " "))
    for role, label in FILE_ROLE_LABEL.items():
        if wanted in (fold(role), fold(label), fold(_(label))):
            return role
    raise InvalidInput(
        _("“{value}” is no role of a file. Choose one of: {choices}.").format(
            value=text.strip(), choices=listed(_(label) for label in FILE_ROLE_LABEL.values())
        )
    )


def likely_role(file: Beside, there: Sequence[Beside], kind: Kind) -> FileRole:
    """What a further file of an item of ``kind`` most likely is, where nobody says it; the first one is its master."""
    twins = [each for each in there if each.stem == file.stem]
    if is_sidecar(file.name):
        return FileRole.SIDECAR
    if not there:
        return FileRole.MASTER
    if file.mime.startswith("video/") and any(each.mime.startswith("image/") for each in twins):
        return FileRole.LIVE_MOTION
    if any(each.mime.startswith("image/") for each in twins) and file.mime.startswith("image/"):
        return FileRole.WORKING_COPY if is_developed(file.mime) else FileRole.MASTER
    part = part_called(file.name)
    if part is not None and part.row is Row.PAGES:
        return part.role
    return FileRole.PAGE if kind is Kind.DOCUMENT else FileRole.VIEW


def reordered(count: int, numbers: Sequence[int]) -> list[int]:
    """The places (from 0) of ``count`` files when those with these ``numbers`` (from 1) come first, in this order, and
    the others after them in theirs. InvalidInput where one is no number of a file, or is named twice.
    """
    first = [place_of(number, count) for number in numbers]
    twice = next((number for number in numbers if list(numbers).count(number) > 1), None)
    if twice is not None:
        raise InvalidInput(_("File {number} is named twice. Name each file once.").format(number=twice))
    return first + [place for place in range(count) if place not in first]


def place_of(number: int, count: int) -> int:
    """The place, from 0, of the file that people call by ``number``, from 1; InvalidInput where there is none."""
    if not count:
        raise InvalidInput(_("This record has no file yet. Add one first."))
    if not 1 <= number <= count:
        sentence = _("There is no file {number}: the record has {count}, numbered from 1.")
        raise InvalidInput(sentence.format(number=number, count=count))
    return number - 1

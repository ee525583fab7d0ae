"""Videos and sounds, handed to whatever plays them: what is there, and nothing that leads elsewhere."""

from __future__ import annotations

from pathlib import Path, PurePath

from archive_app import inside
from archive_app.domain.model.kinds import TextRole
from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.text import subtitles
from archive_app.domain.text.subtitles import Cue
from archive_app.errors import Unreadable
from archive_app.i18n import _, language
from archive_app.media.formats.leading import leads_elsewhere

_PLAYED = ("video/", "audio/")
#: Notes for instruments: there is no sound in them that could be played.
_SILENT = frozenset({"audio/midi"})

_SUBTITLES = frozenset({"text/vtt", "application/x-subrip"})
#: Bytes of subtitles: those of a day of talk take less.
MOST_SUBTITLES = 8 << 20


def is_recording(file: FileValue | None) -> bool:
    """Whether ``file`` is a video or a sound."""
    return file is not None and file.mime.startswith(_PLAYED) and file.mime not in _SILENT


def is_sound(file: FileValue) -> bool:
    """Whether ``file`` has a sound and no moving picture."""
    return file.mime.startswith("audio/")


def played(file: FileValue) -> Path:
    """The original, for what plays it. Raises Unreadable where it is not there, or is a list of other files."""
    path = Path(file.path)
    try:
        stream = inside.open_file(path)
    except OSError as error:
        raise Unreadable(
            _("The original is missing from the archive. Check its drive, or restore a backup.")
        ) from error
    try:
        with stream:
            leads = leads_elsewhere(stream)
    except OSError as error:
        raise Unreadable(_("The file can't be read; the drive may be failing or was removed.")) from error
    if leads:
        raise Unreadable(_("This is a list of other recordings, and is not played."))
    return path


def subtitles_of(file: FileValue, record: Record) -> tuple[tuple[Cue, ...], ...]:
    """What the subtitles of a recording say: those that its record keeps as texts, the one in the language of the
    program first, else a file beside it, that of its name first. Raises Unreadable where that can't be read, or is far
    too large for what people say.
    """
    if said := tuple(cues for _lang, cues in _kept(record)):
        return said
    stem = PurePath(file.original_name).stem.casefold()
    there = [each for each in record.files if each.mime in _SUBTITLES]
    mine = sorted(there, key=lambda each: not PurePath(each.original_name).stem.casefold().startswith(stem))
    if not mine:
        return ()
    if mine[0].size > MOST_SUBTITLES:
        raise Unreadable(_("The subtitles are too large to be read."))
    try:
        with inside.open_file(Path(mine[0].path)) as stream:
            data = stream.read(MOST_SUBTITLES)
    except OSError as error:
        raise Unreadable(_("The file can't be read; the drive may be failing or was removed.")) from error
    cues = subtitles.parse(decoded(data))
    return (cues,) if cues else ()


def languages_of(record: Record) -> tuple[str, ...]:
    """In which language (BCP 47) each of the subtitles is that a record keeps as texts, in the same order."""
    return tuple(lang for lang, _cues in _kept(record))


def _kept(record: Record) -> list[tuple[str, tuple[Cue, ...]]]:
    kept = [text for text in record.texts if text.role is TextRole.SUBTITLES]
    ordered = sorted(kept, key=lambda each: not each.lang.startswith(language().split("-")[0]))
    return [(text.lang, cues) for text in ordered if (cues := subtitles.parse(text.text))]


def decoded(data: bytes) -> str:
    """The text of a file that does not say how it is encoded."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", errors="replace")

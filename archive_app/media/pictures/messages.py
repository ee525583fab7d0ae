"""What the program and its workers say to each other through their pipes: nothing that could be run.

A message is four bytes of length, that much JSON, and then the raw bytes of which the JSON says the lengths. A worker
decodes what strangers made, so that its answers are strangers' too: every value is checked for type, range and length
before anything is made of it, no more is read than was asked for, and a picture is a JPEG of at most the size asked
for. Whatever is not raises IllFormed, and the worker is ended.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import IO, Any, NoReturn

from archive_app.domain.text.languages import tag_of
from archive_app.media.documents.letters import BOX, MOST_LETTERS, Letters
from archive_app.media.documents.words import MOST, MOST_PAGES, Words
from archive_app.media.formats.filetypes import CAMERA_RAW, JXL, PDF, Family, FileType
from archive_app.media.metadata.facts import Metadata
from archive_app.media.metadata.plain import (
    IllFormed,
    metadata_of,
    number,
    perhaps,
    plain,
    size_alone,
    some,
    text,
    whole,
    within_limits,
)
from archive_app.media.pictures import jpeg
from archive_app.media.pictures.cage import Wall
from archive_app.media.recordings.tracks import LONGEST, MOST_TRACKS
from archive_app.media.recordings.waves import VALUES

#: Bytes of JSON in one message. Files that say more about themselves in words are not read by people.
MOST_JSON = 4 << 20
_MOST_EDGES = 8
#: What else may be asked of a recording: how loud it is, and what its subtitles inside say.
WAVE, TRACKS = "wave", "tracks"
#: Types that the library of telephones' pictures reads.
HEIF = ("image/heic", "image/heif")
_LARGEST_EDGE = 65_535
_LONGEST_REASON = 10_000
_LONGEST_NAME = 1_000
_LONGEST_TIME = 1e6
_LONGEST_SIDE = (1 << 31) - 1
_FULL_TURN = 360
#: Four sides and a divisor.
_PART = 5
_MOST_FRAMES = 1_000_000
#: A picture takes no more bytes than this for each of its pixels, and this much besides; noise takes one.
_BYTES_A_PIXEL, _BYTES_BESIDES = 2, 1 << 16


@dataclass(frozen=True, slots=True)
class Examined:
    """What a worker found. ``pictures`` JPEG bytes by longest edge; ``width`` and ``height`` of the upright original in
    pixels; ``reason`` why there is no picture, empty if there is one; ``again`` whether that may be no fault of the
    file, so that another try may help; ``words`` those of a document, where these were asked for."""

    metadata: Metadata = field(default_factory=Metadata)
    pictures: dict[int, bytes] = field(default_factory=dict, hash=False)
    width: int | None = None
    height: int | None = None
    frames: int = 1
    reason: str = ""
    again: bool = False
    words: Words | None = None
    #: How loud a sound is, from its beginning to its end, each 0 to 255.
    wave: bytes = field(default=b"", repr=False)
    #: What subtitles inside say: a BCP 47 tag, and the text of a file of SubRip.
    tracks: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    #: What is to be said besides.
    note: str = ""
    #: Where the letters of a page stand, where that was asked for.
    letters: Letters = field(default=Letters(), repr=False)


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done with the open file that is handed over after it (:mod:`.handover`), in the language that the
    reasons are to be in. ``seconds`` are the processor's, ``patience`` those on the clock; ``encoding`` is how press
    captions are to be read that do not say theirs; ``prints`` the camera's orientation and the turn by hand of a
    picture to be printed, of which nothing else is asked, ``page`` which page of a document or frame of a picture, from
    0, is wanted as a picture, and nothing else, or how many there are, where no edges are given, or with ``letters``
    where these stand on it; ``words`` asks for the
    words of a document alone; ``at`` is the place of the picture of a video, in milliseconds; ``besides`` what else is
    wanted of a recording, :data:`WAVE` or :data:`TRACKS`; ``part`` what lies in a box of the upright picture, whose
    four sides it says, and of how many pixels one.
    """

    filetype: FileType
    max_edges: tuple[int, ...]
    language: str
    seconds: float
    patience: float
    encoding: str = ""
    prints: tuple[int, int] | None = None
    page: int | None = None
    words: bool = False
    at: int | None = None
    besides: tuple[str, ...] = ()
    part: tuple[int, ...] | None = None
    letters: bool = False


def parts_of(job: Job) -> frozenset[str]:
    """What a worker must have loaded before its walls stood: few need all of it."""
    parts = {job.language}
    if job.filetype.mime in HEIF:
        parts.add("heif")
    if job.filetype.mime in CAMERA_RAW:
        parts.add("raw")
    if job.filetype.mime == PDF:
        parts.add("pages")
    if job.filetype.mime == JXL:
        parts.add("jxl")
    if job.filetype.family in (Family.VIDEO, Family.AUDIO):
        parts.add("recordings")
    if job.words or job.letters:
        parts.add("words")
    return frozenset(parts)


def send_job(stream: IO[bytes], job: Job) -> None:
    kind = job.filetype
    head = {
        "filetype": [kind.mime, kind.extension, str(kind.family), kind.note],
        "max_edges": job.max_edges,
        "language": job.language,
        "seconds": job.seconds,
        "patience": job.patience,
        "encoding": job.encoding,
        "prints": job.prints,
        "part": job.part,
        "page": job.page,
        "words": job.words,
        "letters": job.letters,
        "at": job.at,
        "besides": job.besides,
    }
    _send(stream, head)


def receive_job(stream: IO[bytes]) -> Job | None:
    """The next job; None at the end of all."""
    head = _receive(stream)
    if head is None:
        return None
    said = _named(
        head,
        filetype=some(_name, 4),
        max_edges=some(whole(1, _LARGEST_EDGE), _MOST_EDGES),
        language=_name,
        seconds=number(0, _LONGEST_TIME),
        patience=number(0, _LONGEST_TIME),
        encoding=_name,
        prints=perhaps(some(whole(0, _FULL_TURN), 2)),
        part=perhaps(some(whole(0, _LONGEST_SIDE), _PART)),
        page=perhaps(whole(0, _MOST_FRAMES)),
        words=_truth,
        letters=_truth,
        at=perhaps(whole(0, _LONGEST_SIDE)),
        besides=some(_name, 2),
    )
    try:
        mime, extension, family, note = said.pop("filetype")
        job = Job(FileType(mime, extension, Family(family), note), **said)
        if job.part is not None:
            left, top, right, bottom, by = job.part
            return replace(job, part=(left, top, right, bottom, max(1, by)))
        return job if job.prints is None else replace(job, prints=(job.prints[0], job.prints[1]))
    except (ValueError, IndexError) as error:
        raise IllFormed from error


def send_ready(stream: IO[bytes], walls: Iterable[Wall]) -> None:
    """A worker's first message: which walls stand around it."""
    _send(stream, {"ready": sorted(walls)})


def receive_ready(stream: IO[bytes]) -> frozenset[Wall]:
    """EOFError: the worker is gone."""
    try:
        return frozenset(map(Wall, some(_name, len(Wall))(_answer(stream, "ready"))))
    except ValueError as error:
        raise IllFormed from error


def send_metadata(stream: IO[bytes], metadata: Metadata) -> Metadata:
    """What of ``metadata`` the limits let through, which is nearly always all of it."""
    metadata = within_limits(metadata)
    try:
        _send(stream, {"metadata": plain(metadata)})
    except IllFormed:
        metadata = size_alone(metadata)
        _send(stream, {"metadata": plain(metadata)})
    return metadata


def send_found(stream: IO[bytes], found: Examined) -> None:
    """All that was found but the metadata, which was sent before."""
    letters = found.letters.text.encode("utf-8", "replace")
    head: dict[str, Any] = {
        "width": found.width,
        "height": found.height,
        "frames": found.frames,
        "reason": found.reason[:_LONGEST_REASON],
        "again": found.again,
        "note": found.note[:_LONGEST_REASON],
        "pictures": [[edge, len(data)] for edge, data in found.pictures.items()],
        "words": None,
        "letters": len(letters),
        "boxes": len(found.letters.boxes),
        "wave": len(found.wave),
        "tracks": [[lang, len(text.encode())] for lang, text in found.tracks],
    }
    pages: list[bytes] = []
    if found.words is not None:
        pages = [page.encode("utf-8", "ignore") for page in found.words.pages]
        head["words"] = [found.words.total, int(found.words.cut), *map(len, pages)]
    tracks = (text.encode() for _lang, text in found.tracks)
    rest = [*found.pictures.values(), found.wave, *tracks, *pages, letters, found.letters.boxes]
    _send(stream, {"found": head}, rest)


def receive_metadata(stream: IO[bytes]) -> Metadata:
    """The first of the two answers to a job. EOFError: the worker is gone."""
    return metadata_of(_answer(stream, "metadata"))


def receive_found(stream: IO[bytes], edges: Sequence[int], metadata: Metadata) -> Examined:
    """The second answer, with the ``metadata`` that came before it: pictures of no other ``edges`` than these."""
    side = perhaps(whole(1, _LONGEST_SIDE))
    said = _named(
        _answer(stream, "found"),
        width=side,
        height=side,
        frames=whole(1, _MOST_FRAMES),
        reason=lambda value: text(value, _LONGEST_REASON),
        again=_truth,
        note=lambda value: text(value, _LONGEST_REASON),
        pictures=some(some(whole(1, _most_bytes(_LARGEST_EDGE)), 2), len(edges)),
        words=perhaps(some(whole(0, MOST), MOST_PAGES + 2)),
        wave=whole(0, VALUES),
        tracks=some(_track, MOST_TRACKS),
        letters=whole(0, 4 * MOST_LETTERS),
        boxes=whole(0, BOX.size * MOST_LETTERS),
    )
    text_length, boxes_length = said.pop("letters"), said.pop("boxes")
    lengths = said.pop("words")
    pictures: dict[int, bytes] = {}
    for pair in said.pop("pictures"):
        if len(pair) != 2 or pair[0] not in edges or pair[0] in pictures or pair[1] > _most_bytes(pair[0]):
            raise IllFormed
        pictures[pair[0]] = _exactly(stream, pair[1])
    wave = _exactly(stream, said.pop("wave"))
    tracks = tuple((lang, _track_text(_exactly(stream, length))) for lang, length in said.pop("tracks"))
    for edge, data in pictures.items():
        size = jpeg.size_of(data)
        if size is None or max(size) > edge:
            raise IllFormed
    pages = None if lengths is None else _words(stream, lengths)
    letters = _letters(_exactly(stream, text_length), _exactly(stream, boxes_length))
    return Examined(metadata, pictures, **said, words=pages, wave=wave, tracks=tracks, letters=letters)


def _letters(text: bytes, boxes: bytes) -> Letters:
    """The letters of a page, with a box for each."""
    try:
        letters = Letters(text.decode(), boxes)
    except UnicodeDecodeError as error:
        raise IllFormed from error
    if len(boxes) != BOX.size * len(letters.text):
        raise IllFormed
    return letters


def _words(stream: IO[bytes], said: Sequence[int]) -> Words:
    """The words of a document: how many pages it has, whether that is not all, and how long each text is."""
    if len(said) < 2 or said[0] > _MOST_FRAMES or said[1] > 1 or sum(said[2:]) > MOST:
        raise IllFormed
    try:
        pages = tuple(_exactly(stream, length).decode() for length in said[2:])
    except UnicodeDecodeError as error:
        raise IllFormed from error
    if any("\x00" in page for page in pages):
        raise IllFormed
    return Words(pages, said[0], bool(said[1]))


def _track(value: object) -> tuple[str, int]:
    if type(value) is not list or len(value) != 2:
        raise IllFormed
    lang = _name(value[0])
    if tag_of(lang) != lang:
        raise IllFormed
    return lang, whole(1, 4 * LONGEST)(value[1])


def _track_text(data: bytes) -> str:
    try:
        return text(data.decode(), LONGEST)
    except UnicodeDecodeError as error:
        raise IllFormed from error


def _most_bytes(edge: int) -> int:
    return _BYTES_A_PIXEL * edge * edge + _BYTES_BESIDES


def _name(value: object) -> str:
    return text(value, _LONGEST_NAME)


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise IllFormed
    return value


def _named(value: object, **checks: Any) -> dict[str, Any]:
    """All values that ``checks`` name, and no others."""
    if type(value) is not dict or value.keys() != checks.keys():
        raise IllFormed
    return {name: check(value[name]) for name, check in checks.items()}


def _answer(stream: IO[bytes], kind: str) -> object:
    message = _receive(stream)
    if message is None:
        raise EOFError
    if type(message) is not dict or list(message) != [kind]:
        raise IllFormed
    return message[kind]


def _send(stream: IO[bytes], head: dict[str, Any], rest: Sequence[bytes] = ()) -> None:
    """Nothing of it is sent, and IllFormed is raised, where the other side would not have it."""
    try:
        written = json.dumps(head, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except ValueError as error:
        raise IllFormed from error
    if len(written) > MOST_JSON:
        raise IllFormed
    stream.write(len(written).to_bytes(4, "big") + written)
    for data in rest:
        stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> object | None:
    """The JSON of the next message; None where there is no further one."""
    length = _up_to(stream, 4)
    if len(length) < 4:
        return None
    size = int.from_bytes(length, "big")
    if size > MOST_JSON:
        raise IllFormed
    try:
        found: object = json.loads(_exactly(stream, size).decode(), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise IllFormed from error
    return found


def _no_number(_written: str) -> NoReturn:
    raise IllFormed


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = _up_to(stream, length)
    if len(data) != length:
        raise EOFError
    return data


def _up_to(stream: IO[bytes], length: int) -> bytes:
    """So many bytes, and fewer only at the end: what is not read ahead comes in pieces."""
    data = stream.read(length)
    while 0 < len(data) < length and (more := stream.read(length - len(data))):
        data += more
    return data

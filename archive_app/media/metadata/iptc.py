"""IPTC-IIM, the older press captions: datasets of record 2 in the encoding record 1 names or the bytes suggest."""

from __future__ import annotations

from collections.abc import Iterator

from archive_app.i18n import _
from archive_app.media.formats import charsets, encodings
from archive_app.media.metadata import dates, defaults
from archive_app.media.metadata.facts import Facts

_MAX_DATASETS = 10_000
_MAX_KEYWORDS = 1_000
_ENCODINGS = {b"\x1b%G": "utf-8", b"\x1b%/I": "utf-8", b"\x1b.A": "latin-1", b"\x1b-A": "latin-1", b"\x1b-B": "latin-2"}

_TITLE, _KEYWORD, _DATE, _TIME, _DIGITAL_DATE, _DIGITAL_TIME = 5, 25, 55, 60, 62, 63
_BYLINE, _CITY, _SUBLOCATION, _STATE, _COUNTRY = 80, 90, 92, 95, 101
_HEADLINE, _CREDIT, _SOURCE, _COPYRIGHT, _CAPTION = 105, 110, 115, 116, 120

#: The fact that holds the encoding which was guessed, or chosen by hand, by Python's name.
GUESSED = "IPTC encoding"
_WORDS = frozenset(
    (
        _TITLE,
        _KEYWORD,
        _BYLINE,
        _CITY,
        _SUBLOCATION,
        _STATE,
        _COUNTRY,
        _HEADLINE,
        _CREDIT,
        _SOURCE,
        _COPYRIGHT,
        _CAPTION,
    )
)


def read_iptc(block: bytes, assume: str = "") -> Facts:
    """Facts of one IIM block; reading stops at the first damage.

    Where the block does not say its encoding, or says a wrong one, all of it is read by one: ``assume``, or what the
    bytes speak for. That is said in a warning and kept as the fact :data:`GUESSED`.
    """
    said = _Said(block, assume)
    facts = Facts(
        headline=said.text(_HEADLINE),
        keywords=said.texts(_KEYWORD)[:_MAX_KEYWORDS],
        creators=said.texts(_BYLINE),
        credit=said.text(_CREDIT),
        source=said.text(_SOURCE),
        sublocation=said.text(_SUBLOCATION),
        city=said.text(_CITY),
        state=said.text(_STATE),
        country=said.text(_COUNTRY),
        captured=dates.parse_iptc(said.text(_DATE), said.text(_TIME)),
        digitized=dates.parse_iptc(said.text(_DIGITAL_DATE), said.text(_DIGITAL_TIME)),
    )
    facts.captured_source = "IPTC DateCreated" if facts.captured else ""
    for target, dataset in ((facts.title, _TITLE), (facts.caption, _CAPTION), (facts.rights, _COPYRIGHT)):
        if said.text(dataset):
            target[""] = said.text(dataset)
    if defaults.is_default(facts.caption.get("", "x")):
        facts.raw["IPTC Caption"] = facts.caption.pop("")
    if assume or not encodings.is_certain(said.guessed):
        facts.raw[GUESSED] = said.guessed
    if not assume and not encodings.is_certain(said.guessed):
        facts.warnings.append(
            _("The press caption (IPTC) does not say its encoding; it was read as {encoding}.").format(
                encoding=encodings.LABELS.get(said.guessed, said.guessed)
            )
        )
    return facts


class _Said:
    """The datasets of record 2 of a block, in words; ``guessed`` is the encoding of those that do not fit its own."""

    def __init__(self, block: bytes, assume: str) -> None:
        self._encoding, self._found = "", dict[int, list[bytes]]()
        for record, dataset, value in _datasets(block):
            if (record, dataset) == (1, 90):
                self._encoding = _ENCODINGS.get(value.strip(b" \x00"), "")
            elif record == 2:
                self._found.setdefault(dataset, []).append(charsets.bare(value))
        words = [value for dataset, values in self._found.items() if dataset in _WORDS for value in values]
        unknown = b"\n".join(value for value in words if not _fits(value, self._encoding))
        self.guessed = assume if assume and not unknown.isascii() else encodings.guess(unknown)

    def texts(self, dataset: int) -> tuple[str, ...]:
        """All values of a dataset that may stand there several times, each once."""
        decoded = (
            charsets.read_as(value, self._encoding or "ascii" if _fits(value, self._encoding) else self.guessed)
            for value in self._found.get(dataset, [])
        )
        return tuple(dict.fromkeys(text for text in decoded if text))

    def text(self, dataset: int) -> str:
        """The first value of a dataset, empty where it has none."""
        return next(iter(self.texts(dataset)), "")


def _fits(value: bytes, encoding: str) -> bool:
    """Is this in the encoding that the block says it is in."""
    try:
        value.decode(encoding or "ascii")
    except UnicodeDecodeError:
        return False
    return True


def _datasets(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    position = block.find(b"\x1c")
    for _count in range(_MAX_DATASETS):
        if position < 0 or position + 5 > len(block) or block[position] != 0x1C:
            return
        record, dataset = block[position + 1], block[position + 2]
        length = int.from_bytes(block[position + 3 : position + 5], "big")
        position += 5
        if length & 0x8000:
            width = length & 0x7FFF
            if width > 4:
                return
            length = int.from_bytes(block[position : position + width], "big")
            position += width
        if position + length > len(block):
            return
        yield record, dataset, block[position : position + length]
        position += length

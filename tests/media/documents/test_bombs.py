"""What is packed or written to burst its reader is refused with a reason, before it costs anything."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from archive_app.media.formats.sniff import sniff
from archive_app.media.pictures.workers import DecoderPool
from tests.media.documents import made

_SWOLLEN = "The document unpacks to far more than any such document has; it is kept and not read."
_ENTITIES = "The document declares entities of its own, as no such document does; it is kept and not read."
_LAUGHED = "".join(f"<!ENTITY {more} '{f'&{less};' * 10}'>" for less, more in pairwise("abcdefghi"))
_LAUGHS = f"<!DOCTYPE x [<!ENTITY a 'ha'>{_LAUGHED}]><x>&i;</x>"
_OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><x>&a;</x>"


def _document(xml: str | bytes) -> Callable[[Path], None]:
    return lambda path: made.packed(path, {"[Content_Types].xml": "<x/>", "word/document.xml": xml}) and None


def _of_many_entries(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<x/>")
        for number in range(25_000):
            package.writestr(f"word/{number}", "")


def _that_says_it_has_a_million(path: Path) -> None:
    made.word(path, "")
    data = bytearray(path.read_bytes())
    end = data.rfind(b"PK\x05\x06")
    data[end + 12 : end + 16] = (90 << 20).to_bytes(4, "little")
    path.write_bytes(data)


BOMBS: dict[str, tuple[Callable[[Path], None], str]] = {
    "much from little": (_document(b"<x>" + b" " * (40 << 20)), _SWOLLEN),
    "many entries": (_of_many_entries, _SWOLLEN),
    "a long table": (_that_says_it_has_a_million, _SWOLLEN),
    "a billion laughs": (_document(_LAUGHS), _ENTITIES),
    "a file from outside": (_document(_OUTSIDE), _ENTITIES),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_the_reason(tmp_path: Path, name: str) -> None:
    make, reason = BOMBS[name]
    make(tmp_path / "paper.docx")
    head = (tmp_path / "paper.docx").read_bytes()[:16_384]
    with DecoderPool(workers=1, time_limit=3.0) as pool:
        found = pool.submit(tmp_path / "paper.docx", sniff(head, "paper.docx"), (), words=True).result(60)
    assert (found.words, found.reason) == (None, reason)


def test_an_xml_of_endless_depth_and_length_is_given_up_in_time(tmp_path: Path) -> None:
    shapes = {"deep": b"<w>" * 2_000_000, "long": b"<t>a</t>" * 1_500_000, "wide": b"<t " + b"a" * (12 << 20)}
    for name, xml in shapes.items():
        made.packed(tmp_path / f"{name}.docx", {"[Content_Types].xml": "<x/>", "word/document.xml": b"<x>" + xml})
    with DecoderPool(workers=1, time_limit=3.0) as pool:
        for name in shapes:
            path = tmp_path / f"{name}.docx"
            found = pool.submit(path, sniff(path.read_bytes()[:16_384], path.name), (), words=True).result(60)
            # The clock of the worker would say so.
            assert "took longer" not in found.reason, name
            assert found.reason or (found.words is not None and found.words.cut), name

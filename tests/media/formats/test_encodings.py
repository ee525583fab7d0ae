"""Text whose encoding nobody stated is read as its letters say, and that it was guessed is said."""

from __future__ import annotations

import struct

import pytest

from archive_app.media.formats.encodings import LABELS, guess
from archive_app.media.metadata.iptc import GUESSED, read_iptc

_WEST = ["Délégation à l’hôtel de ville", "Göteborg – besök från Hangzhou, Åke Öberg", "Müller", "© 2001 José Peña"]
_TEXTS = [
    *(("cp1252", text) for text in _WEST),
    *(("mac_roman", text) for text in _WEST),
    ("mac_roman", "Bürgermeister Müller im Château"),
    ("cp1252", "Bjørn Erik Pedersen\nBenalmádena\nAndalucía"),
    ("cp1252", "„Zürich“ – Straße"),
    ("cp1250", "Gradonačelnik Pantelić i Đorđević u Nišu"),
    ("cp1250", "Nikola Pantelić"),
    ("cp1250", "Wręczenie upominków w Łodzi, Małgorzata Świątek"),
    ("cp1250", "Győr polgármestere, Szűcs Ödön"),
    ("iso8859-2", "Wręczenie upominków w Łodzi, Małgorzata Świątek"),
    ("mac_latin2", "Podpis smlouvy, primátor Dvořák, Plzeň"),
    ("cp1254", "Şanlıurfa Belediye Başkanı, Göbekli Tepe"),
    ("cp1257", "Šiauliai, meras Vytautas Žilinskas"),
    ("cp1251", "Мэр города Иваново вручает подарок"),
    ("koi8-u", "Мэр города Иваново вручает подарок"),
    ("mac_cyrillic", "Мэр города Иваново вручает подарок"),
    ("cp1253", "Δήμαρχος Πάτρας, υπογραφή συμφωνίας"),
    ("cp1255", "ראש העיר בית שמש"),
    ("cp1256", "عمدة مدينة أغادير"),
    ("cp874", "นายกเทศมนตรี เชียงใหม่"),
    ("gb18030", "市长在西湖边接待代表团，张伟摄"),
    ("gb18030", "西湖"),
    ("big5hkscs", "臺北市長訪問杭州代表團"),
    ("cp932", "岐阜市長が杭州を訪問した"),
    ("cp932", "鈴木一郎"),
    ("euc_jp", "岐阜市長が杭州を訪問した"),
    ("cp949", "여수시장 항저우 방문"),
    ("cp949", "김철수"),
]


@pytest.mark.parametrize(("encoding", "text"), _TEXTS)
def test_text_is_read_by_what_its_letters_say(encoding: str, text: str) -> None:
    data = text.encode(encoding)
    found = guess(data)
    assert data.decode(found) == text
    assert found in LABELS


@pytest.mark.parametrize(("text", "encoding"), [("plain", "ascii"), ("", "ascii"), ("Šanlıurfa 杭州", "utf-8")])
def test_what_the_bytes_prove_is_not_guessed(text: str, encoding: str) -> None:
    assert guess(text.encode("utf-8")) == encoding


def test_any_bytes_have_an_answer() -> None:
    for data in (bytes(range(128, 256)), b"\xff" * 9, b"\x81", "杭州".encode("gbk")[:-1], b"\x8d" * 5000):
        data.decode(guess(data), "ignore")


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def test_a_guess_is_said_and_can_be_chosen_otherwise() -> None:
    block = _dataset(2, 120, "Bürgermeister Müller im Château".encode("mac_roman"))
    block += _dataset(2, 80, "José Peña".encode("mac_roman"))
    facts = read_iptc(block)
    assert facts.caption == {"": "Bürgermeister Müller im Château"}
    assert facts.creators == ("José Peña",)
    assert facts.raw[GUESSED] == "mac_roman"
    assert facts.warnings == ["The press caption (IPTC) does not say its encoding; it was read as Mac Roman."]
    chosen = read_iptc(block, assume="cp1252")
    assert chosen.caption == {"": "BŸrgermeister MŸller im Ch‰teau"}
    assert chosen.raw[GUESSED] == "cp1252"
    assert chosen.warnings == []


@pytest.mark.parametrize("text", ["Mayor Muller", "Bürgermeister"])
def test_nothing_is_said_where_nothing_is_guessed(text: str) -> None:
    facts = read_iptc(_dataset(2, 120, text.encode("utf-8")))
    assert (facts.caption, facts.warnings, facts.raw) == ({"": text}, [], {})


def test_a_block_that_says_a_wrong_encoding_is_guessed_too() -> None:
    block = _dataset(1, 90, b"\x1b%G") + _dataset(2, 120, "Grüße".encode("cp1252"))
    facts = read_iptc(block)
    assert facts.caption == {"": "Grüße"}
    assert facts.raw[GUESSED] == "cp1252"


def test_what_is_strange_may_stand_far_behind() -> None:
    data = b"<p>A letter</p>\n" * 2_000 + "Zu spät, König".encode("latin-1")
    assert data.decode(guess(data)).startswith("<p>A letter")

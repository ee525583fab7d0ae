"""Registers, receipts and labels, read back from the file as whoever gets it would."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pypdfium2
import pytest
import segno
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from archive_app.cli.app import run
from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.errors import Cancelled, InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.exchange import register, slips
from archive_app.services.records import details, editing, reading
from tests.packaging import verapdf
from tests.services.gifts.conftest import add, join, ref, value

DAY = dt.date(2026, 11, 27)


def words(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


@pytest.fixture
def scarf(archive: Archive) -> int:
    values = {
        "direction": "received", "date": "2026-10-01", "declared_on": "2026-10-05", "receipt_number": "R-17",
        "disposition": "displayed", "disposed_to": "City Hall", "circumstances": "=SUM(A1) at the signing",
    }  # fmt: skip
    made = add(archive, Kind.TRANSFER, "Silk scarf 丝巾", **values)
    for side, name, office, body in (
        ("giver", "Dragana Sotirovski", "Mayor", "City of Niš"), ("recipient", "王小红", "市长", "杭州市"),
    ):  # fmt: skip
        said = {"side": side, "name": name, "office": office, "organisation": body}
        details.add_detail(archive, records=[made], detail=BY_NAME["party"], values=said)
    value(archive, made, "1200.50", "EUR")
    thing = add(archive, Kind.OBJECT, "The scarf itself", accession_number="2026.7")
    join(archive, thing, "transferred_in", made)
    signing = add(archive, Kind.EVENT, "Signing in Niš")
    join(archive, made, "presented_at", signing)
    return made


@pytest.mark.usefixtures("scarf")
def test_the_register_says_all_of_each_transfer_of_the_period(archive: Archive, tmp_path: Path) -> None:
    office = add(archive, Kind.ORGANISATION, "Protocol Office")
    other = add(archive, Kind.TRANSFER, "Pen", direction="given", date="2026-11")
    join(archive, other, "under_authority", office)
    add(archive, Kind.TRANSFER, "Too early", date="2025-12-31")
    out = tmp_path / "register.pdf"
    report = register.register(archive, first="2026", last="2026", out=out, date=DAY)
    assert (report.transfers, report.pages) == (2, 1)
    said = words(out)
    for each in (
        "Register of gifts", "2026 to 2026", "GTR-0001", "1 October 2026", "received",
        "Dragana Sotirovski, Mayor, City of Niš", "王小红, 市长, 杭州市", "Silk scarf 丝巾",
        "The scarf itself (OBJ-0001)", "Signing in Niš", "=SUM(A1) at the signing", "1200.5 EUR", "5 October 2026",
        "displayed", "City Hall", "R-17",
        "received: 1 · 1200.5 EUR", "given: 1 (the worth of 1 is not known)",
    ):  # fmt: skip
        assert each in said, each
    assert "Too early" not in said
    again = tmp_path / "again.pdf"
    register.register(archive, first="2026", last="2026", out=again, date=DAY)
    assert again.read_bytes() == out.read_bytes()
    sheet = tmp_path / "register.xlsx"
    register.register(archive, first="2026-11-01", last="2026-11-30", authority=office, out=sheet)
    rows = CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["No.", "Ref", "Date", "Direction"]
    assert [row[6] for row in rows[1:]] == ["Pen"]


def test_what_may_not_leave_is_not_in_the_register(archive: Archive, scarf: int, tmp_path: Path) -> None:
    child = add(archive, Kind.PERSON, "Dragana Sotirovski", minor="yes")
    join(archive, scarf, "given_by", child)
    for name in ("register.pdf", "register.xlsx"):
        register.register(archive, first="2026", last="2026", out=tmp_path / name)
    assert "Dragana" not in words(tmp_path / "register.pdf")
    assert "Dragana" not in str(
        CalamineWorkbook.from_path(tmp_path / "register.xlsx").get_sheet_by_index(0).to_python()
    )


@pytest.mark.slow
def test_verapdf_agrees_with_each_of_them(archive: Archive, scarf: int, tmp_path: Path) -> None:
    if lacking := verapdf.missing():
        if os.environ.get("CI"):
            pytest.fail(f"veraPDF is not complete here; missing: {', '.join(lacking)}")
        pytest.skip(f"veraPDF is not installed here; missing: {', '.join(lacking)}")
    names = [tmp_path / f"{name}.pdf" for name in ("register", "receipt", "labels")]
    register.register(archive, first="2026", last="2026", out=names[0])
    slips.receipts(archive, records=[scarf], out=names[1])
    slips.object_labels(archive, records=[reading.resolve(archive, "OBJ-0001").id], out=names[2])
    conforms, report = verapdf.check(names)
    assert conforms, report
    assert report.count(": conforms") == 6


@pytest.mark.usefixtures("scarf")
def test_a_period_that_holds_nothing_or_is_none_is_one_sentence(archive: Archive, tmp_path: Path) -> None:
    out = tmp_path / "register.pdf"
    out.write_text("kept")
    for first, last, sentence in (
        ("1999", "1999", "No gift transfer"), ("2026", "2025", "ends before"), ("soon", "2026", "soon"),
    ):  # fmt: skip
        with pytest.raises(InvalidInput, match=sentence):
            register.register(archive, first=first, last=last, out=out)
    with pytest.raises(InvalidInput, match="pdf"):
        register.register(archive, first="2026", last="2026", out=tmp_path / "register.doc")
    with pytest.raises(Cancelled):
        register.register(archive, first="2026", last="2026", out=out, cancelled=lambda: True)
    assert out.read_text() == "kept"


def test_a_receipt_has_two_lines_to_sign_on(archive: Archive, scarf: int, tmp_path: Path) -> None:
    out = tmp_path / "receipt.pdf"
    report = slips.receipts(archive, records=[scarf, scarf], out=out, date=DAY)
    assert (report.slips, report.pages) == (1, 1)
    said = words(out)
    for each in (
        "Receipt GTR-0001", "Dragana Sotirovski, Mayor, City of Niš", "王小红, 市长, 杭州市", "1 October 2026",
        "1200.5 EUR", "R-17", "The scarf itself (OBJ-0001)", "Handed over by", "Taken over by",
    ):  # fmt: skip
        assert each in said, each
    assert said.count("Place and date") == 2
    with pytest.raises(InvalidInput, match="OBJ-0001 is no gift transfer"):
        slips.receipts(archive, records=[reading.resolve(archive, "OBJ-0001").id], out=out)


def test_labels_stand_on_their_places_and_their_code_says_the_ref(archive: Archive, tmp_path: Path) -> None:
    made = [add(archive, Kind.OBJECT, f"Bowl {number} 青花碗") for number in range(20)]
    editing.set_values(archive, records=made[:1], values={"accession_number": "2026.1"})
    out = tmp_path / "labels.pdf"
    report = slips.object_labels(archive, records=made, out=out, skipped=2, date=DAY)
    assert (report.slips, report.pages) == (20, 2)
    first = PdfReader(out).pages[0].extract_text()
    assert first.count("OBJ-") == 19
    assert "2026.1" in first
    assert "Bowl 0 青花碗" in first
    # The third place of the first row: its code, black and white as it was drawn, edge to edge.
    with pypdfium2.PdfDocument(out) as document:
        page = document[0].render(scale=6).to_pil().convert("L")
    dots = page.width / 210
    code = segno.make_qr(ref(archive, made[0]), error="m")
    size = code.symbol_size(border=4)[0]
    left, top, side = 210 - 6 - 21, 5, 21
    seen = [
        [
            page.getpixel((int((left + (x + 0.5) * side / size) * dots), int((top + (y + 0.5) * side / size) * dots)))
            < 128
            for x in range(size)
        ]
        for y in range(size)
    ]
    assert seen == [[bool(module & 1) for module in row] for row in code.matrix_iter(border=4)]
    with pytest.raises(InvalidInput, match="skip fewer"):
        slips.object_labels(archive, records=made, out=out, skipped=21)


def test_the_commands_write_the_same(
    archive: Archive, scarf: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = ["--archive", str(archive.folder)], str(tmp_path / "out.pdf")
    assert run([*folder, "register", "--from", "2026", "--to", "2026", "--out", out, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": out, "transfers": 1, "pages": 1, "undated": 0}
    add(archive, Kind.TRANSFER, "Some day")
    assert run([*folder, "register", "--from", "2026", "--to", "2026", "--out", out]) == 0
    assert "1 transfer says no date and is in no register." in capsys.readouterr().out
    assert run([*folder, "receipt", ref(archive, scarf), "--out", out, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"file": out, "slips": 1, "pages": 1}
    assert run([*folder, "object-labels", "--search", "kind:object", "--skip", "20", "--out", out]) == 0
    assert capsys.readouterr().out == f"Wrote “{out}”: 1 page.\n"
    assert run([*folder, "object-labels", "--out", out]) == 1
    assert run([*folder, "register", "--from", "2026", "--to", "2026", "--out", out, "--authority", "nobody"]) == 1

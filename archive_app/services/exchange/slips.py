"""Slips that go with gifts: receipts with a line for each signature, and labels with a QR code for the shelf."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.dates.dates import words
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.papers import LabelPaper, ObjectLabel, Receipt, ReceiptPaper
from archive_app.domain.model.records import Record
from archive_app.domain.model.titles import shorten
from archive_app.errors import InvalidInput
from archive_app.i18n import _, labelled, language
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.clearance import clearance
from archive_app.services.clearance.clearance import Clearance
from archive_app.services.exchange.printing import printed
from archive_app.services.exchange.register import linked, side_said, things, worth
from archive_app.services.records import reading

#: Labels of one sheet, and letters on a line of one.
PER_SHEET, _LETTERS = 21, 60


@dataclass(frozen=True, slots=True)
class SlipsReport:
    """How many slips were written to ``path``, on how many pages."""

    path: Path
    slips: int
    pages: int


def receipts(archive: Archive, *, records: Sequence[int], out: Path, date: dt.date | None = None) -> SlipsReport:
    """Print a receipt for each of these transfers to the PDF ``out``. InvalidInput for a record that is none."""
    gate, found = _records(archive, records, out, Kind.TRANSFER, _("{ref} is no gift transfer."))
    made = tuple(_receipt(record, gate) for record in found)
    paper = ReceiptPaper(
        _("Receipt"), language(), date or dt.date.today(), _("Objects"),
        _("The gift named above was handed over and taken over in the state that is recorded."),
        (_("Handed over by"), _("Taken over by")), _("Place and date"), made,
    )  # fmt: skip
    return SlipsReport(out, len(made), printed(paper, out))


def object_labels(
    archive: Archive, *, records: Sequence[int], out: Path, skipped: int = 0, date: dt.date | None = None
) -> SlipsReport:
    """Print a label for each of these objects to the PDF ``out``, 21 on a sheet of A4, of which the first ``skipped``
    places stay empty. The QR code says the ref. InvalidInput for a record that is no object.
    """
    if not 0 <= skipped < PER_SHEET:
        raise InvalidInput(_("A sheet has {count} labels: skip fewer.").format(count=PER_SHEET))
    gate, found = _records(archive, records, out, Kind.OBJECT, _("{ref} is no object."))
    made = tuple(_label(record, gate) for record in found)
    paper = LabelPaper(_("Object labels"), language(), date or dt.date.today(), made, skipped)
    return SlipsReport(out, len(made), printed(paper, out))


def _records(
    archive: Archive, records: Sequence[int], out: Path, kind: Kind, sentence: str
) -> tuple[Clearance, list[Record]]:
    ids = list(dict.fromkeys(records))
    if not ids:
        raise InvalidInput(_("Say what to print: a search, or records."))
    for ref in reading.refs(archive, ids):
        if ref.kind is not kind:
            raise InvalidInput(sentence.format(ref=ref.ref))
    outputs.check(out)
    gate = clearance.clear(archive, ids)
    clearance.refuse_nothing(gate)
    return gate, [reading.record(archive, each) for each in gate.ids]


def _receipt(record: Record, gate: Clearance) -> Receipt:
    day = words(record.date.edtf, language()) if record.date else ""
    facts = (
        (_("Gift"), record.title),
        (_("Giver"), side_said(record, "giver")),
        (_("Recipient"), side_said(record, "recipient")),
        (_("Date"), day),
        (_("Occasion"), "\n".join(linked(record, "presented_at"))),
        (_("Estimated value"), worth(record)),
        (_("Receipt number"), str(record.fields.get("receipt_number") or "")),
    )
    said = tuple((label, gate.without(value)) for label, value in facts if value)
    return Receipt(record.ref, said, tuple(map(gate.without, things(record))))


def _label(record: Record, gate: Clearance) -> ObjectLabel:
    number = str(record.fields.get("accession_number") or "")
    lines = (number, shorten(gate.without(record.title), _LETTERS))
    alt = labelled(_("QR code"), record.ref)
    return ObjectLabel(record.ref, tuple(filter(None, lines)), _code(record.ref), alt)


def _code(ref: str) -> str:
    """The drawing (SVG) of a QR code (ISO/IEC 18004, error correction M) that says ``ref``."""
    import segno

    drawing = segno.make_qr(ref, error="m").svg_inline(border=4, svgclass=None, lineclass=None)
    # Without its namespace typst does not take it for a drawing.
    return str(drawing).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)

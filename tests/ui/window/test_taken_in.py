"""A file that another item has is not given twice: it is said, and the two are joined by one button."""

from __future__ import annotations

from pathlib import Path

from archive_app.domain.model.kinds import Kind
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle
from tests.ui.pictures import draw


def test_a_file_that_another_item_has_is_joined_from_the_report(window: Window, tmp_path: Path, settle: Settle) -> None:
    session = window.workbench.session
    draw(tmp_path / "vase.jpg", "vase", "#345")
    (photo,) = ingest(session.archive, [tmp_path / "vase.jpg"]).added
    gift = editing.add_record(session.archive, kind=Kind.OBJECT, names=[NewName("A vase")]).id
    window.shell.give_files(gift, [tmp_path / "vase.jpg"])
    settle()
    report = session.report
    assert report is not None
    said = "Another item in the archive has this file. To have it here, join the two."
    assert (report.title, report.summary) == ("No files added", said)
    assert window.workbench.notice.label.text() == said
    assert [finding.reason for finding in report.findings] == [f"{photo.ref} · {said}"]
    window.actions_table["last-report"].trigger()
    dialog = window.findChild(ReportDialog)
    assert dialog is not None
    (offer,) = dialog.offers
    assert offer.text() == "Join with that item"
    offer.click()
    settle()
    record = reading.record(session.archive, gift)
    assert [file.original_name for file in record.files] == ["vase.jpg"]
    assert reading.resolve(session.archive, photo.ref).id == gift

"""What is known of a file, in words."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from archive_app.domain.model.records import FileValue
from archive_app.domain.text.showing import duration_text, size_text
from archive_app.i18n import _, listed, ngettext
from archive_app.media.formats.filetypes import BY_MIME
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label


def moment(at: str) -> str:
    """A stored time as people read it, to the minute."""
    return at[:16].replace("T", " ")


def file_facts(file: FileValue, *, seen: bool = False) -> list[tuple[str, str]]:
    """Label and value of what is known about a file; ``seen``: there is a picture of it, whatever was said once."""
    known = BY_MIME.get(file.mime)
    kind = _(known.label) if known is not None else file.mime
    if file.pages:
        pages = ngettext("{count} page", "{count} pages", file.pages).format(count=f"{file.pages:,}")
        kind = listed([kind, pages])
    facts = [(_("Type"), kind), (_("Size"), size_text(file.size))]
    if file.width and file.height:
        pixels = ngettext("{width} × {height} pixel", "{width} × {height} pixels", file.height)
        facts.append((_("Picture"), pixels.format(width=f"{file.width:,}", height=f"{file.height:,}")))
    if file.duration:
        facts.append((_("Duration"), duration_text(file.duration)))
    if file.folder:
        facts.append((_("Folder"), file.folder))
    if file.captured:
        facts.append((_("Taken"), moment(file.captured)))
    if file.camera:
        facts.append((_("Camera"), file.camera))
    if file.latitude is not None and file.longitude is not None:
        facts.append((_("Position"), f"{file.latitude:.5f}, {file.longitude:.5f}"))
    if file.lacking and not seen:
        facts.append((_("No picture"), file.lacking))
    facts.append((_("SHA-256"), file.sha256[:16] + "…"))
    return facts


def facts_form(facts: list[tuple[str, str]]) -> QWidget:
    """Labels and values under one another."""
    form = QWidget()
    grid = QGridLayout(form)
    grid.setContentsMargins(0, 0, 0, theme.SMALL)
    grid.setHorizontalSpacing(theme.SMALL)
    grid.setVerticalSpacing(0)
    grid.setColumnMinimumWidth(0, 96)
    grid.setColumnStretch(1, 1)
    for number, (label, value) in enumerate(facts):
        grid.addWidget(plain_label(label, "field", wrap=False), number, 0)
        grid.addWidget(plain_label(value), number, 1)
    return form

"""Why the current record was found: the matched words in their texts, and the way to the partnership asked for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from archive_app.domain.model.records import Membership, Record
from archive_app.domain.query.narrowing import asks_membership
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.results import Match
from archive_app.services.search import searching
from archive_app.ui.inspector.path import PathLine
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.language_tag import language_tag
from archive_app.ui.kit.marked import MarkedText
from archive_app.ui.kit.section import Section
from archive_app.ui.kit.words import match_label
from archive_app.ui.session.settings import Settings

#: So many texts and paths are shown; more say nothing new.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Reasons:
    """Where the words of a search stand in a record, and how it belongs to the partnerships asked for."""

    matches: tuple[Match, ...] = ()
    paths: tuple[Membership, ...] = ()


def reasons(archive: Archive, record_id: int, query: str) -> Reasons:
    """Why ``query`` finds the record; nothing where it does not, or can't be read."""
    if not query.strip():
        return Reasons()
    try:
        matches = searching.matched(archive, record_id, query)
        asked = asks_membership(query)
        paths = searching.why(archive, [record_id], query).get(record_id, ()) if asked else ()
    except ArchiveError:
        return Reasons()
    return Reasons(matches, paths)


class WhySection(Section):
    """``record_wanted`` asks to show a record of a path."""

    record_wanted = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__("why", _("Why it was found"), settings)
        self._shown: Reasons | None = None
        self.hide()

    def show_reasons(self, record: Record, found: Reasons) -> None:
        """Show why ``record`` was found."""
        if found == self._shown:
            return
        self._shown = found
        self.empty()
        for match in found.matches[:SHOWN]:
            self.content.addWidget(_match(match))
        for path in found.paths[:SHOWN]:
            if path.partnership.id != record.id:
                self.content.addWidget(PathLine(path, self.record_wanted.emit))
        self.setVisible(self.content.count() > 0)


def _match(match: Match) -> QWidget:
    block = QWidget()
    head = QHBoxLayout()
    head.setSpacing(theme.TIGHT)
    head.addWidget(plain_label(match_label(match), "field", wrap=False))
    if match.lang and match.lang != "und":
        head.addWidget(language_tag(match.lang))
    head.addStretch(1)
    layout = QVBoxLayout(block)
    layout.setContentsMargins(0, 0, 0, theme.TIGHT)
    layout.setSpacing(0)
    layout.addLayout(head)
    layout.addWidget(MarkedText(match.text, match.spans))
    return block

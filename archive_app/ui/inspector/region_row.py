"""One region in the inspector: what is seen there, who or what it is, what is written or said, and where it lies."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.regions import Origin, Region
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.drafts import Place
from archive_app.services.records import regions
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import ElidedLabel, SavingText
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.record_button import record_button
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.kit.section import discard
from archive_app.ui.session.session import Session

#: The edge of the part of a picture, in logical pixels.
EDGE = 48
_LINES = 4


class RegionRow(QWidget):
    """``number`` counts from 0. Its picture goes to where it lies."""

    region_wanted = Signal(int)
    record_wanted = Signal(object)

    def __init__(self, session: Session, uid: str, region: Region, number: int) -> None:
        super().__init__()
        self._session, self._uid = session, uid
        self.region = region
        self.picture = QToolButton()
        self.picture.setFixedSize(EDGE + theme.SMALL, EDGE + theme.SMALL)
        self.picture.setAutoRaise(True)
        self.picture.setIconSize(QSize(EDGE, EDGE) / 2)
        self.picture.setIcon(icon("play" if region.span is not None else "region"))
        self.picture.clicked.connect(lambda _on=False: self.region_wanted.emit(self.region.id))
        self.words = SavingText()
        self.words.limit(_LINES)
        self.words.setObjectName(f"region-text-{number}")
        self.words.setPlaceholderText(_("What is written or said there"))
        self.words.setAccessibleName(_("What is written or said there"))
        self.words.keep(session.unsaved, self._place)
        self.words.saved.connect(self._save)
        self.about = ElidedLabel(name="muted")
        self.accept = self._button("check", _("Accept"), self._accept)
        self.reject = self._button("reject", _("Reject"), self._remove)
        self.remove = self._button("delete", _("Remove the region"), self._remove)
        #: Who it is, or where one says so.
        self._who = QHBoxLayout()
        self._shown: RecordRef | None = None
        self._number = number
        self._lay_out()
        self._put_subject(region.subject)
        self.put(region)

    def put(self, region: Region) -> None:
        """Show ``region``, unless something else is just being typed."""
        self.region = region
        self.words.put(region.text)
        if region.subject != self._shown:
            self._put_subject(region.subject)
        page = _("page {number}").format(number=region.page) if region.page > 1 else ""
        when = region.span.said() if region.span is not None else ""
        said = ["" if region.accepted else _("not accepted"), when, _(region.sort) if region.sort else "", page]
        if region.origin is Origin.FILE:
            said.append(_("from the file"))
        elif region.origin is Origin.MACHINE:
            said.append(_("found by a program"))
        line = " · ".join(filter(None, said))
        self.about.setText(line)
        for button, there in ((self.accept, False), (self.reject, False), (self.remove, True)):
            button.setVisible(region.accepted is there)
        words = _("Play from {time}") if region.span is not None else _("Show {region} on the picture")
        start = region.span.said().partition("–")[0] if region.span is not None else ""
        tip = words.format(time=start, region=isolated(region.called))
        self.picture.setToolTip(theme.plain_tip(tip))
        self.picture.setAccessibleName(tip)

    def show_part(self, part: QPixmap) -> None:
        """Show its part of the picture."""
        self.picture.setIconSize(QSize(EDGE, EDGE))
        self.picture.setIcon(QIcon(part))

    def _put_subject(self, subject: RecordRef | None) -> None:
        while (item := self._who.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)
        self._shown = subject
        if subject is None:
            name = RecordEdit(self._session)
            name.setObjectName(f"region-who-{self._number}")
            name.setPlaceholderText(_("Who or what it is"))
            name.setAccessibleName(_("Who or what it is"))
            name.chosen.connect(self._name)
            self._who.addWidget(name, 1)
        else:
            self._who.addWidget(record_button(subject, self.record_wanted.emit), 1)
            words = _("This is not {title}").format(title=isolated(subject.title))
            self._who.addWidget(self._button("remove", words, lambda: self._name(None)))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.HAIR)
        foot.addWidget(self.about, 1)
        for button in (self.accept, self.reject, self.remove):
            foot.addWidget(button)
        self._who.setSpacing(theme.HAIR)
        column = QVBoxLayout()
        column.setSpacing(theme.HAIR)
        column.addLayout(self._who)
        column.addWidget(self.words)
        column.addLayout(foot)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, theme.SMALL)
        line.setSpacing(theme.SMALL)
        line.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)

    def _button(self, drawing: str, words: str, does: object) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(drawing))
        button.setAutoRaise(True)
        button.setToolTip(theme.plain_tip(words))
        button.setAccessibleName(words)
        button.clicked.connect(does)
        return button

    def _place(self) -> Place:
        return Place(self._uid, f"detail/region/{self.region.id}/text")

    def _save(self, text: str) -> None:
        archive, region = self._session.archive, self.region.id
        self._session.unsaved.save(
            self._place(),
            text,
            lambda: regions.set_words(archive, region=region, text=text),
            owner=self,
            failed=self._refused,
        )

    def _refused(self, error: ArchiveError) -> None:
        self._session.refused.emit(error.message)
        self.words.begin(self.region.text)

    def _name(self, subject: RecordRef | None) -> None:
        archive, region = self._session.archive, self.region.id
        who = subject.id if subject is not None else None
        self._session.edit(lambda: regions.name_subject(archive, region=region, subject=who))

    def _accept(self, _on: bool = False) -> None:
        archive, region = self._session.archive, self.region.id
        self._session.edit(lambda: regions.accept(archive, regions=[region]))

    def _remove(self, _on: bool = False) -> None:
        archive, region = self._session.archive, self.region.id
        self._session.edit(lambda: regions.remove(archive, regions=[region]))

"""One link, edited in place: role, date, certainty and note, folded away until they are wanted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.dates.dates import parse_date, words
from archive_app.domain.dates.ends import ends, span
from archive_app.domain.dates.value import DateValue
from archive_app.domain.model.records import LinkValue
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _, language
from archive_app.services.drafts import Place
from archive_app.services.records import linking
from archive_app.ui.inspector.columns import DateEditor
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import ElidedLabel, SavingLine, plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.record_button import record_button
from archive_app.ui.kit.roles import offer_roles
from archive_app.ui.session.session import Session


class LinkLine(QWidget):
    """``record_wanted`` asks to show the other record. ``dated``: role and dates, from one to another, stand open."""

    record_wanted = Signal(object)

    def __init__(self, session: Session, record: str, link: LinkValue, *, dated: bool = False) -> None:
        super().__init__()
        self._session = session
        self._dated = dated
        #: The uid of the record that shows it.
        self._record = record
        self.link = link
        self.about = ElidedLabel(name="muted")
        self.fold = QToolButton()
        self.fold.setObjectName(f"link-fold-{link.id}")
        self.fold.setCheckable(True)
        self.fold.setAutoRaise(True)
        self.fold.toggled.connect(self._unfold)
        self.remove = QToolButton()
        self.remove.setIcon(icon("remove"))
        self.remove.setAutoRaise(True)
        self.remove.clicked.connect(self._unlink)
        self._go = record_button(link.other, self.record_wanted.emit)
        self._lines: dict[str, SavingLine] = {}
        self._date: DateEditor | None = None
        self._span: SpanEditor | None = None
        self._details: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme.TIGHT if dated else 0)
        self._column.setSpacing(0)
        self._lay_out()
        self._name()
        self.put(link)

    def put(self, link: LinkValue) -> None:
        """Show ``link``, unless something else is just being typed."""
        self.link = link
        edtf = link.date.edtf if link.date else ""
        for name, line in self._lines.items():
            line.put(getattr(link, name))
        if self._date is not None:
            self._date.put(edtf)
        if self._span is not None:
            self._span.put(edtf)
        said = (link.certainty, link.note) if self._dated else (link.role, edtf, link.certainty, link.note)
        self.about.setText(" · ".join(filter(None, said)))
        self.about.setVisible(bool(self.about.text()) and not self.fold.isChecked())

    def reset(self) -> None:
        """Show what is stored, whatever was typed."""
        for name, line in self._lines.items():
            line.reset(getattr(self.link, name))
        edtf = self.link.date.edtf if self.link.date else ""
        if self._date is not None:
            self._date.line.reset(edtf)
        if self._span is not None:
            self._span.reset(edtf)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.HAIR)
        head.addWidget(self.fold)
        head.addWidget(self._go, 2)
        head.addWidget(self.about, 1)
        head.addWidget(self.remove)
        self._column.addLayout(head)
        if self._dated:
            self._span = SpanEditor(self._session, self.link.id, self._place)
            self._span.saved.connect(self._change_span)
            grid = _grid()
            self._field(grid, 0, "role", _("Role"))
            grid.addWidget(plain_label(_("From – to"), "field", wrap=False), 1, 0)
            grid.addWidget(self._span, 1, 1)
            self._column.addLayout(grid)

    def _name(self) -> None:
        title = isolated(self.link.other.title)
        self.fold.setIcon(icon("chevron-right"))
        about = _("More about the link to {title}").format(title=title)
        self.fold.setAccessibleName(about)
        self.fold.setToolTip(theme.plain_tip(_("Role, date, certainty and note") if not self._dated else about))
        label = _("Remove the link to {title}").format(title=title)
        self.remove.setToolTip(theme.plain_tip(label))
        self.remove.setAccessibleName(label)

    def _unfold(self, opened: bool) -> None:
        self.fold.setIcon(icon("chevron-down" if opened else "chevron-right"))
        if opened and self._details is None:
            self._details = self._make_details()
            self._column.addWidget(self._details)
            self.put(self.link)
        if self._details is not None:
            self._details.setVisible(opened)
        self.about.setVisible(bool(self.about.text()) and not opened)
        if opened and self.fold.hasFocus():
            first = self._lines["certainty" if self._dated else "role"]
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _make_details(self) -> QWidget:
        details = QWidget()
        grid = _grid()
        details.setLayout(grid)
        rows = 0
        if not self._dated:
            self._field(grid, 0, "role", _("Role"))
            self._date = DateEditor(self._session, _("Date of the link"))
            self._date.line.setObjectName(f"link-date-{self.link.id}")
            self._keep("date", self._date.line)
            grid.addWidget(plain_label(_("Date"), "field", wrap=False), 1, 0)
            grid.addWidget(self._date, 1, 1)
            rows = 2
        self._field(grid, rows, "certainty", _("Certainty"), _("certain, probable, possible…"))
        self._field(grid, rows + 1, "note", _("Note"))
        return details

    def _field(self, grid: QGridLayout, row: int, name: str, label: str, example: str = "") -> None:
        line = SavingLine()
        line.setObjectName(f"link-{name}-{self.link.id}")
        line.setAccessibleName(label)
        line.setPlaceholderText(example)
        self._keep(name, line)
        if name == "role":
            offer_roles(self._session, line)
        self._lines[name] = line
        grid.addWidget(plain_label(label, "field", wrap=False), row, 0)
        grid.addWidget(line, row, 1)

    def _keep(self, what: str, line: SavingLine) -> None:
        line.keep(self._session.unsaved, lambda: self._place(what))
        line.saved.connect(lambda text: self._save(what, text, lambda: {what: text}))

    def _place(self, what: str) -> Place:
        return Place(self._record, f"link/{self.link.id}/{what}")

    def _change_span(self, what: str, begin: str, end: str) -> None:
        self._save(what, begin if what == "from" else end, lambda: {"date": span(begin, end)})

    def _save(self, what: str, typed: str, said: Callable[[], dict[str, str]]) -> None:
        archive, link = self._session.archive, self.link.id
        self._session.unsaved.save(
            self._place(what),
            typed,
            lambda: linking.change_link(archive, link_id=link, **said()),
            owner=self,
            failed=self._refused,
        )

    def _refused(self, error: ArchiveError) -> None:
        self._session.refused.emit(error.message)
        self.reset()

    def _unlink(self) -> None:
        archive, link = self._session.archive, self.link.id
        self._session.edit(lambda: linking.remove_links(archive, links=[link]))


class SpanEditor(QWidget):
    """From one date to another. ``saved`` gives both as they were typed, for :func:`span` to read, after which of them
    it was (``from``, ``to``), as ``place`` is given it too.
    """

    saved = Signal(str, str, str)

    def __init__(self, session: Session, number: int, place: Callable[[str], Place]) -> None:
        super().__init__()
        self._session = session
        self._place = place
        self.begin = self._line(_("From"), "from", number)
        self.end = self._line(_("To"), "to", number)
        self.echo = plain_label(name="echo")
        self.echo.hide()
        line = QHBoxLayout()
        line.setSpacing(theme.TIGHT)
        line.addWidget(self.begin, 1)
        line.addWidget(plain_label("–", "muted", wrap=False))
        line.addWidget(self.end, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.echo)

    def put(self, edtf: str) -> None:
        """Show what is stored, unless something else is just being typed."""
        for line, text in zip((self.begin, self.end), ends(edtf), strict=True):
            line.put(text)

    def reset(self, edtf: str) -> None:
        """Show what is stored, whatever was typed."""
        for line, text in zip((self.begin, self.end), ends(edtf), strict=True):
            line.reset(text)

    def _line(self, label: str, what: str, number: int) -> SavingLine:
        line = SavingLine()
        line.setObjectName(f"link-{what}-{number}")
        line.keep(self._session.unsaved, lambda: self._place(what))
        line.setAccessibleName(label)
        line.setPlaceholderText(label)
        line.setToolTip(_("A date as the source says it: 2001, 2025-04-03, 1984~ (about); empty where it is not known"))
        line.saved.connect(lambda _text: self.saved.emit(what, self.begin.text().strip(), self.end.text().strip()))
        line.textChanged.connect(lambda _text: self._read())
        return line

    def _read(self) -> None:
        begin, end = self.begin.text().strip(), self.end.text().strip()
        if not begin and not end:
            self._session.tasks.forget(f"span-{id(self)}")
            self._say("", False)
            return

        def work() -> DateValue:
            return parse_date(span(begin, end))

        def understood(date: DateValue) -> None:
            said = words(date, language())
            self._say("" if said in (begin, end, f"{begin}–{end}") else said, False)

        self._session.tasks.read(
            work, understood, owner=self, key=f"span-{id(self)}", failed=lambda error: self._say(error.message, True)
        )

    def _say(self, text: str, wrong: bool) -> None:
        self.echo.setText(text)
        self.echo.setVisible(bool(text))
        self.echo.setProperty("wrong", wrong)
        self.echo.style().unpolish(self.echo)
        self.echo.style().polish(self.echo)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(theme.LARGE, 0, 0, theme.TIGHT)
    grid.setHorizontalSpacing(theme.SMALL)
    grid.setVerticalSpacing(theme.HAIR)
    grid.setColumnMinimumWidth(0, 72)
    grid.setColumnStretch(1, 1)
    return grid

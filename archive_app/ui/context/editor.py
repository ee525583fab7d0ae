"""Asking what one is now tagging for, line by line and ticked as in a stationery pad; and the saved pads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.kinds import OCCASIONS, PEOPLE, PLACES, Kind, ranked
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError, NotFound
from archive_app.i18n import LANGUAGES, N_, _
from archive_app.services.archive import Archive
from archive_app.services.tagging import pads
from archive_app.services.tagging.pads import Pad, PadEntry
from archive_app.ui.context.rows import FreeLinkRow, LinkRow, Row, ValueRow, Wish, more_fields
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.session import Session

_LINKS: tuple[tuple[str, tuple[Kind, ...], tuple[str, ...]], ...] = (
    (N_("Event"), ranked(OCCASIONS), ("", "documents")),
    (N_("Partnership"), (Kind.PARTNERSHIP,), ("", "documents", "held_under")),
    (N_("Place"), ranked(PLACES, Kind.PLACE), (pads.PLACE, "")),
    (N_("Photographer"), ranked(PEOPLE), (pads.CREATOR,)),
)
_FIELDS = ("rights", "credit", "source", "date", "status")
_TALLEST = 460


class ContextEditor(QDialog):
    """``wanted`` gives the :class:`Pad` to tag for, an empty one for nothing. Saved pads are loaded and saved here."""

    wanted = Signal(object)

    def __init__(self, session: Session, pad: Pad, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._saved: tuple[Pad, ...] = ()
        self.setWindowTitle(_("Now tagging for"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(600)
        self._area = QScrollArea()
        self._form = QWidget()
        self._grid = QGridLayout(self._form)
        self._grid.setContentsMargins(0, 0, theme.SMALL, 0)
        self._grid.setVerticalSpacing(theme.TIGHT)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 2)
        self.rows: list[Row] = [
            LinkRow(session, _(label), kinds, relations, self._form) for label, kinds, relations in _LINKS
        ]
        self.rows += [ValueRow(field, self._form) for field in _FIELDS]
        for line, row in enumerate(self.rows):
            row.place(self._grid, line)
        self._fixed = len(self.rows)
        self._line = self._fixed
        self._make_buttons()
        self._lay_out()
        self.show_pad(pad)
        self._read_pads()
        self._first().setFocus()

    # -- showing

    def show_pad(self, pad: Pad) -> None:
        """Show the lines of ``pad`` in place of what is shown."""
        for row in self.rows[self._fixed :]:
            row.leave()
        del self.rows[self._fixed :]
        for row in self.rows:
            row.put(None)
        filled: set[Row] = set()
        for entry in pad.entries:
            free = [each for each in self.rows if each not in filled and each.fits(entry)]
            row = free[0] if free else self.add_row(self._row_for(entry))
            row.put(entry)
            filled.add(row)
        self.name.setCurrentText(pad.name)
        self._fit()

    def add_row(self, row: Row) -> Row:
        """A further line, last of all."""
        row.place(self._grid, self._line)
        self._line += 1
        row.removed.connect(partial(self._remove_row, row))
        before = self.rows[-1].parts[-1]
        for part in (row.tick, *row.parts):
            QWidget.setTabOrder(before, part)
            before = part
        self.rows.append(row)
        self._fit()
        return row

    def _row_for(self, entry: PadEntry) -> Row:
        return FreeLinkRow(self._session, self._form) if entry.record else self._value_row(entry)

    def _value_row(self, entry: PadEntry) -> Row:
        row = ValueRow(entry.field, self._form)
        row.can_be_removed()
        return row

    def _remove_row(self, row: Row) -> None:
        self.rows.remove(row)
        row.leave()
        self._first().setFocus()

    def _first(self) -> QWidget:
        return self.rows[0].parts[0]

    # -- doing

    def _wishes(self) -> list[Wish]:
        return [wish for row in self.rows if (wish := row.wish()) is not None]

    def _accept(self) -> None:
        archive, wishes, name = self._session.archive, self._wishes(), self.name.currentText()

        def done(entries: tuple[PadEntry, ...]) -> None:
            self.wanted.emit(Pad(0, " ".join(name.split())[: pads.LONGEST_NAME] if entries else "", entries))
            self.accept()

        self._session.tasks.read(lambda: _found(archive, wishes), done, owner=self, failed=self._failed)

    def _clear(self) -> None:
        self.wanted.emit(Pad())
        self.accept()

    def _save(self) -> None:
        archive, wishes, name = self._session.archive, self._wishes(), self.name.currentText()

        def work() -> Pad:
            entries = _found(archive, wishes)
            try:
                there = pads.find_pad(archive, name)
            except NotFound:
                return pads.save_pad(archive, name=name, entries=entries)
            pads.change_pad(archive, pad_id=there.id, entries=entries)
            return there

        def done(pad: Pad) -> None:
            self._say(_("Saved: {name}").format(name=isolated(pad.name)))
            self.name.setCurrentText(pad.name)
            self._read_pads()

        self._session.edit(work, done, owner=self, failed=self._failed)

    def _drop(self) -> None:
        archive, name = self._session.archive, self.name.currentText()

        def work() -> str:
            there = pads.find_pad(archive, name)
            pads.remove_pad(archive, pad_id=there.id)
            return there.name

        def done(removed: str) -> None:
            self._say(_("Removed “{name}”.").format(name=isolated(removed)))
            self._read_pads()

        self._session.edit(work, done, owner=self, failed=self._failed)

    def _read_pads(self) -> None:
        archive = self._session.archive
        self._session.tasks.read(lambda: pads.pads(archive), self._offer, owner=self, key=f"pads-{id(self)}")

    def _offer(self, saved: tuple[Pad, ...]) -> None:
        self._saved = saved
        typed = self.name.currentText()
        self.name.clear()
        self.name.addItems([pad.name for pad in saved])
        self.name.setCurrentIndex(-1)
        self.name.setCurrentText(typed)

    def _pick(self, number: int) -> None:
        if 0 <= number < len(self._saved):
            self.show_pad(self._saved[number])
            self._say("")

    def _failed(self, error: ArchiveError) -> None:
        self._say(error.message, wrong=True)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.said.setObjectName("fault" if wrong else "muted")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.said.setText(text)
        self.said.setVisible(bool(text))

    # -- the look of it

    def _fit(self) -> None:
        """All lines are seen at once, as far as that goes."""
        self._area.setMinimumHeight(min(_TALLEST, self._grid.sizeHint().height() + theme.SMALL))

    def _make_buttons(self) -> None:
        self.name = Combo()
        self.name.setEditable(True)
        self.name.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self.name.setAccessibleName(_("Pad"))
        edit = self.name.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(_("Choose a saved pad, or name this one to save it"))
        self.name.activated.connect(self._pick)
        self.save = _button(_("Save pad"), self._save)
        self.drop = _button(_("Remove pad"), self._drop)
        self.link = _button(_("Add a link"), self._add_link)
        self.link.setIcon(icon("add"))
        self.field = QPushButton(icon("add"), _("Add a field"))
        self.field.setAutoDefault(False)
        menu = QMenu(self.field)
        for field in more_fields(tuple(LANGUAGES)):
            menu.addAction(pads.field_label(field), partial(self._add_field, field))
        self.field.setMenu(menu)
        self.said = plain_label(name="muted")
        self.said.hide()

    def _add_link(self) -> None:
        self.add_row(FreeLinkRow(self._session, self._form)).parts[-1].setFocus()

    def _add_field(self, field: str) -> None:
        there = next((row for row in self.rows if isinstance(row, ValueRow) and row.field == field), None)
        row = there or self.add_row(self._value_row(PadEntry(field=field)))
        row.parts[-1].setFocus()

    def _lay_out(self) -> None:
        saved = QHBoxLayout()
        saved.setSpacing(theme.SMALL)
        saved.addWidget(self.name, 1)
        saved.addWidget(self.save)
        saved.addWidget(self.drop)
        self._area.setWidget(self._form)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        more = QHBoxLayout()
        more.setSpacing(theme.SMALL)
        more.addWidget(self.link)
        more.addWidget(self.field)
        more.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.stop = buttons.addButton(_("Clear it"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(lambda: self._clear())
        self.go = buttons.addButton(_("Tag for this"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        about = plain_label(
            _("What is added or stepped through is given what is ticked; values only where nothing is."),
            "muted",
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(about)
        layout.addWidget(self._area, 1)
        layout.addLayout(more)
        layout.addLayout(saved)
        layout.addWidget(self.said)
        layout.addWidget(buttons)


def _found(archive: Archive, wishes: Sequence[Wish]) -> tuple[PadEntry, ...]:
    return tuple(dict.fromkeys(wish.found(archive) for wish in wishes))


def _button(text: str, run: object) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: run())  # type: ignore[operator]
    return button

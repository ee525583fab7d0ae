"""What one step changed, and taking it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from archive_app.domain.dates.moments import local_moment
from archive_app.domain.model.records import OperationValue, RecordRef, StepValue
from archive_app.domain.text.showing import isolated, shown
from archive_app.i18n import _, ngettext, noted
from archive_app.services.history import history
from archive_app.ui.history.sides import Side, SideModel, SideTable, compared
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.session import Session


class ChangesPane(QWidget):
    """``undo_wanted`` asks to take back the step, ``some_wanted`` only these of its operations; ``record_wanted`` to
    show the record of the chosen line.
    """

    undo_wanted = Signal()
    some_wanted = Signal(list)
    record_wanted = Signal(object)

    def __init__(self, session: Session, record: int | None) -> None:
        super().__init__()
        self._session = session
        self._record = record
        self.step: StepValue | None = None
        self.operations: list[OperationValue] = []
        self.title = plain_label(name="heading")
        self.about = plain_label(name="muted")
        self.model = SideModel((_("What"), _("Old"), _("New")), self)
        self.table = SideTable(self.model, _("What was changed, old and new"))
        self.rest = QPushButton()
        self.rest.setObjectName("quiet")
        self.rest.clicked.connect(self._more)
        self.undo = _button(_("&Undo this step"), "undo", self.undo_wanted.emit)
        self.undo.setToolTip("Ctrl+Backspace")
        self.some = _button(_("Undo only what is &chosen"), "undo", self._undo_some)
        self.go = _button(_("&Show the record"), "forward", self._show_record)
        self.go.setToolTip("Ctrl+Return")
        self._lay_out()
        self.table.selectionModel().selectionChanged.connect(lambda _new, _old: self._enable())
        self.table.doubleClicked.connect(lambda _index: self._show_record())
        self.put(None)

    def put(self, step: StepValue | None) -> None:
        """Show what ``step`` changed, nothing for none."""
        again = step is not None and self.step is not None and step.id == self.step.id
        self.step = step
        self.title.setText(shown(step.named) if step else _("Choose a step to see what it changed."))
        undone = _("undone") if step and step.undone else _("can't be undone") if step and step.purged else ""
        number = _("step {number}").format(number=step.id) if step else ""
        about = (local_moment(step.at), step.by, step.device, number, undone) if step else ()
        self.about.setText(" · ".join(filter(None, about)))
        if not again:
            self.operations = []
            self.model.put(())
            if step is not None:
                self._read(step, 0)
        self._enable()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SMALL)
        for button in (self.undo, self.some, self.go):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        for widget in (self.title, self.about):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.rest)
        layout.addLayout(buttons)

    def _read(self, step: StepValue, after: int) -> None:
        archive, record = self._session.archive, self._record

        def work() -> list[tuple[OperationValue, Side]]:
            found = history.operations_of(archive, step=step.id, record=record, after=after)
            return [(each, compared(_side(each, record))) for each in found]

        def take(found: list[tuple[OperationValue, Side]]) -> None:
            if self.step is None or self.step.id != step.id:
                return
            self.operations += [operation for operation, _side in found]
            self.model.add([side for _operation, side in found])
            self._enable()

        self._session.tasks.read(
            work,
            take,
            owner=self,
            key=f"history-changes-{id(self)}",
        )

    def _more(self) -> None:
        if self.step is not None and self.operations:
            self._read(self.step, self.operations[-1].id)

    def _enable(self) -> None:
        step = self.step
        chosen = len(self.table.selectionModel().selectedRows())
        self.undo.setEnabled(step is not None and step.undoable)
        some = step is not None and step.undoable_in_part and 0 < chosen < step.operation_count
        self.some.setEnabled(some)
        about = self._about()
        self.go.setEnabled(about is not None and about.id != self._record)
        left = (step.operation_count if step else 0) - len(self.operations)
        words = ngettext("Show more: {count} is left", "Show more: {count} are left", left)
        self.rest.setText(words.format(count=f"{left:,}"))
        self.rest.setVisible(bool(self.operations) and left > 0)

    def _chosen(self) -> list[OperationValue]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.operations[row] for row in rows]

    def _about(self) -> RecordRef | None:
        chosen = self._chosen() or self.operations[:1]
        return chosen[0].about if chosen else None

    def _undo_some(self) -> None:
        self.some_wanted.emit([each.id for each in self._chosen()])

    def _show_record(self) -> None:
        about = self._about()
        if about is not None:
            self.record_wanted.emit(about)


def _side(operation: OperationValue, record: int | None) -> Side:
    about = operation.about
    # What was purged is called by its ref alone.
    called = "" if about is None or about.title == about.ref else noted(isolated(about.title, 80), about.ref)
    title = "" if about is None or about.id == record else f"{called or about.ref}\n"
    return Side(f"{title}{operation.label}", operation.before, operation.after, operation.id)


def _button(text: str, drawing: str, run: Callable[[], None]) -> QPushButton:
    button = QPushButton(icon(drawing), text)
    button.setAccessibleName(text.replace("&", ""))
    button.setAutoDefault(False)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.clicked.connect(lambda _on=False: run())
    return button

"""What one is now tagging for: a thin strip over the result, there as long as anything is set."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.pads import Pad
from archive_app.domain.text.showing import isolated, shown
from archive_app.i18n import _
from archive_app.loading import later
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.flow import FlowLayout
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.session import Session

if TYPE_CHECKING:
    from archive_app.services.tagging import pads
else:
    (pads,) = later("archive_app.services.tagging", "pads")

_KEY = "tagging-context"
#: Letters of a line of the strip; the rest is in its tip.
_LONGEST = 48


class ContextStrip(QFrame):
    """``pad`` is what is set, an empty one where nothing is; ``changed`` says that it, or a tick in it, is another."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pad = Pad()
        self._kept = f"tagging/context/{session.archive.info.uid}"
        self.setObjectName("context")
        self.setAccessibleName(_("Now tagging for"))
        self.ticks: list[QCheckBox] = []
        self.label = plain_label("", "strong", wrap=False)
        self._lines = QWidget()
        self._flow = FlowLayout(self._lines, theme.SMALL)
        # As far down as the words of the buttons beside it.
        self._flow.setContentsMargins(0, theme.TIGHT, 0, theme.TIGHT)
        self._flow.addWidget(self.label)
        self.more = self._button("more", _("Pads, and what is set…"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self.stop = self._button("close", _("Tag for nothing any more"))
        self.stop.clicked.connect(lambda: self.clear())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.HAIR, theme.SMALL, theme.HAIR)
        layout.setSpacing(theme.SMALL)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self._lines, 1)
        layout.addWidget(self.more, 0, top)
        layout.addWidget(self.stop, 0, top)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()
        session.bridge.changed.connect(self._archive_changed)
        kept = session.settings.text(self._kept)
        if kept:
            self._load(kept)

    @property
    def pad(self) -> Pad:
        """What everything that is ingested or stepped through is given now."""
        return self._pad

    def put(self, pad: Pad) -> None:
        """Tag for ``pad`` from here on."""
        self._keep(replace(pad, id=0))
        self._load(self._session.settings.text(self._kept))

    def _keep(self, pad: Pad) -> None:
        self._pad = pad
        self._session.settings.put(self._kept, pads.to_json(pad) if pad else "")
        self.changed.emit()

    def clear(self) -> None:
        """Tag for nothing any more."""
        if self._pad:
            self._session.told.emit(_("Now tagging for nothing in particular."))
        self.put(Pad())

    def edit(self) -> None:
        """Ask what to tag for."""
        from archive_app.ui.context.editor import ContextEditor

        editor = ContextEditor(self._session, self._pad, self.window())
        editor.wanted.connect(self.put)
        editor.open()

    # -- showing

    def _load(self, text: str) -> None:
        archive = self._session.archive

        def work() -> tuple[Pad, tuple[str, ...], tuple[Pad, ...]]:
            pad = pads.from_json(archive, text)
            return pad, pads.labels(archive, pad), pads.pads(archive)

        self._session.tasks.read(work, lambda found: self._show(*found), owner=self, key=_KEY)

    def _show(self, pad: Pad, labels: tuple[str, ...], saved: tuple[Pad, ...]) -> None:
        differs = pad != self._pad
        self._pad = pad
        while len(self.ticks) < len(labels):
            self._add_tick()
        for tick, entry, label in zip(self.ticks, pad.entries, labels, strict=False):
            tick.setText(shown(label, _LONGEST).replace("&", "&&"))
            tick.setToolTip(theme.plain_tip(label))
            tick.setAccessibleName(shown(label))
            tick.setChecked(entry.ticked)
            tick.show()
        for tick in self.ticks[len(labels) :]:
            tick.hide()
        name = isolated(pad.name, _LONGEST)
        self.label.setText(_("Now tagging for {name}:").format(name=name) if name else _("Now tagging for:"))
        self.setVisible(bool(pad))
        self._fill_menu(saved)
        self._fit()
        if differs:
            self.changed.emit()

    def _add_tick(self) -> None:
        tick = QCheckBox(self._lines)
        number = len(self.ticks)
        tick.clicked.connect(lambda on: self._tick(number, on))
        self._flow.addWidget(tick)
        if self.ticks:
            self.setTabOrder(self.ticks[-1], tick)
        self.ticks.append(tick)

    def _tick(self, number: int, on: bool) -> None:
        entries = list(self._pad.entries)
        entries[number] = replace(entries[number], ticked=on)
        self._keep(replace(self._pad, entries=tuple(entries)))

    def _fill_menu(self, saved: tuple[Pad, ...]) -> None:
        self.menu.clear()
        for pad in saved:
            self.menu.addAction(shown(pad.name, _LONGEST).replace("&", "&&"), partial(self.put, pad))
        if saved:
            self.menu.addSeparator()
        self.menu.addAction(icon("edit"), _("Edit, or save as a pad…"), self.edit)
        self.menu.addAction(icon("close"), _("Clear it"), self.clear)

    def _archive_changed(self, change: ChangeSet) -> None:
        mine = {entry.record.id for entry in self._pad.entries if entry.record is not None}
        if change.everything or mine & change.ids or any(field.startswith("pad") for field in change.fields):
            self._load(self._session.settings.text(self._kept))

    # -- the look of it

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(320, self.maximumHeight() if self.maximumHeight() < 1000 else 30)

    def _fit(self) -> None:
        """As high as its lines need."""
        layout = self.layout()
        if layout is None:
            return
        around = layout.contentsMargins()
        layout.activate()
        inner = max(self._flow.heightForWidth(max(1, self._lines.width())), self.more.sizeHint().height())
        height = inner + around.top() + around.bottom()
        if self.maximumHeight() != height:
            self.setFixedHeight(height)

    def _button(self, name: str, label: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setAutoRaise(True)
        button.setToolTip(label)
        button.setAccessibleName(label)
        return button

"""What is marked on the files of a record: each with its part of the picture or its time, its words, and who it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QTransform
from PySide6.QtWidgets import QPushButton

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.details import REGION
from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.model.records import FileValue, Record
from archive_app.domain.model.regions import Region, region_of
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.ingest import pictures
from archive_app.services.records import regions
from archive_app.ui.inspector.region_row import EDGE, RegionRow
from archive_app.ui.kit.editors import flush_all
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import Section
from archive_app.ui.session.jpeg import picture
from archive_app.ui.session.session import Session

#: Pixels of a part of a picture, enough for a screen of three times as many, and what is seen around a box.
_FINE, _AROUND = EDGE * 3, 0.15


@dataclass(frozen=True, slots=True)
class _Wish:
    """A part of a picture that is to be seen: of which region, of which file, how turned."""

    region: int
    sha256: str
    turn: int
    box: Box


class RegionsSection(Section):
    """``region_wanted`` asks to show the region of this id on its picture, or to play it."""

    region_wanted = Signal(int)
    record_wanted = Signal(object)
    #: Another region is to be marked.
    mark_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("regions", _("Regions"), session.settings)
        self._session = session
        self._record = 0
        self.rows: list[RegionRow] = []
        self._wishes: tuple[_Wish, ...] = ()
        self.all = QPushButton(icon("check"), _("Accept all"))
        self.all.setObjectName("quiet")
        self.all.clicked.connect(self._accept_all)
        self.mark = QPushButton(icon("region"), _("Mark a region"))
        self.mark.setObjectName("quiet")
        self.mark.clicked.connect(self.mark_wanted)

    def show_record(self, record: Record) -> None:
        """Show what is marked on the files of ``record``; rows that are there stay, with what is typed in them."""
        there = [region_of(detail) for detail in record.details_of(REGION.name)]
        self.setVisible(bool(there) or (record.kind in ITEM_KINDS and any(_markable(file) for file in record.files)))
        self.say(len(there))
        if record.id != self._record or [row.region.id for row in self.rows] != [each.id for each in there]:
            self._rebuild(record, there)
        else:
            for row, region in zip(self.rows, there, strict=True):
                row.put(region)
        self.all.setVisible(sum(not region.accepted for region in there) > 1)
        self._cut(record, there)

    def _rebuild(self, record: Record, there: Sequence[Region]) -> None:
        flush_all(self)
        self._record, self._wishes = record.id, ()
        for kept in (self.all, self.mark):
            kept.setParent(None)
        self.empty()
        self.rows = [RegionRow(self._session, record.uid, region, number) for number, region in enumerate(there)]
        for row in self.rows:
            row.region_wanted.connect(self.region_wanted)
            row.record_wanted.connect(self.record_wanted)
            self.content.addWidget(row)
        for kept in (self.all, self.mark):
            self.content.addWidget(kept)
        self.mark.show()

    def _accept_all(self) -> None:
        archive, waiting = self._session.archive, [row.region.id for row in self.rows if not row.region.accepted]
        if waiting:
            self._session.edit(lambda: regions.accept(archive, regions=waiting))

    def _cut(self, record: Record, there: Sequence[Region]) -> None:
        """Have the parts of the pictures cut out, where they are others than those that are shown."""
        files = {file.id: file for file in record.files}
        wishes = tuple(
            _Wish(region.id, file.sha256, file.turn, region.box)
            for region in there
            if region.box is not None
            and region.page == 1
            and (file := files.get(region.file)) is not None
            and not file.picture
            and file.width
        )
        if wishes == self._wishes:
            return
        self._wishes = wishes
        archive = self._session.archive
        self._session.tasks.read(
            lambda: _parts(archive, wishes),
            self._put_parts,
            owner=self,
            key="inspector-regions",
            failed=_leave_out,
        )

    def _put_parts(self, made: dict[int, QImage]) -> None:
        for row in self.rows:
            if row.region.id in made:
                row.show_part(QPixmap.fromImage(made[row.region.id]))


def _markable(file: FileValue) -> bool:
    """Whether there is a picture, or something that lasts."""
    return not file.picture or file.mime.startswith(("video/", "audio/"))


def _leave_out(_error: ArchiveError) -> None:
    """The drawings of regions stand where no picture can be had; why is said where the file is shown."""


def _parts(archive: Archive, wishes: Sequence[_Wish]) -> dict[int, QImage]:
    """For each region its part of the picture, upright as one sees it. For a thread of its own."""
    whole: dict[str, QImage] = {}
    made: dict[int, QImage] = {}
    for wish in wishes:
        if wish.sha256 not in whole:
            whole[wish.sha256] = picture(pictures.preview(archive, wish.sha256), pictures.PREVIEW_EDGE)
        image = whole[wish.sha256]
        if not image.isNull():
            part = image.copy(_room(wish.box, image.size()))
            part = part.scaled(QSize(_FINE, _FINE), Qt.AspectRatioMode.KeepAspectRatio,
                               Qt.TransformationMode.SmoothTransformation)  # fmt: skip
            made[wish.region] = part.transformed(QTransform().rotate(wish.turn)) if wish.turn else part
    return made


def _room(box: Box, size: QSize) -> QRect:
    """Where ``box`` lies in a picture of this size, with a little around it."""
    across, down = box.width * size.width(), box.height * size.height()
    around = _AROUND * max(across, down)
    left, top = box.x * size.width() - around, box.y * size.height() - around
    found = QRect(round(left), round(top), round(across + 2 * around), round(down + 2 * around))
    return found.intersected(QRect(0, 0, size.width(), size.height()))

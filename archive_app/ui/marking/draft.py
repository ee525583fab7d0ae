"""What is being marked: where, as one saw it then, and what was said of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive_app.domain.model.boxes import Box, Span
from archive_app.domain.model.records import FileValue, Record, RecordRef
from archive_app.domain.model.regions import Region
from archive_app.services.drafts import Place


@dataclass(frozen=True, slots=True)
class Spot:
    """A page of a file of a record, as it was shown: turned by ``turn`` degrees."""

    record: int
    uid: str
    title: str
    file: int
    turn: int
    page: int = 1

    @property
    def key(self) -> tuple[int, int, int]:
        """Which it is, however it is turned."""
        return self.record, self.file, self.page


def spot_of(record: Record | None, file: FileValue | None, page: int = 1) -> Spot | None:
    """Where one would mark now; None where nothing is shown."""
    if record is None or file is None:
        return None
    return Spot(record.id, record.uid, record.title, file.id, file.turn, page)


@dataclass(slots=True)
class Said:
    """What is said of a region. ``name`` is what was typed of its subject, as long as nobody was chosen."""

    text: str = ""
    sort: str = ""
    subject: RecordRef | None = None
    name: str = ""


@dataclass(slots=True)
class Draft:
    """What is not saved yet; ``region`` is the id of the region, 0 for a new one."""

    spot: Spot
    region: int = 0
    box: Box | None = None
    span: Span | None = None
    before: Said = field(default_factory=Said)
    said: Said = field(default_factory=Said)

    @property
    def changed(self) -> bool:
        """Whether something else is said than what is stored."""
        return self.said != self.before

    @property
    def finished(self) -> bool:
        """Whether it can be saved as it is: whoever is named was found."""
        return not self.said.name

    @property
    def place(self) -> Place:
        """Where what is typed belongs, in this session and in the next one."""
        if self.region:
            return Place(self.spot.uid, f"detail/region/{self.region}/text")
        upright = self.box.turned(-self.spot.turn) if self.box is not None else None
        where = ",".join(str(side) for side in (upright.x, upright.y, upright.width, upright.height)) if upright else ""
        when = f"{self.span.start}-{self.span.end}" if self.span is not None else ""
        return Place(self.spot.uid, f"region/{self.spot.file}/{self.spot.page}/{where}/{when}")


def draft_of(spot: Spot, region: Region) -> Draft:
    """What is to be said of a region that is there."""
    said = (region.text, region.sort, region.subject)
    return Draft(spot, region.id, region.box, region.span, Said(*said), Said(*said))

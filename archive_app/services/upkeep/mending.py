"""Rows of the catalogue that were damaged come back from the history, which says what each of them should hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from archive_app.errors import Cancelled
from archive_app.i18n import _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.services.upkeep.maintenance import Problem
from archive_app.store.face.values import Mended


@dataclass(slots=True)
class MendReport:
    """``mended`` rows and fields were put back; ``left`` is what could not be."""

    mended: list[Mended] = field(default_factory=list)
    left: list[Problem] = field(default_factory=list)


def mend(
    archive: Archive,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> MendReport:
    """Put back every row and field that is not what the history says, and make anew what is derived.

    Cancelled, where it is stopped: then nothing was changed. Where steps of the history are damaged themselves, what
    they say is not believed.
    """
    archive.require_writable()
    ticker = Ticker(0, on_progress)
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        if cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        ticker.at(done, 0)

    report = MendReport(archive.store.mend(told))
    archive.store.reindex(ticker.at, lambda: False)
    for flaw in archive.store.check(ticker.at):
        report.left.append(Problem(flaw.what, flaw.ref, flaw.reason, flaw.field, flaw.code))
    return report


def summary(report: MendReport) -> str:
    """How much was put back, and how much is amiss still."""
    if not report.mended and not report.left:
        return _("All that is recorded is as it was written.")
    words = ngettext("Put back {count} value.", "Put back {count} values.", len(report.mended))
    said = [words.format(count=f"{len(report.mended):,}")]
    if report.left:
        words = ngettext(
            "{count} finding is left: restore a backup for it.",
            "{count} findings are left: restore a backup for them.",
            len(report.left),
        )
        said.append(words.format(count=f"{len(report.left):,}"))
    return " ".join(said)

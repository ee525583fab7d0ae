"""What is said of a table that was tried or taken in, and which names are asked for."""

from __future__ import annotations

from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, ngettext, sentences
from archive_app.services.exchange.arriving import ArrivingReport
from archive_app.services.exchange.binding import Unsure
from archive_app.ui.session.reports import Finding

#: So many names are asked for at a time.
_ASKED = 3


def asked(report: ArrivingReport) -> list[Unsure]:
    """Of the names that it is unsure of those to ask for first: with somebody near, and most often named."""
    return sorted(report.unsure, key=lambda each: (not each.near, -len(each.lines)))[:_ASKED]


def headings() -> tuple[str, str, str]:
    """Of the list of what is said of single lines."""
    return _("Outcome"), _("Line"), _("Reason")


def summary(report: ArrivingReport) -> str:
    """How many lines became what, in a sentence."""
    words = _("{added} new, {changed} changed, {same} as they were, {refused} refused.")
    made = ngettext(
        "{count} record for a name that nobody bore.", "{count} records for names that nobody bore.", report.made
    )
    return sentences(
        words.format(added=report.added, changed=report.changed, same=report.same, refused=len(report.refused)),
        made.format(count=report.made) if report.made else "",
        *report.told,
    )


def findings(report: ArrivingReport) -> list[Finding]:
    """What is to be said of single lines, the refused ones first."""
    groups = ((_("refused"), report.refused), (_("taken, with a remark"), report.remarks))
    found = [Finding(what, str(each.line or ""), each.reason) for what, problems in groups for each in problems]
    if report.left:
        found.append(Finding(_("left out"), "", ", ".join(map(isolated, report.left))))
    return found

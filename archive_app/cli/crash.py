"""Our own faults: a report with the traceback in a file, and one sentence on the screen."""

from __future__ import annotations

from archive_app.cli import output
from archive_app.i18n import _
from archive_app.services.crash import report_text, write_report
from archive_app.services.logbook import Logbook


def report_crash(error: BaseException, book: Logbook) -> str:
    """Write what is known of ``error`` beside the log; returns the sentence that was shown."""
    target = write_report(error, book)
    if target is None:
        message = _("Exchange Archive failed; this is a fault of the program, and no report could be written.")
        output.say(report_text(error, book))
    else:
        message = _(
            "Exchange Archive failed; this is a fault of the program. Please send the report “{file}” to its makers."
        ).format(file=target)
    output.say(message)
    return message

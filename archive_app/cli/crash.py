"""Our own faults: a report with the traceback in a file, and one sentence on the screen."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import datetime
from pathlib import Path

from archive_app import __version__
from archive_app.cli import output
from archive_app.i18n import _


def report_crash(error: BaseException, folder: Path) -> str:
    """Write what is known of ``error`` into ``folder``; returns the sentence that was shown."""
    lines = [
        f"Exchange Archive {__version__}, Python {sys.version.split()[0]}, {platform.platform()}",
        *traceback.format_exception(error),
    ]
    target = folder / f"crash-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines), encoding="utf-8", errors="backslashreplace")
    except OSError:
        message = _("Exchange Archive failed; this is a fault of the program, and no report could be written.")
        output.messages().print("".join(lines))
    else:
        message = _(
            "Exchange Archive failed; this is a fault of the program. Please send the report “{file}” to its makers."
        ).format(file=target)
    output.messages().print(message, soft_wrap=True)
    return message

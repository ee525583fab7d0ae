"""Papers that are printed to a file."""

from __future__ import annotations

from pathlib import Path

from archive_app.domain.model.papers import Paper
from archive_app.services import outputs


def printed(paper: Paper, out: Path) -> int:
    """Write ``paper`` to the PDF ``out``, as a whole or not at all; returns its number of pages."""
    # Imported here: typst and pikepdf take longer to load than most commands take to run.
    from archive_app.media.printing.papers import render_paper

    with outputs.written(out) as draft:
        return render_paper(paper, draft)

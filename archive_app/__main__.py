"""``exchange-archive`` and ``python -m archive_app``: the one place that knows both the command line and the window."""

from __future__ import annotations

import sys
from pathlib import Path

from archive_app.cli.app import run


def _window(folder: Path | None, language: str) -> int:
    # Loaded only when asked for: every other command works without Qt.
    from archive_app.ui.app import run as show

    return show(folder, language)


def main() -> None:
    """Run the command line; without a command, open the window."""
    sys.exit(run(sys.argv[1:], window=_window))


if __name__ == "__main__":
    main()

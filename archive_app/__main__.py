"""``exchange-archive`` and ``python -m archive_app``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; without a command, open the window."""
    from archive_app.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()

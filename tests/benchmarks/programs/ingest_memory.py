"""``ARCHIVE FOLDER COUNT``: take in the first files of a folder and print the peak memory of all its processes.

In MB, as proportional set size (Linux).
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from pathlib import Path

import psutil

from archive_app.services.archive import create_archive
from archive_app.services.ingest.ingest import ingest


class Watch(threading.Thread):
    """Asks twenty times a second; a daemon, so that a program that fails ends."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.done = False

    def run(self) -> None:
        me = psutil.Process()
        while not self.done:
            total = 0
            for process in [me, *me.children(recursive=True)]:
                with contextlib.suppress(psutil.Error):
                    total += process.memory_full_info().pss
            self.peak = max(self.peak, total)
            time.sleep(0.05)


def main(folder: Path, sources: Path, count: int) -> None:
    watch = Watch()
    watch.start()
    with create_archive(folder) as archive:
        ingest(archive, sorted(sources.iterdir())[:count])
    watch.done = True
    watch.join()
    print(watch.peak // 2**20)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))

"""``ARCHIVE``: check its catalogue three times; print each time's seconds of the clock and of the processor, the peak
memory in MB, and how often it was told how far it is.

VmHWM and not ru_maxrss, which a child inherits from its parent.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from archive_app.services.archive import open_archive


def main(folder: Path) -> None:
    took: list[tuple[float, float]] = []
    told: list[int] = []

    def tell(done: int, _total: int) -> None:
        told.append(done)

    with open_archive(folder) as archive:
        for _turn in range(3):
            begun, spent = time.perf_counter(), time.process_time()
            assert archive.store.check(tell) == []
            took.append((round(time.perf_counter() - begun, 1), round(time.process_time() - spent, 1)))
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    clock, processor = zip(*took, strict=True)
    said = {"clock, s": clock, "processor, s": processor, "peak MB": int(found[1]) // 1024, "told": len(told) // 3}
    print(json.dumps(said))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

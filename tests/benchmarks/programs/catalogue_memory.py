"""``PICKLE OUT``: print a catalogue, and say the peak memory of it in kB.

VmHWM and not ru_maxrss, which a child inherits from its parent.
"""

from __future__ import annotations

import pickle
import re
import sys
from pathlib import Path

from archive_app.media.pictures.workers import DecoderPool
from archive_app.media.printing.pdf import render_catalogue


def main(pickled: Path, out: Path) -> None:
    with DecoderPool() as decoders:
        render_catalogue(pickle.loads(pickled.read_bytes()), out, decoders)
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    print(found[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

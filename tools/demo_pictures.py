"""Draw the demo's pictures: ``python -m tools.demo_pictures [STEM…]``, all of them without a name.

Everything is made from the shapes in ``drawing/`` and the words in ``resources/demo``; the same script
draws the same pictures every time.
"""

from __future__ import annotations

import sys
from pathlib import Path

from archive_app.paths import resources
from archive_app.services.upkeep.demo_facts import FactRecord, read_facts
from tools.drawing.gallery import SCENES, drawn
from tools.drawing.metadata import save


def main(wanted: list[str]) -> int:
    """Draw the pictures named, or all; returns the exit code."""
    facts = read_facts(resources("demo"))
    owners: dict[str, FactRecord] = {Path(file.name).stem: record for record in facts.records for file in record.files}
    if unknown := [stem for stem in wanted if stem not in SCENES or stem not in owners]:
        print("There is no picture", ", ".join(unknown), file=sys.stderr)
        return 2
    folder = resources("demo", "pictures")
    folder.mkdir(exist_ok=True)
    total = 0
    for stem in wanted or owners:
        file = folder / f"{stem}.jpg"
        save(drawn(stem).finish(), file, owners[stem], facts.creator)
        total += file.stat().st_size
    print(f"{len(wanted or owners)} pictures, {total / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

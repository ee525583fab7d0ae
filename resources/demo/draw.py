"""Draw the demo's pictures: ``python resources/demo/draw.py [STEM…]``, all of them without a name.

Everything is made from the shapes in ``drawing/`` and the words in the .toml files beside this one; the same script
draws the same pictures every time.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from drawing.gallery import SCENES, drawn  # noqa: E402
from drawing.metadata import save  # noqa: E402

from archive_app.services.upkeep.demo_facts import FactRecord, read_facts  # noqa: E402


def main(wanted: list[str]) -> int:
    """Draw the pictures named, or all; returns the exit code."""
    facts = read_facts(HERE)
    owners: dict[str, FactRecord] = {Path(file.name).stem: record for record in facts.records for file in record.files}
    if unknown := [stem for stem in wanted if stem not in SCENES or stem not in owners]:
        print("There is no picture", ", ".join(unknown), file=sys.stderr)
        return 2
    folder = HERE / "pictures"
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

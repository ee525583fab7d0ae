"""``FOLDER``: compile the catalogue that lies there with typst alone, and print the seconds it took."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import typst

from archive_app.media.printing import fonts


def main(folder: Path) -> None:
    begun = time.perf_counter()
    typst.compile(
        str(folder / "catalogue.typ"),
        root="/",
        font_paths=[str(path) for path in fonts.font_paths()],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": (folder / "data.json").read_text("utf-8")},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=0,
        output=str(folder / "bare.pdf"),
    )
    print(time.perf_counter() - begun)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Fetch the validator: ``python -m tests.packaging.verapdf``; with PDF files behind it, check them too."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.packaging import verapdf

verapdf.fetch()
if lacking := verapdf.missing():
    sys.exit(f"apt-get install -y --no-install-recommends {' '.join(lacking)}")
if len(sys.argv) > 1:
    conforms, report = verapdf.check([Path(name) for name in sys.argv[1:]])
    print(report, end="")
    sys.exit(0 if conforms else 1)

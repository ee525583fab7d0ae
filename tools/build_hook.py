"""What hatchling does beside copying when it builds a wheel: message catalogues, and the licences of others."""

from __future__ import annotations

import runpy
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Hook(BuildHookInterface[Any]):
    """Adds an .mo for every .po, and the page of licences. An editable install finds both in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self._made = Path(tempfile.mkdtemp())
        if version == "editable":
            return
        root = Path(self.root)
        build_data["force_include"][str(root / "THIRD_PARTY.md")] = "archive_app/_bundled/THIRD_PARTY.md"
        compiled = runpy.run_path(str(root / "archive_app" / "i18n" / "messages.py"))["compiled"]
        for source in sorted(root.glob("resources/i18n/*/LC_MESSAGES/*.po")):
            inside = source.relative_to(root).with_suffix(".mo")
            made = self._made / inside
            made.parent.mkdir(parents=True)
            made.write_bytes(compiled(source.read_text("utf-8")))
            build_data["force_include"][str(made)] = f"archive_app/_bundled/{inside.as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        shutil.rmtree(self._made)

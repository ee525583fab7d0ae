"""The table of city names is what Babel says, folded as the program folds now."""

from __future__ import annotations

import runpy

from archive_app.paths import resources


def test_the_table_is_what_its_maker_makes() -> None:
    made = runpy.run_path(str(resources("exonyms", "make.py")))["table"]()
    assert resources("exonyms", "exonyms.tsv").read_text("utf-8") == made
    assert "istanbul" in made

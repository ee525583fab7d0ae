"""The table of city names is what Babel says, folded as the program folds now."""

from __future__ import annotations

from archive_app.paths import resources
from tools import exonyms


def test_the_table_is_what_its_maker_makes() -> None:
    made = exonyms.table()
    assert resources("exonyms", "exonyms.tsv").read_text("utf-8") == made
    assert "istanbul" in made

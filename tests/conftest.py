"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real files beside the checkout; only a newcomer's machine may lack it."""
    if not (_CORPUS / "MANIFEST.md").is_file():
        if os.environ.get("CI"):
            pytest.fail(f"the corpus is missing: {_CORPUS}")
        pytest.skip("the corpus of real files is not beside the checkout")
    return _CORPUS

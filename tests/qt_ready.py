"""Loaded before pytest-qt: where Qt's system libraries are missing, the tests say which line installs them and stop."""

from __future__ import annotations

import os
import sys

import pytest

from archive_app.ui.platform_check import CORE_LIBRARIES, missing_component, missing_packages

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    lacking = missing_packages(CORE_LIBRARIES) if sys.platform.startswith("linux") else []
    if lacking:
        raise pytest.UsageError(missing_component(lacking).message)

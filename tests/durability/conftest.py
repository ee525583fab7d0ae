"""Which of these tests this machine can carry out."""

from __future__ import annotations

from tests.durability import drives

collect_ignore = [] if drives.are_there() else ["test_drives.py"]

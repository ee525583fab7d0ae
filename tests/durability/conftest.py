"""Which of these tests this machine can carry out."""

from __future__ import annotations

import shutil
import subprocess

from tests.durability import drives


def _can_fail() -> bool:
    """Whether a process can be told that its drive fails."""
    words = ["strace", "-qq", "-o", "/dev/null", "-e", "inject=getpid:error=EIO", "true"]
    return shutil.which("strace") is not None and subprocess.run(words, capture_output=True).returncode == 0


collect_ignore = [] if drives.are_there() else ["test_drives.py"]
collect_ignore += [] if _can_fail() else ["test_failing_drives.py"]

"""What ``archive.json`` says, with a digest of it: a bit that was flipped in it would make it another archive."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

_CHECK = "sha256"


@dataclass(frozen=True, slots=True)
class ArchiveInfo:
    """What ``archive.json`` says. ``format`` rises when an older program could do harm; ``uid`` is for ever."""

    format: int
    uid: str
    created_at: str
    program: str


def written(info: ArchiveInfo) -> bytes:
    """The file."""
    content = asdict(info)
    return json.dumps(content | {_CHECK: _digest(content)}, indent=2).encode()


def understood(file: bytes, newest: int) -> tuple[ArchiveInfo, bool]:
    """What a file says, and whether it bears a digest, as those of earlier versions don't. ValueError or the like where
    it cannot be read; a format after the ``newest`` may have another digest.
    """
    content: Any = json.loads(file)
    if not isinstance(content, dict):
        raise ValueError("not what was written")
    check = content.pop(_CHECK, None)
    if check is not None and check != _digest(content) and int(content["format"]) <= newest:
        raise ValueError("not what was written")
    info = ArchiveInfo(
        int(content["format"]), str(content["uid"]), str(content["created_at"]), str(content.get("program", ""))
    )
    return info, check is not None


def _digest(content: dict[str, Any]) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

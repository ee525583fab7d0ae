"""The words of a BagIt bag (RFC 8493): what its tag files are called and say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from archive_app import __version__
from archive_app.media.objects.objects import visible

BAGIT = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
PAYLOAD = "data/"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def base(name: str) -> str:
    """The folder that a bag called ``name`` unpacks into."""
    shown = visible(name).strip(". ")
    return shown if shown and f"{shown}/" != PAYLOAD else "archive"


def description(name: str, uid: str) -> dict[str, str]:
    """What ``bag-info.txt`` says of a copy of the archive called ``name``, made today."""
    return {
        "Source-Organization": visible(name),
        "External-Description": f"Exchange Archive: {visible(name)}",
        "External-Identifier": f"urn:uuid:{uid}",
        "Bagging-Date": date.today().isoformat(),
        "Bag-Software-Agent": f"Exchange Archive {__version__}",
    }


def info(said: Mapping[str, str], size: int, count: int) -> bytes:
    """The text of ``bag-info.txt`` for ``count`` files of ``size`` bytes together."""
    lines = {**said, "Payload-Oxum": f"{size}.{count}"}
    return "".join(f"{name}: {value}\n" for name, value in lines.items()).encode()


def manifest(digests: Iterable[tuple[str, str]]) -> bytes:
    """The text of a manifest of (name, SHA-256 in hex)."""
    return "".join(f"{digest}  {_written(name)}\n" for name, digest in digests).encode()


def read_manifest(content: bytes) -> dict[str, str]:
    """The digests by name; ValueError where it is no manifest."""
    promised = {}
    for line in content.decode().splitlines():
        digest, name = line.split(None, 1)
        name = name.removeprefix("*").replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        promised[name.removeprefix("./")] = digest.lower()
    return promised


def tag_manifest(tags: Mapping[str, bytes]) -> bytes:
    """The text of the manifest of what is no payload."""
    return manifest((name, hashlib.sha256(content).hexdigest()) for name, content in tags.items())


def _written(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""What RFC 8493 asks of a bag, read from the standard and not from the program: an oracle for its backups."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path


def faults(bag: Path) -> list[str]:
    """What makes the folder ``bag`` no valid bag; nothing where it is one."""
    declaration = (bag / "bagit.txt").read_bytes()
    if declaration != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        return [f"bagit.txt says {declaration!r}"]
    found = [*_manifest(bag, "manifest"), *_manifest(bag, "tagmanifest")]
    files = [path for path in (bag / "data").rglob("*") if path.is_file()]
    promised = _read(bag / "manifest-sha256.txt")
    listed = {name.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%") for name in promised}
    found += [f"{path} is not listed" for path in files if path.relative_to(bag).as_posix() not in listed]
    oxum = f"{sum(path.stat().st_size for path in files)}.{len(files)}"
    if information(bag)["Payload-Oxum"] != oxum:
        found.append(f"Payload-Oxum is not {oxum}")
    tags = set(_read(bag / "tagmanifest-sha256.txt"))
    if not {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"} <= tags:
        found.append(f"the tag manifest lists only {tags}")
    return found


def information(bag: Path) -> dict[str, str]:
    """``bag-info.txt`` by its labels."""
    lines = (bag / "bag-info.txt").read_text("utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


def _manifest(bag: Path, name: str) -> list[str]:
    found = []
    for path, digest in _read(bag / f"{name}-sha256.txt").items():
        file = bag / path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        if not file.is_file():
            found.append(f"{path} is missing")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            found.append(f"{path} has other bytes")
    return found


def _read(manifest: Path) -> dict[str, str]:
    lines = [re.fullmatch(r"([0-9a-f]{64})[ \t]+(\S.*)", line) for line in manifest.read_text("utf-8").splitlines()]
    assert all(lines), manifest
    return {line[2]: line[1] for line in lines if line}

"""Workers whose decoder hangs, crashes or tries to get out, as what lies behind a picture says."""

from __future__ import annotations

from pathlib import Path

from archive_app.media.formats.sniff import Family, FileType
from archive_app.media.pictures.decode import Picture, decode_pictures

JPEG = FileType("image/jpeg", "jpg", Family.PICTURE)
#: What a decoder that hangs or crashes does, put into the worker before its own code runs.
SABOTAGE = (
    "import sys, time, os, re, ctypes, mmap, socket; sys.path[:] = {path!r}\n"
    "import archive_app.media.pictures.worker as worker, archive_app.errors\n"
    "real = worker.decode_pictures\n"
    "def decode(file, *rest):\n"
    "    file.seek(-16, 2); name = file.read().strip().decode('latin-1')\n"
    "    if name == 'hang.jpg': time.sleep(600)\n"
    "    if name == 'stuck.jpg': ctypes.PyDLL(None).sleep(600)\n"
    "    if name == 'spin.jpg': [None for _ in iter(int, 1)]\n"
    "    if name == 'grind.jpg': re.fullmatch('(a|a)*b', 'a' * 64)\n"
    "    if name == 'pause.jpg': time.sleep(2)\n"
    "    if name == 'crash.jpg': ctypes.string_at(0)\n"
    "    if name == 'exit.jpg': os._exit(3)\n"
    "    if name == 'swell.jpg': mmap.mmap(-1, 4 << 30)\n"
    "    if name == 'open.jpg': open(sys.executable, 'rb')\n"
    "    if name == 'write.jpg': open(sys.executable + 'x', 'wb')\n"
    "    if name == 'call.jpg': socket.socket()\n"
    "    if name == 'fork.jpg': os.fork() or os._exit(0)\n"
    "    if name == 'erase.jpg': os.unlink(sys.executable + 'x')\n"
    "    if name == 'talk.jpg': print('noise'); os.write(1, b'noise')\n"
    "    return real(file, *rest)\n"
    "worker.decode_pictures = decode\n"
    "worker.main({parts!r})\n"
)


def named(photo: Path, name: str) -> Path:
    copy = photo.with_name(name)
    # A worker is told no name: what lies behind the picture says what its decoder is to do.
    copy.write_bytes(photo.read_bytes() + name.encode().rjust(16))
    return copy


def decode_picture(path: Path, filetype: FileType, edge: int, orientation: int = 1) -> Picture:
    """One picture, decoded here and now."""
    return decode_pictures(path, filetype, (edge,), orientation)[edge]

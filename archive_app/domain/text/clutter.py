"""What systems, network drives and other programs leave in folders by themselves: by name, the one list of it.

It is passed over where a folder is taken in, and does no harm where it comes to lie inside an archive.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

#: Names as :meth:`str.casefold` makes them; ``*`` stands for anything.
NAMES = (
    # macOS, which writes "._name" beside each file where the disk can't hold its attributes
    "._*", ".ds_store", ".trashes", ".spotlight-v100", ".fseventsd", ".temporaryitems", ".documentrevisions-v100",
    ".appledouble", ".appledb", ".appledesktop", ".apdisk", ".localized", ".volumeicon.icns", "icon\r", "__macosx",
    "network trash folder", "temporary items", "thevolumesettingsfolder",
    # Windows
    "thumbs.db", "thumbs.db:encryptable", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "$recycle.bin", "recycler",
    "recycled", "system volume information", "~$*",
    # Linux and its desktops
    "lost+found", ".trash", ".trash-*", ".directory", ".hidden", ".thumbnails", ".xvpics", ".nfs*", ".fuse_hidden*",
    # drives on the network: Synology, QNAP, NetApp, Samba
    "@eadir", "#recycle", "#snapshot", "@tmp", "@sharebin", "@synoresource", "@recycle", "@recently-snapshot",
    ".@__thumb", ".@upload_cache", ".@__qini", "@transcode", ".streams", ".snapshot", ".snapshots", ".~tmp~",
    ".recycle",
    # what copies folders from machine to machine
    ".dropbox", ".dropbox.attr", ".dropbox.cache", ".stfolder", ".stversions", ".syncthing.*", ".sync",
    ".owncloudsync.log",
    # catalogue programs: Lightroom, digiKam, Picasa, viewers
    "*.lrdata", "*.lrcat-data", "*.lrcat.lock", "*.lrcat-shm", "*.lrcat-wal", ".dtrash", "picasa.ini", ".picasa.ini",
    "zbthumbnail.info", "pspbrwse.jbf", ".nomedia",
)  # fmt: skip

_WHOLE = frozenset(name for name in NAMES if "*" not in name)
_PATTERNS = tuple(name for name in NAMES if "*" in name)


def is_clutter(name: str) -> bool:
    """Is a file or folder of this name none that a person made."""
    folded = name.casefold()
    return folded in _WHOLE or any(fnmatchcase(folded, pattern) for pattern in _PATTERNS)

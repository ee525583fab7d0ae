"""A worker without any file or address of Linux's: a Landlock ruleset that allows nothing (Linux 5.13 and later)."""

from __future__ import annotations

import ctypes
import struct

#: The same on every machine.
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_ASK_VERSION = 1
_PR_SET_NO_NEW_PRIVS = 38
#: How many rights to files each version knows, one bit each.
_RIGHTS_TO_FILES = {1: 13, 2: 14, 3: 15, 4: 15}
_MOST_RIGHTS = 16
#: To bind and to connect (TCP, since version 4); abstract sockets and signals of others (since version 6).
_NETWORK, _SCOPES = 0b11, 0b11


def shut() -> bool:
    """Take from this thread, and all that it begins later, every right that the kernel knows; whether it did."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION)
    if version < 1:
        return False
    rights = (1 << _RIGHTS_TO_FILES.get(version, _MOST_RIGHTS)) - 1
    asked = [rights]
    asked += [_NETWORK] if version >= 4 else []
    asked += [_SCOPES] if version >= 6 else []
    attributes = ctypes.create_string_buffer(struct.pack(f"={len(asked)}Q", *asked), 8 * len(asked))
    ruleset = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(8 * len(asked)), 0)
    if ruleset < 0 or libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)

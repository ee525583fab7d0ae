"""The way of jobs to a worker, and of the open files that they are about: a worker is told no name and opens nothing.

Elsewhere a socket carries the file beside the words; Windows has the open file known to the worker by a number of its
own, and the words say it.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import suppress
from typing import IO, BinaryIO

_MARK = b"f"
_NUMBER = 8

if sys.platform == "win32":
    import _winapi
    import msvcrt

    class Outlet:
        """The program's end. ``inlet`` is what the worker is to have as its standard input."""

        stream: IO[bytes]

        def __init__(self) -> None:
            self.inlet = subprocess.PIPE

        def begin(self, process: subprocess.Popen[bytes]) -> None:
            """The other end is that process's from now on."""
            assert process.stdin is not None
            self._process, self.stream = process, process.stdin

        def hand_over(self, file: BinaryIO) -> None:
            """Let the worker have this open file as well."""
            own, same = _winapi.GetCurrentProcess(), _winapi.DUPLICATE_SAME_ACCESS
            handle, worker = msvcrt.get_osfhandle(file.fileno()), int(self._process._handle)
            number = _winapi.DuplicateHandle(own, handle, worker, 0, False, same)
            self.stream.write(number.to_bytes(_NUMBER, "big"))
            self.stream.flush()

        def close(self) -> None:
            """Which is the end of the worker, when it has done what it was given."""
            with suppress(OSError):
                self.stream.close()

    class Inlet:
        """The worker's end."""

        def __init__(self) -> None:
            self.stream: IO[bytes] = sys.stdin.buffer

        def take_over(self) -> BinaryIO:
            """The file that was handed over. EOFError: the program is gone."""
            number = self.stream.read(_NUMBER)
            if len(number) < _NUMBER:
                raise EOFError
            descriptor = msvcrt.open_osfhandle(int.from_bytes(number, "big"), os.O_RDONLY | os.O_BINARY)
            return os.fdopen(descriptor, "rb")

else:

    class Outlet:
        """The program's end. ``inlet`` is what the worker is to have as its standard input."""

        def __init__(self) -> None:
            self._socket, self._other = socket.socketpair()
            self.inlet = self._other.fileno()
            self.stream: IO[bytes] = self._socket.makefile("wb")

        def begin(self, _process: subprocess.Popen[bytes]) -> None:
            """The other end is that process's from now on."""
            self._other.close()

        def hand_over(self, file: BinaryIO) -> None:
            """Let the worker have this open file as well."""
            socket.send_fds(self._socket, [_MARK], [file.fileno()])

        def close(self) -> None:
            """Which is the end of the worker, when it has done what it was given."""
            self._other.close()
            with suppress(OSError):
                self.stream.close()
            self._socket.close()

    class Inlet:
        """The worker's end."""

        def __init__(self) -> None:
            self._socket = socket.socket(fileno=os.dup(sys.stdin.fileno()))
            # What is read ahead would swallow the file that comes with it.
            self.stream: IO[bytes] = os.fdopen(self._socket.fileno(), "rb", buffering=0, closefd=False)

        def take_over(self) -> BinaryIO:
            """The file that was handed over. EOFError: the program is gone."""
            mark, files, _flags, _from = socket.recv_fds(self._socket, len(_MARK), 1)
            if mark != _MARK or len(files) != 1:
                raise EOFError
            return os.fdopen(files[0], "rb")

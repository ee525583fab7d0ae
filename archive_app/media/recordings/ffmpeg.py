"""FFmpeg's libraries, which Qt's part that plays recordings brings along, called without Qt: a worker has no window, no
loop of events and no thread to spare, and what is called here ends where it was called.

Only what stands at one place in all versions that are known here is read of its structures.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_size_t, c_uint, c_void_p
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

#: The numbers that those of Qt 6.11 and of Qt 6.12 bear (FFmpeg 7 and 9).
_VERSIONS = (
    {"avutil": 59, "swresample": 5, "avcodec": 61, "avformat": 61, "swscale": 8},
    {"avutil": 61, "swresample": 7, "avcodec": 63, "avformat": 63, "swscale": 10},
)
#: What these look for in a system's OpenSSL is in one that the others do not name.
_FIRST = "libQt6FFmpegStub-ssl.so.3"
_QUIET = -8

VIDEO, AUDIO, SUBTITLE = 0, 1, 3
#: What a stream is passed over with, and the mark of one that is the picture on a sound's cover.
PASSED_OVER, COVER = 48, 0x400
NO_TIME = -(1 << 63)
BACKWARDS = 1
#: Three bytes a pixel; the filter that makes small pictures of large ones.
RGB, AREA = 2, 0x20
#: How colours are written: as in high definition, as on old television, and where nothing is said of it. A range that
#: is used from end to end, and one as it is, of 16 bits before the point and behind it.
HIGH, OLD, UNSAID, FULL, AS_IT_IS = 1, 5, 2, 2, 1 << 16
END, BROKEN = -541478725, -5
#: Where a seek asks how long the file is.
ASKS_SIZE = 0x10000

Read = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
Seek = CFUNCTYPE(c_int64, c_void_p, c_int64, c_int)


class Ratio(ctypes.Structure):
    _fields_ = [("over", c_int), ("under", c_int)]


class Parameters(ctypes.Structure):
    _fields_ = [("kind", c_int), ("codec", c_int)]


class Stream(ctypes.Structure):
    _fields_ = [
        ("av_class", c_void_p), ("index", c_int), ("id", c_int), ("parameters", POINTER(Parameters)),
        ("private", c_void_p), ("time_base", Ratio), ("start", c_int64), ("duration", c_int64), ("frames", c_int64),
        ("marks", c_int), ("discard", c_int), ("shape", Ratio), ("tags", c_void_p),
    ]  # fmt: skip


class Container(ctypes.Structure):
    _fields_ = [
        ("av_class", c_void_p), ("form", c_void_p), ("target", c_void_p), ("private", c_void_p), ("io", c_void_p),
        ("flags", c_int), ("count", c_uint), ("streams", POINTER(POINTER(Stream))), ("groups", c_uint),
        ("group", c_void_p), ("chapters", c_uint), ("chapter", c_void_p), ("url", c_void_p), ("start", c_int64),
        ("duration", c_int64),
    ]  # fmt: skip


class Packet(ctypes.Structure):
    _fields_ = [
        ("held", c_void_p), ("pts", c_int64), ("dts", c_int64), ("data", c_void_p), ("size", c_int), ("stream", c_int),
        ("flags", c_int), ("side", c_void_p), ("sides", c_int), ("duration", c_int64), ("place", c_int64),
    ]  # fmt: skip


class Frame(ctypes.Structure):
    _fields_ = [
        ("data", c_void_p * 8), ("lines", c_int * 8), ("further", c_void_p), ("width", c_int), ("height", c_int),
        ("samples", c_int), ("form", c_int), ("_between", c_int * 4), ("pts", c_int64), ("dts", c_int64),
    ]  # fmt: skip


class Source(ctypes.Structure):
    _fields_ = [("av_class", c_void_p), ("buffer", c_void_p)]


class Tag(ctypes.Structure):
    _fields_ = [("key", c_char_p), ("value", c_char_p)]


_THING = c_void_p
#: Of each library: its functions, what they answer and what they take.
_FUNCTIONS: dict[str, dict[str, tuple[Any, tuple[Any, ...]]]] = {
    "avutil": {
        "av_malloc": (_THING, (c_size_t,)),
        "av_freep": (None, (_THING,)),
        "av_log_set_level": (None, (c_int,)),
        "av_dict_set": (c_int, (POINTER(_THING), c_char_p, c_char_p, c_int)),
        "av_dict_get": (POINTER(Tag), (_THING, c_char_p, POINTER(Tag), c_int)),
        "av_dict_free": (None, (POINTER(_THING),)),
        "av_opt_set_int": (c_int, (_THING, c_char_p, c_int64, c_int)),
        "av_opt_get_int": (c_int, (_THING, c_char_p, c_int, POINTER(c_int64))),
        "av_frame_alloc": (POINTER(Frame), ()),
        "av_frame_free": (None, (POINTER(POINTER(Frame)),)),
        "av_frame_unref": (None, (POINTER(Frame),)),
        "av_frame_move_ref": (None, (POINTER(Frame), POINTER(Frame))),
        "av_get_sample_fmt_name": (c_char_p, (c_int,)),
    },
    "avcodec": {
        "avcodec_alloc_context3": (_THING, (_THING,)),
        "avcodec_parameters_to_context": (c_int, (_THING, POINTER(Parameters))),
        "avcodec_open2": (c_int, (_THING, _THING, _THING)),
        "avcodec_free_context": (None, (POINTER(_THING),)),
        "avcodec_flush_buffers": (None, (_THING,)),
        "avcodec_send_packet": (c_int, (_THING, POINTER(Packet))),
        "avcodec_receive_frame": (c_int, (_THING, POINTER(Frame))),
        "avcodec_get_name": (c_char_p, (c_int,)),
        "av_packet_alloc": (POINTER(Packet), ()),
        "av_packet_free": (None, (POINTER(POINTER(Packet)),)),
        "av_packet_unref": (None, (POINTER(Packet),)),
    },
    "avformat": {
        "avio_alloc_context": (POINTER(Source), (_THING, c_int, c_int, _THING, Read, _THING, Seek)),
        "avio_context_free": (None, (POINTER(POINTER(Source)),)),
        "avformat_alloc_context": (POINTER(Container), ()),
        "avformat_open_input": (c_int, (POINTER(POINTER(Container)), c_char_p, _THING, POINTER(_THING))),
        "avformat_close_input": (None, (POINTER(POINTER(Container)),)),
        "avformat_find_stream_info": (c_int, (POINTER(Container), _THING)),
        "av_find_best_stream": (c_int, (POINTER(Container), c_int, c_int, c_int, POINTER(_THING), c_int)),
        "av_read_frame": (c_int, (POINTER(Container), POINTER(Packet))),
        "av_seek_frame": (c_int, (POINTER(Container), c_int, c_int64, c_int)),
    },
    "swscale": {
        "sws_getCachedContext": (_THING, (_THING, *(c_int,) * 7, _THING, _THING, _THING)),
        "sws_getCoefficients": (_THING, (c_int,)),
        "sws_setColorspaceDetails": (c_int, (_THING, _THING, c_int, _THING, *(c_int,) * 4)),
        "sws_scale_frame": (c_int, (_THING, POINTER(Frame), POINTER(Frame))),
        "sws_freeContext": (None, (_THING,)),
    },
    "swresample": {},
}


class Libraries:
    """Their functions under their own names."""

    def __init__(self, files: dict[str, Path]) -> None:
        for name, file in files.items():
            library = ctypes.CDLL(str(file), mode=ctypes.RTLD_GLOBAL)
            for function, (answer, takes) in _FUNCTIONS[name].items():
                found = getattr(library, function)
                found.restype, found.argtypes = answer, takes
                setattr(self, function, found)
        self.av_log_set_level(_QUIET)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@cache
def libraries() -> Libraries | None:
    """Loaded once, before a worker's walls stand; None where they are not there, are of a version that nobody knows
    here, or lack what Qt needs of the system.
    """
    for folder in _folders():
        for version in _VERSIONS:
            files = {name: _file(folder, name, number) for name, number in version.items()}
            if not all(file.is_file() for file in files.values()):
                continue
            try:
                if (first := folder / _FIRST).is_file():
                    ctypes.CDLL(str(first), mode=ctypes.RTLD_GLOBAL)
                return Libraries(files)
            except (OSError, AttributeError):
                return None
    return None


def _folders() -> Iterator[Path]:
    # Found without being loaded: nothing of Qt itself is wanted here.
    spec = find_spec("PySide6")
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        yield Path(place) / "Qt" / "lib"
        yield Path(place)


def _file(folder: Path, name: str, number: int) -> Path:
    if sys.platform == "win32":
        return folder / f"{name}-{number}.dll"
    return folder / (f"lib{name}.{number}.dylib" if sys.platform == "darwin" else f"lib{name}.so.{number}")

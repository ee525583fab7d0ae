"""One recording, opened by FFmpeg through an open file: its streams, its packets, and what they are when decoded."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from ctypes import byref, c_int64, c_void_p, pointer
from types import TracebackType
from typing import BinaryIO

from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.recordings import ffmpeg
from archive_app.media.recordings.ffmpeg import Frame, Packet, Read, Seek, Stream

#: What may be in a file; a list that leads to other files is none of these.
_FORMS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpeg,mpegts,asf,flv,ogg,wav,w64,mp3,aac,flac,aiff,au,amr,amrnb,amrwb,"
    "caf,ape,wv,mpc,mpc8,rm,ac3,eac3,dts,gxf,mxf,ivf,dv,h264,hevc,mpegvideo,m4v,nut,tta,obu,av1,swf,voc"
)
_BUFFER = 256 << 10
#: The name of the one library that Qt's wheels leave to a Linux system.
_SOUND = "libpulse0"
_MILLISECONDS = 1000
#: Lines from which on a recording is one in high definition.
_HIGH = 720


class Reel:
    """``file`` as FFmpeg sees it, for packets alone where nothing is ``decoded``. Raises Unreadable where it sees
    nothing, or is not there.
    """

    def __init__(self, file: BinaryIO, *, decoded: bool = True) -> None:
        found = ffmpeg.libraries()
        if found is None:
            sentence = _("This system lacks a library that plays recordings: {name}")
            raise Unreadable(sentence.format(name=_SOUND))
        self.does = found
        self._file = file
        #: What the system said where it could not read.
        self._fault: OSError | None = None
        #: What is asked before more is read: whether there was enough.
        self.enough: Callable[[], bool] = lambda: False
        self._decoder, self._decoded, self._scaler = c_void_p(), -1, c_void_p()
        # Kept: FFmpeg calls them as long as it is open.
        self._calls = Read(self._read), Seek(self._seek)
        file.seek(0)
        self._source = found.avio_alloc_context(found.av_malloc(_BUFFER), _BUFFER, 0, None, self._calls[0], None,
                                                self._calls[1])  # fmt: skip
        self._container = found.avformat_alloc_context()
        self._container.contents.io = ctypes.cast(self._source, c_void_p).value
        self._packet, self._frame = found.av_packet_alloc(), found.av_frame_alloc()
        wanted = c_void_p()
        found.av_dict_set(byref(wanted), b"format_whitelist", _FORMS.encode(), 0)
        found.av_dict_set(byref(wanted), b"protocol_whitelist", b"none", 0)
        opened = found.avformat_open_input(byref(self._container), b"", None, byref(wanted))
        found.av_dict_free(byref(wanted))
        # Whoever decodes nothing need not know what only the first pictures tell.
        if opened < 0 or (decoded and found.avformat_find_stream_info(self._container, None) < 0):
            self.close()
            raise self.fault()

    def __enter__(self) -> Reel:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _where: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all that was taken for it."""
        does = self.does
        does.sws_freeContext(self._scaler)
        self._scaler = c_void_p()
        does.avcodec_free_context(byref(self._decoder))
        does.av_frame_free(byref(self._frame))
        does.av_packet_free(byref(self._packet))
        does.avformat_close_input(byref(self._container))
        if self._source:
            does.av_freep(ctypes.addressof(self._source.contents) + ffmpeg.Source.buffer.offset)
            does.avio_context_free(byref(self._source))

    def fault(self) -> Unreadable:
        """Why nothing came of it."""
        if self._fault is not None:
            error = Unreadable(_("The file can't be read; the drive may be failing or was removed."))
            error.__cause__ = self._fault
            return error
        return Unreadable(_("The recording is damaged, or of a kind that nothing here decodes."))

    # -- what is in it

    @property
    def length(self) -> float:
        """Its length in milliseconds, 0 where nobody knows."""
        length = self._container.contents.duration
        return length / _MILLISECONDS if length > 0 else 0.0

    @property
    def _start(self) -> float:
        """Where its time begins, in milliseconds: not with 0 in what was cut out of something longer."""
        start = self._container.contents.start
        return start / _MILLISECONDS if start != ffmpeg.NO_TIME else 0.0

    def streams(self, kind: int) -> list[Stream]:
        """All streams of this kind."""
        container = self._container.contents
        every = [container.streams[number].contents for number in range(container.count)]
        return [each for each in every if each.parameters and each.parameters.contents.kind == kind]

    def tag(self, stream: Stream, name: str) -> str:
        """What the file says of a stream under this name."""
        found = self.does.av_dict_get(stream.tags, name.encode(), None, 0)
        return (found.contents.value or b"").decode("utf-8", "replace") if found else ""

    def codec(self, stream: Stream) -> str:
        """What a stream is written in, by FFmpeg's name for it."""
        return str(self.does.avcodec_get_name(stream.parameters.contents.codec).decode("ascii", "replace"))

    def chosen(self, kind: int) -> Stream | None:
        """The stream of this kind that a player would take, ready to be decoded, and no other one read."""
        does, codec = self.does, c_void_p()
        number = does.av_find_best_stream(self._container, kind, -1, -1, byref(codec), 0)
        if number < 0:
            return None
        stream = self._container.contents.streams[number].contents
        if stream.marks & ffmpeg.COVER:
            return None
        self.only([number])
        does.avcodec_free_context(byref(self._decoder))
        self._decoder, self._decoded = c_void_p(does.avcodec_alloc_context3(codec)), number
        does.avcodec_parameters_to_context(self._decoder, stream.parameters)
        # The walls let threads be, but each has memory of its own.
        does.av_opt_set_int(self._decoder, b"threads", 1, 0)
        return stream if does.avcodec_open2(self._decoder, codec, None) >= 0 else None

    def only(self, wanted: list[int]) -> None:
        """Read no packets but those of the ``wanted`` streams."""
        container = self._container.contents
        for number in range(container.count):
            container.streams[number].contents.discard = 0 if number in wanted else ffmpeg.PASSED_OVER

    def asked(self, name: str) -> int:
        """A number that the decoder knows under this name."""
        value = c_int64()
        self.does.av_opt_get_int(self._decoder, name.encode(), 0, byref(value))
        return int(value.value)

    # -- what passes

    def seek(self, stream: Stream, at: float) -> bool:
        """Go to the last place before ``at`` milliseconds from where it can be decoded; whether there is one."""
        base = stream.time_base
        place = math.floor((at + self._start) / _MILLISECONDS * base.under / max(1, base.over))
        found = bool(self.does.av_seek_frame(self._container, stream.index, place, ffmpeg.BACKWARDS) >= 0)
        if found and self._decoder:
            self.does.avcodec_flush_buffers(self._decoder)
        return found

    def time(self, stream: Stream, stamp: int) -> float | None:
        """A stamp as milliseconds from the beginning."""
        if stamp == ffmpeg.NO_TIME:
            return None
        return float(stamp * stream.time_base.over / max(1, stream.time_base.under) * _MILLISECONDS - self._start)

    def packets(self) -> Iterator[Packet]:
        """What follows, as it is written; each until the next is asked for."""
        packet = self._packet.contents
        while self.does.av_read_frame(self._container, self._packet) >= 0:
            yield packet
            self.does.av_packet_unref(self._packet)

    def frames(self, stream: Stream) -> Iterator[tuple[Frame, float | None]]:
        """What follows, decoded, and where it stands in milliseconds; each until the next is asked for."""
        for packet in self.packets():
            if packet.stream == stream.index and self.does.avcodec_send_packet(self._decoder, self._packet) >= 0:
                yield from self._given(stream)
        self.does.avcodec_send_packet(self._decoder, None)
        yield from self._given(stream)

    def _given(self, stream: Stream) -> Iterator[tuple[Frame, float | None]]:
        while self.does.avcodec_receive_frame(self._decoder, self._frame) >= 0:
            frame = self._frame.contents
            yield frame, self.time(stream, frame.pts if frame.pts != ffmpeg.NO_TIME else frame.dts)

    def rgb(self, frame: Frame, width: int, height: int) -> bytes:
        """The picture in three bytes a pixel, of this size. Unreadable where that can't be had."""
        does = self.does
        self._scale(frame, width, height)
        made = does.av_frame_alloc()
        try:
            made.contents.width, made.contents.height, made.contents.form = width, height, ffmpeg.RGB
            if not self._scaler or does.sws_scale_frame(self._scaler, made, pointer(frame)) < 0:
                raise self.fault()
            line, first = made.contents.lines[0], made.contents.data[0]
            whole = ctypes.string_at(first, line * height)
        finally:
            does.av_frame_free(byref(made))
        if line == 3 * width:
            return whole
        return b"".join(whole[line * row : line * row + 3 * width] for row in range(height))

    def _scale(self, frame: Frame, width: int, height: int) -> None:
        """Prepare what makes such a picture of such frames, its colours meant as the recording says."""
        does = self.does
        size = frame.width, frame.height, frame.form, width, height, ffmpeg.RGB, ffmpeg.AREA
        self._scaler = c_void_p(does.sws_getCachedContext(self._scaler, *size, None, None, None))
        written = self.asked("colorspace")
        if written == ffmpeg.UNSAID:
            written = ffmpeg.HIGH if frame.height >= _HIGH else ffmpeg.OLD
        meant, screen = does.sws_getCoefficients(written), does.sws_getCoefficients(ffmpeg.OLD)
        whole = int(self.asked("color_range") == ffmpeg.FULL)
        if self._scaler:
            does.sws_setColorspaceDetails(self._scaler, meant, whole, screen, 1, 0, ffmpeg.AS_IT_IS, ffmpeg.AS_IT_IS)

    # -- what FFmpeg calls

    def _read(self, _opaque: int | None, into: int | None, size: int) -> int:
        if self.enough():
            return ffmpeg.END
        try:
            read = self._file.readinto((ctypes.c_char * size).from_address(into or 0))  # type: ignore[attr-defined]
        except OSError as error:
            self._fault = error
            return ffmpeg.BROKEN
        return int(read) if read else ffmpeg.END

    def _seek(self, _opaque: int | None, place: int, whence: int) -> int:
        try:
            if whence & ffmpeg.ASKS_SIZE:
                here = self._file.tell()
                size = self._file.seek(0, 2)
                self._file.seek(here)
                return size
            return self._file.seek(place, whence & 3)
        except (OSError, ValueError):
            return ffmpeg.BROKEN

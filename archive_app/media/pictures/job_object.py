"""A worker that Windows keeps to itself: a job of one process and so much memory. Files and addresses it does not
keep from it.
"""

from __future__ import annotations

import ctypes
import sys

_EXTENDED_LIMITS = 9
_ACTIVE_PROCESSES, _PROCESS_MEMORY = 0x8, 0x100


class _Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
        ("counted", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def hold(memory: int) -> bool:
    """Put this process into a job of its own, which it can't leave: one process, ``memory`` bytes. Whether it is."""
    if sys.platform != "win32":
        return False
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = _Limits(flags=_ACTIVE_PROCESSES | _PROCESS_MEMORY, processes=1, process_memory=memory)
    size = ctypes.c_uint32(ctypes.sizeof(limits))
    if not job or not kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size):
        return False
    return bool(kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess())))

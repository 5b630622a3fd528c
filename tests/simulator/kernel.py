"""A process held before its n-th call to the kernel that changes a file or tells another process something.

So it can be killed, or have the ground pulled from under it, at any point inside DuckDB or libpq, and at the same point
again: what is counted are its own calls, not time. By ptrace, which Linux lets a process do to its descendants.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import sys
from collections.abc import Callable

_SYSCALL, _DETACH, _SEIZE, _INTERRUPT, _SYSCALL_INFO = 24, 17, 0x4206, 0x4207, 0x420E
_MARK_CALLS = 1  # PTRACE_O_TRACESYSGOOD
_ALL = 0x40000000  # __WALL: it is the child of another
_ENTERS = 1
_CREATES = os.O_CREAT

_NUMBERS = {
    "x86_64": {
        "read": 0, "write": 1, "pwrite64": 18, "writev": 20, "sendto": 44, "sendmsg": 46, "fsync": 74, "fdatasync": 75,
        "ftruncate": 77, "rename": 82, "unlink": 87, "openat": 257, "renameat": 264, "pwritev2": 328,
    },
    "aarch64": {
        "read": 63, "write": 64, "pwrite64": 68, "writev": 66, "sendto": 206, "sendmsg": 211, "fsync": 82,
        "fdatasync": 83, "ftruncate": 46, "unlinkat": 35, "openat": 56, "renameat": 38, "pwritev2": 287,
    },
}  # fmt: skip
_CALLS = _NUMBERS.get(platform.machine(), {}) if sys.platform == "linux" else {}
_READS, _OPENS = _CALLS.get("read"), _CALLS.get("openat")
_CHANGES = frozenset(_CALLS.values()) - {_READS, _OPENS}
_libc = ctypes.CDLL(None, use_errno=True)


class _Call(ctypes.Structure):
    """What the kernel tells of a call: struct ptrace_syscall_info."""

    _fields_ = (
        ("op", ctypes.c_uint8), ("_", ctypes.c_uint8 * 3), ("arch", ctypes.c_uint32), ("at", ctypes.c_uint64),
        ("stack", ctypes.c_uint64), ("number", ctypes.c_uint64), ("arguments", ctypes.c_uint64 * 6),
        ("_more", ctypes.c_uint64 * 4),
    )  # fmt: skip


def possible() -> bool:
    """Whether this kernel lets one process hold another."""
    if not _CALLS:
        return False
    child = os.fork()
    if not child:
        signal.pause()
    try:
        _trace(_SEIZE, child)
    except OSError:
        return False
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return True


def hold(
    pid: int, number: int, work: Callable[[], object], ended: Callable[[], bool], meanwhile: Callable[[], object]
) -> bool:
    """Let a process do the work that `work` tells it, hold it before its call `number` (the first is 1), do `meanwhile`,
    and let it go on. False where it had `ended` before it came so far.

    Its answer is a call as well: the last point at which it is held is when all is done and nothing is acknowledged.
    """
    _trace(_SEIZE, pid, _MARK_CALLS)
    _trace(_INTERRUPT, pid)
    os.waitpid(pid, _ALL)
    work()
    counted, passed = 0, 0
    while True:
        _trace(_SYSCALL, pid, passed)
        _, status = os.waitpid(pid, _ALL)
        if not os.WIFSTOPPED(status):
            return False  # it has ended by itself
        stop = os.WSTOPSIG(status)
        passed = 0
        if stop != signal.SIGTRAP | 0x80:
            passed = stop if status >> 16 == 0 else 0  # a signal goes where it was sent
            continue
        call = _entered(pid)
        if call is None:
            continue
        if call.number == _READS and ended():
            _trace(_DETACH, pid)
            return False
        if call.number in _CHANGES or (call.number == _OPENS and call.arguments[2] & _CREATES):
            counted += 1
            if counted == number:
                break
    meanwhile()
    try:
        _trace(_DETACH, pid)
    except ProcessLookupError:  # it was killed: its end is told to who held it first
        os.waitpid(pid, _ALL)
    return True


def _entered(pid: int) -> _Call | None:
    call = _Call()
    _trace(_SYSCALL_INFO, pid, ctypes.addressof(call), ctypes.sizeof(call))
    return call if call.op == _ENTERS else None


def _trace(request: int, pid: int, data: int = 0, size: int = 0) -> None:
    found = _libc.ptrace(ctypes.c_long(request), ctypes.c_long(pid), ctypes.c_void_p(size), ctypes.c_void_p(data))
    if found < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))

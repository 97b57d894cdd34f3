"""Takes from this process everything that reading a stranger's file does not need: other files, the network, other
processes.

The kernel enforces it, irrevocably, without root rights and without a library: Landlock (files, and access to
other processes; Linux 5.13) and a filter of system calls (no new sockets). A kernel without one of these does not
stop a check; `walls` finds out at the start of the bot which walls stand, so that the operator knows.
"""

from __future__ import annotations

import ctypes
import mimetypes
import os
import platform
import struct
import sys
import sysconfig
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_C = ctypes.CDLL(None, use_errno=True)

_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""Landlock's system calls, with the same numbers on every machine (linux/landlock.h, also for the bits below)."""

_READ, _WRITE = 1 << 2 | 1 << 3, 1 << 1 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8
"""Read files and folders; write, remove and make them."""

_OF_FILES = 1 << 0 | 1 << 1 | 1 << 2
"""Access rights that apply to files other than folders."""

_FILES_SINCE = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
"""Bits of access rights to files, by the version that introduced them; the third is to truncate a file."""

_CUT, _CUT_SINCE = 1 << 14, 3
_TCP, _TCP_SINCE = 0b11, 4
_OTHERS, _OTHERS_SINCE = 0b11, 6
"""Signals and abstract sockets to processes outside."""

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_RULE = struct.Struct("HBBI")
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
"""Let a system call through; refuse it with EPERM."""

_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""For each machine: the mark of its calls, and the number of `socket` (linux/audit.h, asm/unistd.h)."""

_RING, _FOREIGN = 425, 0x40000000
"""The call of io_uring, which can open sockets; the number from which calls of x86_64 belong to x32."""

_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache", "/dev/urandom")
"""The places of libraries that are loaded on demand."""


def confine(home: Path, folder: Path) -> None:
    """Restrict this process to the program at `home` (read only) and its `folder` (read and write), without other
    files, sockets and processes, as far as the kernel can. Irrevocable.
    """
    if sys.platform != "linux":
        return
    _ask(_C.prctl, _NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    # A checkout holds more than the program: its data, and often the key.
    paths = {entry for entry in sys.path if Path(entry) != home}
    paths |= {
        *_SYSTEM,
        *map(str, mimetypes.knownfiles),
        f"{sys.base_prefix}/lib",
        f"{home}/bot",
        f"{home}/locales",
    }
    paths |= {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    _restrict_files(map(Path, sorted(paths)), folder)
    _refuse_sockets()


def probe(key: str, parent: int) -> list[str]:
    """Return what this process can reach: `key` (a file), `environment` (of its parent), `network`."""
    reached = {
        "key": _can_read(key),
        "environment": _can_read(f"/proc/{parent}/environ"),
        "network": _has_sockets(),
    }
    return [name for name, is_reached in reached.items() if is_reached]


def landlock() -> int:
    """Return the version of Landlock in this kernel; 0 if it is missing or not allowed."""
    return max(0, _ask(_C.syscall, _CREATE, None, 0, 1)) if sys.platform == "linux" else 0


def _ask(function: Callable[..., int], *told: int | bytes | None) -> int:
    """Call the kernel with whole words; return its answer, -1 on failure."""
    return function(*(ctypes.c_long(one) if isinstance(one, int) else one for one in told))


def _can_read(file: str) -> bool:
    with suppress(OSError), open(file, "rb"):  # noqa: PTH123 - the plainest way to ask
        return True
    return False


def _has_sockets() -> bool:
    opened = _ask(_C.socket, 2, 1, 0)  # one of TCP, by the kernel's own numbers
    if opened >= 0:
        os.close(opened)
    return opened >= 0


def _restrict_files(readable: Iterable[Path], folder: Path) -> None:
    """Let Landlock refuse all files except these, if the kernel has it."""
    version = landlock()
    if not version:
        return
    files = sum(bits for since, bits in _FILES_SINCE.items() if since <= version)
    tcp, others = _TCP * (version >= _TCP_SINCE), _OTHERS * (version >= _OTHERS_SINCE)
    handled = struct.pack("QQQ", files, tcp, others)
    ruleset = _ask(_C.syscall, _CREATE, handled, len(handled), 0)
    if ruleset < 0:
        return
    for path in readable:
        _allow(ruleset, path, _READ)
    _allow(ruleset, folder, _READ | _WRITE | _CUT * (version >= _CUT_SINCE))
    _ask(_C.syscall, _RESTRICT, ruleset, 0)
    os.close(ruleset)


def _allow(ruleset: int, path: Path, what: int) -> None:
    """Allow access rights at and below a path; a missing path needs no rule."""
    with suppress(OSError):
        there = os.open(path, os.O_PATH | os.O_CLOEXEC)
        _ask(
            _C.syscall, _ADD, ruleset, 1, struct.pack("=Qi", what if path.is_dir() else what & _OF_FILES, there), 0
        )
        os.close(there)


def _refuse_sockets() -> None:
    """Let the kernel refuse to open sockets: Landlock covers only TCP, and only from Linux 6.7 on."""
    if platform.machine() not in _MACHINES:
        return
    machine, opens = _MACHINES[platform.machine()]
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 4, machine),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, 2, 0, _FOREIGN),
        (_EQUAL, 1, 0, opens),
        (_EQUAL, 0, 1, _RING),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    program = ctypes.create_string_buffer(b"".join(_RULE.pack(*step) for step in steps))
    told = struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(program))
    _ask(_C.prctl, _SECCOMP, _FILTER, told, 0, 0)

"""Opens and checks an upload in a separate process, with limits of time and memory.

The rules are made so that no pack keeps them busy; this is a second line of defence. The process has an empty
environment, no access to the key, the database or a network (`confinement`), and writes into one folder that is
removed afterwards. Whatever happens to it, the bot goes on.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bot
from bot.packs.problem import Problem, Severity
from bot.packs.upload.confinement import confine
from bot.packs.upload.upload import PackUpload, open_upload
from bot.values.phrases import from_data, phrase, to_data

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(bot.__file__).parent.parent
"""The folder from which the child process imports the bot, installed or not."""

CHILD = (
    "import os, runpy, sys; os.nice(int(sys.argv[2])); sys.path.insert(0, sys.argv[3]); "
    "runpy.run_module(sys.argv[1], run_name='__main__')"
)
"""The program of the child process: one of our modules. It lowers its priority first, so that people who talk to
the bot do not wait for it.
"""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one check. 10,000 items take 20 s of a core, the 2,000 entries of the largest archive 4 s; reading
    the rules takes 0.2 GiB of address space and an archive of the largest size 0.1 more.
    """

    seconds: int = 15
    """Seconds of a core's time."""
    patience: float = 120
    """Seconds of wall-clock time: at a low priority it waits for others on a busy machine."""
    memory: int = 512 * 2**20
    """Bytes of address space."""
    written: int = 64 * 2**20
    """Bytes of one file."""
    niceness: int = 10
    """Its priority: beside a busy bot it has a tenth of a core. At the lowest (19) it had a seventieth, and a
    check that takes a second was not done in a minute.
    """


def open_in_sandbox(  # noqa: PLR0913 - what `open_upload` needs, and the limits
    name: str,
    content: bytes,
    today: date,
    base: bytes = b"",
    place: str = "",
    *,
    limits: Limits | None = None,
    children: set[subprocess.Popen[bytes]] | None = None,
) -> PackUpload:
    """Run `open_upload` in a separate process. If that does not finish, the upload holds the single problem E911.
    Blocks; call it in a thread. The process is in `children` while it runs, so that it can be killed.
    """
    limits = limits or Limits()
    told = {"name": name, "today": today.isoformat(), "place": place, "base": len(base)}
    with tempfile.TemporaryDirectory(prefix="mayak-check-") as folder:
        try:
            answer = run_child(__name__, folder, told, base + content, limits, children)
        except (subprocess.SubprocessError, OSError):
            return PackUpload(problems=(_endless(name),))
    head, _, packed = answer.partition(b"\n")
    said = json.loads(head)
    problems = [_problem(one) for one in said.pop("problems")]
    return PackUpload(**said, problems=tuple(problems), content=packed)


def _problem(told: dict[str, Any]) -> Problem:
    words = {"what": from_data(told["what"]), "fix": from_data(told["fix"])}
    return Problem(**{**told, **words, "severity": Severity(told["severity"])})


def run_child(  # noqa: PLR0913, PLR0917 - what a process is told
    module: str,
    folder: str,
    told: dict[str, Any],
    content: bytes,
    limits: Limits,
    children: set[subprocess.Popen[bytes]] | None,
) -> bytes:
    """Run one of our modules as a process in a folder: its stdin is a line of JSON (`told` and its limits), then
    `content`; return its output. Errors: SubprocessError, OSError.
    """
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-I", "-B", "-c", CHILD, module, str(limits.niceness), str(HERE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={},
    ) as child:
        known = children if children is not None else set()
        known.add(child)
        try:
            answer, _ = child.communicate(
                json.dumps({**asdict(limits), **told}).encode() + b"\n" + content, timeout=limits.patience
            )
        finally:
            if child.poll() is None:
                child.kill()
            known.discard(child)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, CHILD)
    return answer


def check_archives(archives: Sequence[Path], today: date) -> list[Problem]:
    """Return every problem of these .zip files, opened and checked as if an editor had sent them to the bot."""
    return [
        replace(problem, path=str(archive) if problem.path == archive.name else f"{archive}/{problem.path}")
        for archive in archives
        for problem in open_in_sandbox(archive.name, archive.read_bytes(), today).problems
    ]


def _endless(name: str) -> Problem:
    what = phrase("checking it took more time or memory than a check may take")
    fix = phrase("make it smaller or simpler: fewer files at once, shorter texts")
    return Problem(name.replace("/", "?")[:80], 1, 1, "E911", what, fix)


def read_within_limits() -> tuple[dict[str, Any], bytes]:
    """Return the parent's JSON and content, after setting this process's limits and confinement."""
    told = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (told["seconds"], told["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (told["memory"], told["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (told["written"], told["written"]))
    os.environ["TMPDIR"] = str(Path.cwd())  # the one folder that it may write to
    confine(HERE, Path.cwd())
    return told, sys.stdin.buffer.read()


def main() -> None:
    """Check the upload on stdin and write the result to stdout: a line of JSON, then the bytes of the archive."""
    told, sent = read_within_limits()
    base, content = sent[: told["base"]], sent[told["base"] :]
    upload = open_upload(told["name"], content, date.fromisoformat(told["today"]), base, told["place"])
    said = asdict(replace(upload, problems=()))
    said["problems"] = [
        {**asdict(problem), "what": to_data(problem.what), "fix": to_data(problem.fix)}
        for problem in upload.problems
    ]
    packed = said.pop("content")
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + packed)
    sys.stdout.flush()
    os._exit(0)  # no cleaning up: the folder belongs to the parent


if __name__ == "__main__":
    main()

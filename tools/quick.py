"""`make quick`: runs the tests that a change can touch: those that import it, open its pages, read its packs or
stand beside it. What needs servers, browsers or minutes is left to `make test`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # where grimp looks for the packages
PACKAGES = ("bot", "simulator", "tests")
PACKS = ("content", "quizzes")
OUR_PACKS = re.compile(r"\bour_(library|packs)\b|[\"'](content|quizzes)[\"']")
"""What a test says that reads our own packs."""

SERVERS = ("bot/doors/", "bot/db/", "simulator/", "tests/doors/", "tests/db/", "tests/simulator/")
"""Where what changes is tried with servers, too."""

NONE_FOUND = 5
"""pytest's code where all tests of the modules are slow ones."""

PAGE = re.compile(r'^@page\("([\w-]+)', re.MULTILINE)


def changed(since: str) -> list[str]:
    """Return the paths that differ from where this branch left `since`, committed or not, and new files."""
    base = _git("merge-base", since, "HEAD")[0]
    return sorted({*_git("diff", "--name-only", base), *_git("ls-files", "--others", "--exclude-standard")})


def touched(paths: list[str]) -> list[str]:
    """Return the test modules that these paths can touch, as paths."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    tests = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    found: set[str] = set()
    for path in paths:
        top, *_ = path.split("/")
        if top in PACKS:
            found |= {name for name, words in tests.items() if OUR_PACKS.search(words)}
        elif top not in PACKAGES:
            found |= {name for name, words in tests.items() if f'"{top}"' in words or Path(path).name in words}
        elif path.endswith(".py"):
            found |= _importing(graph, _module(path))
        if (opened := _pages_of(path)) is not None:
            found |= {name for name, words in tests.items() if opened.search(words)}
        found |= _beside(path)
    return sorted(found & tests.keys())


def main() -> int:
    """Run the tests that what differs from `main`, or from the commit that is named, can touch."""
    since = sys.argv[1] if len(sys.argv) > 1 else "main"
    paths = changed(since)
    tests = touched(paths)
    packs = sorted({"/".join(path.split("/")[:2]) for path in paths if path.split("/")[0] in PACKS})
    print(f"{len(paths)} files differ from {since}: {len(tests)} test modules", flush=True)
    checked = _run("-m", "bot", "check", *packs) if packs else 0
    if not tests:
        return checked
    left_out = "not soak and not slow" + (
        "" if any(path.startswith(SERVERS) for path in paths) else " and not server"
    )
    ended = _run("-m", "pytest", "-q", "-m", left_out, "-n", "2", "--dist", "worksteal", *tests)
    return checked or (0 if ended == NONE_FOUND else ended)


def _importing(graph: grimp.ImportGraph, module: str) -> set[str]:
    """Return the files of the modules that import this one, by whatever way, and its own."""
    if module not in graph.modules:
        return set()
    return {f"{name.replace('.', '/')}.py" for name in (module, *graph.find_downstream_modules(module))}


def _pages_of(path: str) -> re.Pattern[str] | None:
    """Return what a test says that opens a page of the feature in whose folder the path is."""
    feature = re.match(r"bot/features/(\w+)/", path)
    pages = ROOT / f"bot/features/{feature[1]}/pages.py" if feature else None
    if pages is None or not pages.exists():
        return None
    words = PAGE.findall(pages.read_text("utf-8"))
    return re.compile(rf"[\"'](/p/)?({'|'.join(words)})[/:\"']") if words else None


def _beside(path: str) -> set[str]:
    """Return the tests in the folder that mirrors the path's own, and in the one of the feature of its name."""
    parts = Path(path).parts
    inner = parts[1:-1] if parts[0] in {"bot", "tests"} else parts[:-1]
    found: set[str] = set()
    for above in ("tests", "tests/features"):
        for length in range(len(inner), 0, -1):
            folder = ROOT.joinpath(above, *inner[:length])
            if folder.is_dir() and folder.name != "features":
                found |= {str(file.relative_to(ROOT)) for file in folder.rglob("test_*.py")}
                break
    return found


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _git(*words: str) -> list[str]:
    done = subprocess.run(("git", *words), cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603, S607
    return done.stdout.split("\n")[:-1]


def _run(*words: str) -> int:
    return subprocess.run((sys.executable, *words), cwd=ROOT, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())

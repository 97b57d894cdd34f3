"""Docstrings and comments: each name in backticks stands in the code, and the sentences are plain English."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from tests.kit.repository import tracked
from tests.talk import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOREIGN = {"pg_dump", "opening_hours", "fix_formatted_text"}
"""Names of other programs and formats."""

EXAMPLES = {
    *("killl", "xochu", "hochu", "khochu", "wnat", "gbsct", "Glossary", "check.option.b", "name.com.Then"),
    "class_K7M2XW4ZQ9HD",
}
"""Words that a comment quotes, as somebody may write them."""

BACKTICKS = re.compile(r"(?<!`)`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\(\))?`")
COMMENT = re.compile(r"(?:^|\s)#[ :].*$")
FILE_ENDINGS = {"py", "md", "yml", "txt", "json", "html", "lock", "cache", "tsv"}
OTHER_CODE = ("*.toml", "*.yml", "*.yaml", "*.sh", "*.js", "*.html", "Makefile", ":!content", ":!quizzes")

PREPOSITION = (
    "(?:about|against|as|at|before|after|behind|beside|between|by|for|from|in|into|of|on|to|with|without)"
)
VERB = "(?:is|are|was|were|has|had|have|does|do|did|can|may|must)"
HARD_TO_READ = {
    "the people who …, not 'to who is remembered'": rf"\b{PREPOSITION} who\b",
    "the person for whom …: say who it is": rf"\b{PREPOSITION} whom\b",
    "the words that …, not 'to what came in'": rf"\b{PREPOSITION} what {VERB}\b",
    "the part that …, not 'for what stands there'": rf"\b{PREPOSITION} what (?!{VERB}\b)(?!its\b)\w+s\b",
    "not 'from what came in'": rf"\b{PREPOSITION} what (?:came|went|stood|lay|fell)\b",
    "anything else, not 'what is none of these'": r"\bwhat (?:is|are|was|were) (?:none|neither|no|nothing)\b",
    "a person who …, not 'who has one changes nothing'": r"[.;] [Ww]ho (?:\w+s|had)\b",
    "'the person whom …' as a person of their own": r"(?:^|[.;,] )[Ww]hom\b|\b\w+body (?:else )?whom\b",
    "anyone who …": r"\b(?:[Ww]hoever|[Ww]homever|[Ww]hosoever)\b",
    "idempotent: a second call changes nothing": r"\bhowever (?:often|many|much|long|late|few)\b",
    "anything else, not 'that is none'": r"\b(?:that|which|who|it) (?:is|are|was|were) (?:none|nobody)\b",
    "is not a place, not 'is no place'": r"(?<!there )\b(?:is|are|was|were) no (?!longer|more\b|such\b)\w+",
    "has nothing of …, not 'of whom nothing'": r"\b(?:of|to|for|in) (?:which|whom) (?:nothing|none|nobody)\b",
    "whose …: a sentence of its own": r"\b(?:says?|tells?|without|by|with|of) whose (?:it|they|\w+ (?:is|are)\b)",
    "and it is not …, not 'nor is it'": rf", nor {VERB}\b",
    "it also …, not 'so does it'": rf"[,;.] (?:and )?so {VERB} \w+",
    "only then …, not 'only then is it'": rf"\b[Oo]nly (?:then|there|here|now|so) {VERB}\b",
    "a habit, not a sorrow": r"\ban? \w+ and no \w+",
    "because, not 'for it is'": r", for (?:it|they|he|she|there|nobody|everybody) \w+",
    "than it is, not 'than is'": r"\b(?:than|as) (?:is|are|was|were)\b",
    "words of another century": r"\b(?:thereof|therein|thereby|wherein|whereof|whereby|hitherto|lest|therefrom)\b",
    "as many as possible": r"\b(?:as many as|as far as|as long as) (?:can|need) be\b|\bby whom\b",
}
"""What to write, and the pattern of what was written before that: sentences that need a second reading."""


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z_]\w*", text))


@cache
def code_and_prose(file: Path) -> tuple[str, str]:
    """Return a module's code, and its docstrings and comments."""
    source = file.read_text("utf-8")
    lines, prose = source.splitlines(), []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(docstring)), lineno=first, end_lineno=int(last)):
                prose.append(docstring)
                lines[first - 1 : last] = [""] * (last - first + 1)
    prose += [found[0] for line in lines if (found := COMMENT.search(line))]
    return "\n".join(COMMENT.sub("", line) for line in lines), "\n".join(prose)


def paragraphs_of(file: Path) -> list[str]:
    """Return each docstring, and each block of comments, as one line."""
    source = file.read_text("utf-8")
    found = [
        node.value.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]
    found += re.findall(r"^ *# .*(?:\n *# .*)*", source, re.MULTILINE)
    found += re.findall(r"(?<=\S)  # (?!noqa|type:).*", source)
    return [" ".join(paragraph.replace(" # ", " ").split()) for paragraph in found]


def dead_names() -> Iterator[str]:
    """Yield names that are nowhere in the code, and `module.name` where no module of that name has it."""
    known = words_of("\n".join(file.read_text("utf-8") for file in tracked(*OTHER_CODE)))
    by_module: dict[str, set[str]] = defaultdict(set)
    for path in (file.relative_to(ROOT) for file in tracked()):
        known |= words_of(str(path))
        for folder in path.parents[:-1]:
            by_module[folder.name] |= words_of(str(path.relative_to(folder)))
    modules = {file: code_and_prose(file) for file in tracked("*.py")}
    for file, (code, _) in modules.items():
        words = words_of(code)
        by_module[file.parent.name if file.stem == "__init__" else file.stem] |= words
        known |= words
    for file, (_, prose) in modules.items():
        for name in BACKTICKS.findall(prose):
            *owner, last = name.split(".")
            places = by_module.get(owner[-1], known) if owner else known
            if last not in places | FILE_ENDINGS and name not in FOREIGN | EXAMPLES:
                yield f"{file.relative_to(ROOT)}: {name}"


def test_every_name_in_backticks_is_there() -> None:
    assert not sorted(dead_names())


def test_every_page_that_the_code_refers_to_is_there() -> None:
    pages = {file.name for file in tracked("*.md")}
    for file in tracked("bot/*.py", "simulator/*.py"):
        referred_to = re.findall(r"(?<![\w.*>/-])[\w-]+\.md\b", code_and_prose(file)[1])
        assert not {name for name in referred_to if name not in pages}, file.relative_to(ROOT)


def test_prose_reads_at_first_reading() -> None:
    found = [
        f"{file.relative_to(ROOT)}: {paragraph[max(0, hit.start() - 30) : hit.end() + 30]} → {instead}"
        for file in tracked("bot/*.py", "simulator/*.py")
        for paragraph in paragraphs_of(file)
        for instead, pattern in HARD_TO_READ.items()
        for hit in re.finditer(pattern, paragraph)
    ]
    assert not found, "\n".join(found)

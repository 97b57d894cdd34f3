"""Finds words in plain text that lead to a page, a person or a command, in any spelling.

Finds addresses under any top-level domain of the public suffix list (also spelled out, "name dot com", or with
spaces between the letters), names behind @, e-mail addresses, telephone numbers, and Telegram's commands. The
words are compared by their look (`folding`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from publicsuffixlist import PublicSuffixList

from bot.packs.lint.folding import fold, latin
from bot.packs.lint.telephones import telephones
from bot.packs.lint.words import single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.lint.folding import Folded


class ContactKind(StrEnum):
    """The target of a contact."""

    ADDRESS = "address"
    NAME = "name"
    NUMBER = "number"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact: `words` as written, `start` their index in the searched text."""

    way: ContactKind
    words: str
    start: int


_CLEAR = (
    "com net org info biz edu gov mil xyz onion ru su kz ua uz kg tj md ge az pl de fr uk eu cn jp tr cz sk bg "
    "ro rs hu nl ch fi dk es pt gr br ly gl gd ws tk ml ga cf gq io cc"
)
CLEAR_ENDINGS = frozenset(_CLEAR.split()) | single("endings")
"""Endings that are not words: they also count with a capital, behind "dot" and apart from the name. Some are not
real domains: people spell `.com` in the letters of their language.
"""

_NO_NAMES = single("talked_of")
"""Words before an ending that is only mentioned ("ends in .com"), so that it is not part of an address."""

_TAIL = r"(?::\d{1,5})?+(?:[/?#][^\s<>()«»\"]{0,300}+)?+"
_SCHEME = re.compile(
    r"(?<![^\W_])[a-z][a-z0-9+.-]{1,15} ?: ?/ ?/ ?[^\s<>()«»\"]{1,300}"
    r"|(?<![^\W_])(?:tg|tel|sms|mailto|viber|whatsapp|skype|javascript):[a-z0-9+?@/][^\s<>()«»\"]{0,300}",
    re.IGNORECASE,
)
_SIGN = "\\w\u00c0-\u1fff\u2070-\u2fff\u3001-\U0010ffff-"
"""Characters of a name before a dot, as in Telegram: letters of every script, emoji and other signs, but no
punctuation of running text. For use inside of [ ].
"""

_RUN = re.compile(rf"(?<![{_SIGN}])[{_SIGN}]++(?:\.[{_SIGN}]++)++")
_DOTTED = re.compile(rf"[{_SIGN}]\.\w")
_WORD = re.compile(r"[\w-]*")
_TAIL_OF = re.compile(_TAIL)
_IP = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])" + _TAIL)
_ENDING = "|".join(sorted(CLEAR_ENDINGS)) + "|[c\u0441][o\u043e][m\u043c]"
_DOTS = sorted(single("dot"))
_DOT = "|".join(_DOTS)
_SPELT = re.compile(
    # The word "dot", a dot with a space beside it, or one in brackets, between a name and an ending.
    rf"(?<![{_SIGN}])(?P<name>[{_SIGN}]{{1,63}})"
    rf"(?:(?:[\s_*~-]{{1,3}}(?:{_DOT})[\s_*~-]{{1,3}}|\s\.\s?|\.\s)(?P<end>{_ENDING})"
    rf"|\s?[\[({{<]\s?(?:\.|{_DOT})\s?[\])}}>]\s?(?P<any>[\w-]{{2,24}}))(?![\w-])" + _TAIL,
    re.IGNORECASE,
)
_APART = re.compile(rf"(?<!\S)(?:[{_SIGN}][ ]){{2,40}}\.[ ](?:\w[ ]){{1,12}}\w(?!\w)")
"""Letters one by one: `e v i l . c o m`."""

_MESSENGER = re.compile(
    r"(?<![\w'’.-])(?:[t\u0442]|telegram|wa|vk|m|viber|signal) ?\. ?[m\u043c][e\u0435](?![\w-])" + _TAIL,
    re.IGNORECASE,
)
"""Messengers' own short hosts, with any signs between their parts."""

_MESSENGER_HINT = re.compile(r"\. ?[mM\u043c\u041c][eE\u0435\u0415](?![\w-])")
_DOT_HINT = "|".join("".join(f"[{sign}{sign.upper()}]" for sign in word) for word in _DOTS)
_SPELT_HINT = re.compile(rf"\s\.|\.\s(?:[a-z\u0430-\u044f]|[A-Z\u0410-\u042f]{{2}})|{_DOT_HINT}|[\[({{<]\s?\.")

_MAIL = re.compile(rf"(?<![.+{_SIGN}])[.+{_SIGN}]{{1,64}}+@[{_SIGN}]{{1,63}}+(?:\.[\w-]{{2,63}}){{1,4}}+")
_NAME = re.compile(r"(?<![\w@])@[A-Za-z]\w{2,31}(?!\w)")
_COMMAND = re.compile(r"(?<![\w/<>])/(?=\w{0,63}[A-Za-z])[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])")

_HINT = re.compile(rf"[@/:\d]|{_DOTTED.pattern}|{_SPELT_HINT.pattern}|{_MESSENGER_HINT.pattern}")
"""A sign that every contact contains: searched first, because most texts have none."""


def contacts(words: str) -> list[Contact]:
    """Return the contacts in plain words, in their order; an address within a longer contact is not repeated."""
    folded = fold(words)
    if not _HINT.search(folded.text):
        return []
    found: list[Contact] = []
    taken: list[tuple[int, int]] = []
    for way, start, end in (*_people(folded.text), *_addresses(folded.text), *_numbers(folded.text)):
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            taken.append((start, end))
            place = folded.places[start] if folded.places else start
            found.append(Contact(way, _stripped(folded, start, end), place))
    return sorted(found, key=lambda one: one.start)


def _stripped(folded: Folded, start: int, end: int) -> str:
    return folded.as_written(start, end).rstrip(".,;:!?")


Found = tuple[ContactKind, int, int]


def _numbers(text: str) -> Iterator[Found]:
    for start, end in telephones(text):
        yield ContactKind.NUMBER, start, end


def _people(text: str) -> Iterator[Found]:
    if "@" in text:
        for found in _MAIL.finditer(text):
            yield ContactKind.NAME, *found.span()
        for found in _NAME.finditer(latin(text)):
            if re.search("[A-Za-z]", text[found.start() : found.end()]):
                yield ContactKind.NAME, *found.span()
    if "/" in text:
        for found in _COMMAND.finditer(latin(text)):
            yield ContactKind.COMMAND, *found.span()


def _addresses(text: str) -> Iterator[Found]:
    if ":" in text:
        for found in _SCHEME.finditer(text):
            yield ContactKind.ADDRESS, *found.span()
    for found in _MESSENGER.finditer(text) if _MESSENGER_HINT.search(text) else ():
        yield ContactKind.ADDRESS, *found.span()
    if _DOTTED.search(text):
        for found in _RUN.finditer(text):
            end = _end_of_host(found.group())
            if end:
                end += found.start()
                tail = _TAIL_OF.match(text, end) if end == found.end() else None
                yield ContactKind.ADDRESS, found.start(), tail.end() if tail else end
        for found in _IP.finditer(text):
            if all(int(part) < 256 for part in re.findall(r"\d+", found.group())[:4]):  # noqa: PLR2004 - a byte
                yield ContactKind.ADDRESS, *found.span()
    if _SPELT_HINT.search(text):
        yield from _spelt(text)


def _end_of_host(run: str) -> int:
    """Return the end of the host in a run of labels and dots; 0 when it holds none."""
    labels = run.split(".")
    begins = [*accumulate((len(label) + 1 for label in labels), initial=0)]
    for place in range(len(labels) - 1, 0, -1):
        word = _WORD.match(labels[place])
        ending = word.group() if word else ""
        last = place == len(labels) - 1 or ending != labels[place]  # `com🎁`: the emoji is not part of it
        # A sentence that begins without a space: `name.com.Then`.
        if (last or labels[place + 1][:1].isupper()) and _is_ending(ending, labels[place - 1]):
            return begins[place] + len(ending)
    return 0


def _is_ending(label: str, before: str) -> bool:
    """Whether a label is a top-level domain or looks like one. As in Telegram, a label with a capital counts as
    the first word of a sentence, unless it cannot be a word.
    """
    low = label.lower()
    look = latin(low)
    if low in CLEAR_ENDINGS or (look in CLEAR_ENDINGS and (look == "com" or re.search("[a-z]", low))):
        return True
    if low.partition("-")[0] in CLEAR_ENDINGS and not low.startswith("xn-"):
        return True
    if before.isdigit() and low in {"am", "pm"}:
        return False
    capital = label[:1].isupper() and label[1:] == low[1:]
    return low in top_level() and not capital


def _spelt(text: str) -> Iterator[Found]:
    """Find addresses whose dot is a word, stands in brackets or has a space beside it."""
    for found in _SPELT.finditer(text):
        end = found["end"] or found["any"]
        # "Words. Com…" and "words. CZ" begin a sentence.
        begins = end.istitle() or (end.isupper() and len(end) == 2 and not found["name"].isupper())  # noqa: PLR2004
        sentence = begins and "." in found.group() and found["end"] is not None
        if found["name"].lower() not in _NO_NAMES and not sentence and _is_ending(end.lower(), found["name"]):
            yield ContactKind.ADDRESS, *found.span()
    for found in _APART.finditer(text) if " . " in text else ():
        name, _, end = found.group().replace(" ", "").rpartition(".")
        if name and latin(end.lower()) in CLEAR_ENDINGS:
            yield ContactKind.ADDRESS, *found.span()


@cache
def top_level() -> frozenset[str]:
    """Return every top-level domain, in Unicode and as xn--: the last labels of the ICANN part of the public
    suffix list in its package; without network.
    """
    listed = PublicSuffixList(only_icann=True)._publicsuffix  # noqa: SLF001 - it has no other way to list them
    endings = {rule.lstrip("!").rpartition(".")[2] for rule in listed}
    return frozenset(endings | {fold(ending).text for ending in endings})

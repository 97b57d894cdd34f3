"""Rules E6xx on safety: addresses, numbers, hidden characters, and subjects that a specialist must see first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.packs import links
from bot.packs.model import Kind
from bot.packs.rules.addresses import invites, mistake
from bot.packs.rules.glance import Glance
from bot.packs.rules.pieces import Remark, note, pieces, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.packs.cards.parts import Aim
    from bot.packs.draft import Draft
    from bot.packs.rules.pieces import Piece

HIDDEN = re.compile(
    # Control characters, soft hyphen, zero-width space, marks that turn the direction of writing, fillers; joiners
    # (U+200C, U+200D) and direction marks (U+200E, U+200F) are letters' and emoji's own.
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    # Tags spell flags behind a black flag only; all signs stand in one set, which is found fifteen times faster.
    r"\U000e0000-\U000e007f](?<![\U0001f3f4\U000e0020-\U000e007f][\U000e0000-\U000e007f])"
)

# What Telegram makes a link of by itself in plain words: a host with a usual ending, a name behind @, e-mail.
_ENDINGS = (
    "com|net|org|info|biz|io|me|ru|su|by|kz|ua|uk|de|fr|eu|us|co|tv|cc|to|ly|gg|app|dev|xyz|top|club|site|online"
    "|store|shop|link|click|live|pro|space|website|games?|fun|win|vip|icu|tk|ml|ga|cf|gq|am|ge|uz|kg|az|md|pl|it|es"
)
_BARE = re.compile(
    r"(?<![\w.@-])(?:[a-z]{2,10}://[^\s<>()«»]{1,200}"
    rf"|(?:[a-z0-9](?:[a-z0-9-]{{0,62}})\.){{1,5}}(?:{_ENDINGS}|рф|xn--[a-z0-9-]{{2,30}})\b(?:/[^\s<>()«»]{{0,200}})?)",
    re.IGNORECASE,
)
_MENTION = re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}\b|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_PHONE = re.compile(
    r"(?<![\w-])(?P<number>\+\d[\d\s()-]{7,17}\d|8[\s(-]{0,2}800[\s)-]{0,2}[\d\s-]{5,10}\d"
    r"|\d{1,3}[\s-]\(?\d{3}\)?[\s-]\d{3}[\s-]?\d{2}[\s-]?\d{2}|\d{3}-\d{2}-\d{2}|\d{3}-\d{4})(?![\w-])"
)
_EMERGENCY = re.compile(
    r"\b(?:звони(?:те)?|позвони(?:те)?|набери(?:те)?|номеру?|телефону?|по|call|dial|ring|number)\s+"
    r"(?P<number>112|911|999|10[1-4]|11[0-9]|0[1-4])\b",
    re.IGNORECASE,
)
_GRAVE = re.compile(
    r"\b(?:суицид\w*|самоуби\w+|самоповрежд\w+|селфхарм\w*|поконч\w+ с собой|порезать (?:себя|вены)"
    r"|передозиров\w+|закладчик\w*|взрывчат\w+"
    r"|suicid\w+|self-?harm\w*|kill(?:ing)? (?:yourself|themselves|himself|herself)"
    r"|cut(?:ting)? (?:yourself|themselves)|overdos\w+|explosives?)\b",
    re.IGNORECASE,
)

_GLANCE = Glance(bare=_BARE, mention=_MENTION, phone=_PHONE, emergency=_EMERGENCY, grave=_GRAVE)


def check_safety(draft: Draft) -> None:
    """Report whatever could lead a child away, hide something from a reader, or must be seen by a specialist."""
    _hidden(draft)
    hosts = frozenset(draft.where.pack.link_hosts)
    linked: set[str] = set()
    for parts in (draft.split.intro, *draft.split.cards):
        for aim in parts.aims:
            if ":" in aim.url or aim.url.startswith("//"):
                linked.add(links.host(aim.url))
                _address(draft, aim, hosts)
    worth = _GLANCE.at(vocabulary(draft))
    for piece in pieces(draft) if worth else ():
        if "bare" in worth or "mention" in worth:
            _bare(draft, piece, hosts | linked)
        if "phone" in worth:
            _numbers(draft, piece, _PHONE.finditer(piece.words))
        if "emergency" in worth:
            _numbers(draft, piece, _EMERGENCY.finditer(piece.words))
        if "grave" in worth and draft.where.kind is not Kind.HELP and not draft.sensitive:
            _grave(draft, piece)


def _hidden(draft: Draft) -> None:
    for found in HIDDEN.finditer(draft.source.text):
        before = draft.source.text[: found.start()]
        column = found.start() - (before.rfind("\n") + 1) + 1
        what = f"a hidden character (U+{ord(found.group()):04X})"
        draft.report.add("E622", before.count("\n") + 1, what, "delete it; type the word anew", column)


def _address(draft: Draft, aim: Aim, hosts: frozenset[str]) -> None:
    wrong, host = mistake(aim.url), links.host(aim.url)
    if not aim.url.startswith("https:"):
        code, fix = "E603", "link to an https address of the pack's own hosts, or take the link out"
        if re.match(r"(?:tg|telegram|tel|sms|mailto)", aim.url):
            code, fix = "E623", "take it out: nothing in a pack may open a chat, a call or a letter"
        draft.report.add(code, aim.line, f"the address {wrong or 'opens something else'}", fix, aim.column)
    elif invites(host):
        fix = "take it out: nothing in a pack may lead to people or chats"
        draft.report.add("E623", aim.line, f"the address opens a chat: {host}", fix, aim.column)
    elif wrong:
        draft.report.add(
            "E620", aim.line, f"the address {wrong}", "write it plainly: https://host/path", aim.column
        )
    elif host not in hosts:
        fix = f"add {host} to `link_hosts` in pack.yml, or take the link out"
        draft.report.add("E603", aim.line, f"{host} is none of the pack's hosts", fix, aim.column)
    named = _BARE.search(aim.words)
    shown = re.sub(r"^[a-z]+://", "", named.group().lower()).split("/")[0] if named else ""
    if shown and shown.removeprefix("www.") != host.removeprefix("www."):
        what = f"the words show {shown[:60]}, the link leads to {host or 'something else'}"
        draft.report.add("E621", aim.line, what, "write words that name no other address", aim.column)


def bare_addresses(words: str) -> list[str]:
    """Return what Telegram would make a link of in plain words: addresses, names behind @, e-mail."""
    return [found.group().rstrip(".,;:!?") for pattern in (_BARE, _MENTION) for found in pattern.finditer(words)]


def _bare(draft: Draft, piece: Piece, known: frozenset[str]) -> None:
    for words in bare_addresses(piece.words):
        if re.sub(r"^https://", "", words.lower()).split("/")[0] not in known:
            what = f"Telegram makes a link of '{words[:60]}'"
            fix = f"write it as an example that cannot be tapped: `{words[:60]}`"
            if piece.role in ("head", "title", "alt"):
                fix = "leave it out here, where no example can be marked as one"
            note(draft, piece, Remark("E624", words, what, fix))


def _numbers(draft: Draft, piece: Piece, found: Iterable[re.Match[str]]) -> None:
    for one in found:
        number = one["number"].strip()
        fix = "take it out: numbers stand in helplines/<CC>.yml only, a > [!WARNING] shows them"
        note(draft, piece, Remark("E602", number, f"a telephone number: {number}", fix))


def _grave(draft: Draft, piece: Piece) -> None:
    found = _GRAVE.search(piece.words)
    if found and piece.role != "source":
        what = f"'{found.group()}' in an item that is not marked as sensitive"
        fix = "add `sensitive: true` to the head, so that a specialist sees it; leave every method out"
        note(draft, piece, Remark("E601", found.group(), what, fix))

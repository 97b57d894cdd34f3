"""Rules E6xx on safety: addresses, numbers, commands, and items that a specialist must review first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.packs.lint.addresses import mistake
from bot.packs.lint.contacts import ContactKind, contacts
from bot.packs.lint.folding import fold
from bot.packs.lint.link_hosts import SAID, kind_of
from bot.packs.lint.pieces import Remark, note, pieces
from bot.packs.lint.rules import alone
from bot.packs.lint.words import any_of, listed
from bot.packs.model import Kind
from bot.packs.parser import links
from bot.packs.parser.head import Front
from bot.packs.topics import SENSITIVE
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.draft import Draft
    from bot.packs.lint.pieces import Piece
    from bot.packs.parser.cards.parts import LinkTarget
    from bot.packs.parser.head import PackHead
    from bot.packs.parser.source import Report
    from bot.packs.parser.yaml import Document

_EMERGENCY = re.compile(
    rf"\b(?:{'|'.join(listed('emergency'))})\s+(?P<number>112|911|999|10[1-4]|11[0-9]|0[1-4])\b", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_GRAVE = any_of("grave")


@alone
def check_safety(draft: Draft) -> None:
    """Report contents that could lead a child away, or need a specialist's review."""
    hosts = frozenset(draft.context.pack.link_hosts)
    linked: set[str] = set()
    for parts in (draft.split.intro, *draft.split.cards):
        for aim in parts.link_targets:
            if ":" in aim.url or aim.url.startswith("//"):
                linked.add(links.host(aim.url))
                _address(draft, aim, hosts)
    known = hosts | linked
    for piece in pieces(draft):
        _contacts(draft, piece, known)
    if draft.context.kind not in {Kind.HELP, Kind.NEXT} and not draft.sensitive:
        _specialist(draft)


def check_link_hosts(head: PackHead, document: Document, report: Report) -> None:
    """Report link hosts that open chats or redirect anywhere, and addresses in the pack's title."""
    for place, host in enumerate(head.link_hosts):
        if kind := kind_of(host):
            spot = document.place(("link_hosts", place))
            fix = phrase("take it out, and link to the page itself")
            report.add("E627", spot.line, phrase("{host} {does}", host=host, does=SAID[kind]), fix, spot.column)
    for locale, title in head.title.items():
        for found in contacts(title):
            spot = document.place(("title", locale))
            report.add(
                "E624",
                spot.line,
                phrase("'{words}' in the title", words=found.words[:60]),
                phrase("take it out"),
                spot.column,
            )


def _address(draft: Draft, aim: LinkTarget, hosts: frozenset[str]) -> None:
    wrong, host = mistake(aim.url), links.host(aim.url)
    if not aim.url.startswith("https:"):
        code, fix = "E603", phrase("link to an https address of the pack's own hosts, or take the link out")
        if re.match(r"(?:tg|telegram|tel|sms|mailto)", aim.url):
            code, fix = "E623", phrase("take it out: nothing in a pack may open a chat, a call or a letter")
        draft.report.add(
            code,
            aim.line,
            phrase("the address {wrong}", wrong=wrong or phrase("opens something else")),
            fix,
            aim.column,
        )
    elif (kind := kind_of(aim.url)) == "messenger":
        fix = phrase("take it out: nothing in a pack may lead to people or chats")
        draft.report.add("E623", aim.line, phrase("the address opens a chat: {host}", host=host), fix, aim.column)
    elif kind:
        fix = phrase("link to the page itself, by its own https address")
        draft.report.add("E627", aim.line, phrase("{host} {does}", host=host, does=SAID[kind]), fix, aim.column)
    elif wrong:
        draft.report.add(
            "E620",
            aim.line,
            phrase("the address {wrong}", wrong=wrong),
            phrase("write it plainly: https://host/path"),
            aim.column,
        )
    elif host not in hosts:
        fix = phrase("add {host} to `link_hosts` in pack.yml, or take the link out", host=host)
        draft.report.add(
            "E603", aim.line, phrase("{host} is none of the pack's hosts", host=host), fix, aim.column
        )
    named = next((one.words for one in contacts(aim.words) if one.way is ContactKind.ADDRESS), "")
    shown = re.split(r"[/?#]", re.sub(r"^[a-z]+://", "", named.lower()))[0]
    if shown and shown.removeprefix("www.") != host.removeprefix("www."):
        what = phrase(
            "the words show {shown}, the link leads to {host}",
            shown=shown[:60],
            host=host or phrase("something else"),
        )
        draft.report.add("E621", aim.line, what, phrase("write words that name no other address"), aim.column)


def _is_own(address: str, known: frozenset[str]) -> bool:
    found = re.fullmatch(r"(?:https://)?([a-z0-9.-]+)(?:[/?#].*)?", address.lower())
    return bool(found) and found[1] in known if found else False


def _contacts(draft: Draft, piece: Piece, known: frozenset[str]) -> None:
    if piece.role == "screen":
        return  # checked by `lint.screens`: nothing on a screen can be tapped
    for found in contacts(piece.words):
        words = found.words
        if found.way is ContactKind.NUMBER:
            _number(draft, piece, words)
        elif found.way is ContactKind.COMMAND:
            what = phrase("Telegram makes a command of '{words}': a tap sends it to the bot", words=words)
            fix = phrase(
                "name the button in words, or write it so that it cannot be tapped: `{words}`", words=words
            )
            note(draft, piece, Remark("E626", words, what, fix))
        elif not _is_own(words, known):
            what = phrase("Telegram makes a link of '{words}', or a reader types it", words=words[:60])
            fix = phrase("write it as an example that cannot be tapped: `{words}`", words=words[:60])
            if piece.role in ("head", "title", "alt"):
                fix = phrase("leave it out here, where no example can be marked as one")
            note(draft, piece, Remark("E624", words, what, fix))
    # An address marked as an example cannot be tapped; a number can still be called.
    for one in contacts(piece.code) if piece.code else ():
        if one.way is ContactKind.NUMBER:
            _number(draft, piece, one.words)
    folded = fold(piece.words)
    for emergency in _EMERGENCY.finditer(folded.text) if _DIGIT.search(folded.text) else ():
        _number(draft, piece, folded.as_written(*emergency.span("number")))


def _number(draft: Draft, piece: Piece, number: str) -> None:
    fix = phrase("take it out: numbers stand in helplines/<CC>.yml only, a > [!WARNING] shows them")
    note(draft, piece, Remark("E602", number, phrase("a telephone number: {number}", number=number), fix))


def _specialist(draft: Draft) -> None:
    """Report an item that a specialist must review, by its topics or words, without a mark for it."""
    front = draft.front
    grave = sorted(SENSITIVE.intersection(front.topics)) if isinstance(front, Front) else []
    if grave:
        line, column = draft.place("topics")
        what = phrase("the topic {grave} in an item that is not marked as sensitive", grave=grave[0])
        fix = phrase("add `sensitive: true` to the head, so that a specialist sees it")
        draft.report.add("E628", line, what, fix, column)
    for piece in pieces(draft):
        _grave(draft, piece)


def _grave(draft: Draft, piece: Piece) -> None:
    found = fold(piece.words).find(_GRAVE) if piece.role != "source" else []
    if found:
        what = phrase("'{word}' in an item that is not marked as sensitive", word=found[0])
        fix = phrase("add `sensitive: true` to the head, so that a specialist sees it; leave every method out")
        note(draft, piece, Remark("E601", found[0], what, fix))

"""Rules E18x on follow-ups: a known help page, an answer for every reader, no questions, what follows, copies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.packs.follow_ups import COMMON, FOLDER, SITUATIONS, follow_up_of
from bot.packs.lint.pieces import without_quotes
from bot.packs.lint.rules import alone
from bot.packs.lint.talk import LONGEST, check_length, check_readers, check_said
from bot.packs.model import Kind
from bot.packs.parser.source import suggestion
from bot.packs.talk import replies_for
from bot.values.audience import Audience
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.draft import Draft
    from bot.packs.follow_ups import FollowUp
    from bot.packs.parser.cards.parts import Parts

MAY_ASK = f"{FOLDER}no-wish-to-live"
"""Where a child is asked one direct question: the guides of safe messaging say to ask it plainly."""

COPIED = 200
"""Most characters of a sentence to copy: a button takes 256."""

_QUESTION = re.compile(r"[?\u061f\u037e]")


@alone
def check_follow_ups(draft: Draft) -> None:
    """Report follow-ups of no help page, and those that answer somebody nothing, or ask in place of answering."""
    if draft.context.kind is not Kind.NEXT:
        return
    name = draft.context.item.removeprefix(FOLDER)
    if draft.context.item != FOLDER + name or name not in {*SITUATIONS, COMMON}:
        names = [FOLDER + one for one in (*SITUATIONS, COMMON)]
        fix = suggestion(draft.context.item, names)
        what = phrase("the folder '{folder}' names no help page", folder=draft.context.item)
        draft.report.add("E180", 1, what, fix)
    for parts in draft.split.cards:
        told = follow_up_of(parts.id, parts.title, parts.body)
        check_said(draft, parts, told.utterances)
        _replies(draft, parts, told)
        _settings(draft, parts, told)
        _copies(draft, parts, told)


def _replies(draft: Draft, parts: Parts, told: FollowUp) -> None:
    without = next((audience for audience in Audience if not told.reply_for(audience)), None)
    if without is not None:
        what = phrase("nothing answers {value}", value=without.value)
        fix = phrase("add a reply for them, or one without readers, which is for everybody else")
        draft.report.add("E181", parts.line, what, fix)
    longest = max((told.reply_for(audience) for audience in Audience), key=lambda text: len(text.plain.split()))
    check_length(draft, parts, longest, LONGEST)
    for reply in (*told.replies, *told.copies):
        check_readers(draft, parts, reply)
    for reply in told.replies:
        is_read_by_a_child = any(
            audience.is_child and reply in replies_for(told.replies, audience) for audience in Audience
        )
        found = _QUESTION.search(without_quotes(reply.text.plain))
        if found and is_read_by_a_child and draft.context.item != MAY_ASK:
            words = reply.text.plain[: found.end()].rpartition(". ")[2]
            line, column = draft.source.find(words[-20:], parts.line, parts.end)
            what = phrase("a question to a child: '{words}'", words=words[-60:])
            fix = phrase("say what to do now; words that the child may say stand in quotation marks")
            draft.report.add("E182", line, what, fix, column)


def _settings(draft: Draft, parts: Parts, told: FollowUp) -> None:
    own = draft.context.item.removeprefix(FOLDER)
    for name, value in told.settings.items():
        allowed = [one for one in SITUATIONS if one != own] if name == "leads" else ["yes"]
        if value not in allowed:
            line, column = draft.source.find(f"{name}:", parts.line, parts.end)
            what = phrase("`{name}: {value}` says nothing that Help can do", name=name, value=value[:40])
            fix = suggestion(value, allowed)
            draft.report.add("E183", line, what, fix, column)


def _copies(draft: Draft, parts: Parts, told: FollowUp) -> None:
    for copy in told.copies:
        words = copy.text.plain
        if not words or len(words) > COPIED or "\n" in words:
            line, column = draft.source.find(words[:20] or "copy:", parts.line, parts.end)
            what = phrase("a sentence to copy of {count} characters", count=len(words))
            fix = phrase("write one or two sentences in a row, {most} characters at most", most=COPIED)
            draft.report.add("E184", line, what, fix, column)

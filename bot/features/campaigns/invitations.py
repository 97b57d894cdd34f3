"""Invitations: people who wish so are told once, some days before a campaign for them begins; one tap ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.delivery import NothingToShow
from bot.chat.items import heading, notices
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.account import time_zone
from bot.features.campaigns import pages, participation
from bot.features.campaigns.schedule import INVITED_BEFORE
from bot.features.campaigns.store import enrolments
from bot.features.notifications import pages as notifications_pages
from bot.values import landmarks
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()


@views(pages.Invites, kept=False)
def invites(turn: Turn, page: pages.Invites) -> Screen:
    """Note the wish, or forget it together with the chat's id. Idempotent."""
    rows: tuple[Row, ...] = ((Link(turn.say("⬆ Campaigns"), pages.Campaigns(), Means.BACK),), menu_row(turn))
    if page.switch == "off":
        enrolments.refuse_invitations(turn.db, turn.person.key)
        return Screen(Text(turn.say("No invitations. The campaigns are in the menu whenever you like.")), rows)
    chat = turn.sealed_chat()
    if chat is None:
        words = turn.say("I can remind only people I remember. You are only looking round, and that is fine.")
        return Screen(Text(words), ((Link(turn.say("What I would remember"), landmarks.Consent()),), *rows))
    enrolments.wish_invitations(turn.db, turn.person.key, chat, turn.today)
    if not turn.person.zone:
        words = turn.say(
            "All right: I write before a campaign for you begins. One more thing, so that it comes by day:"
        )
        return time_zone.question(turn, words, purpose="campaigns")
    many = turn.count("{number} day", "{number} days", INVITED_BEFORE.days)
    words = turn.say("All right: I write once, at most {days} before a campaign for you begins.", days=many)
    kept = turn.say("For that I keep the number of this chat, encrypted, until you say no.")
    end = (Link(turn.say("🔕 No more invitations"), pages.Invites("off")),)
    return Screen(join([words, italic(kept)]), (end, *rows))


@views(pages.Invitation, kept=False)
def invitation(turn: Turn, page: pages.Invitation) -> Screen | Page:
    """Draw the doorway: what is about to begin, a way to read more, and a way to end invitations.

    Errors: NothingToShow if it is not for this person, or they have joined or left it already.
    """
    mine = participation.find(turn, page.pack, page.item)
    if turn.unasked and (mine is None or mine.part is not None or not participation.is_open(turn, mine)):
        raise NothingToShow
    if mine is None:
        return pages.Campaign(page.pack, page.item)
    first = italic(turn.say("You asked to hear of campaigns. This one begins soon:"))
    title = bold(f"📅 {heading(mine.words)}")
    texts: list[Text | str] = [first, title, *notices(turn, mine.words), mine.words.description]
    rows: tuple[Row, ...] = (
        (Link(turn.say("▶ See what comes and when"), pages.Campaign(page.pack, page.item)),),
        (
            Link(turn.say("🔕 No more invitations"), pages.Invites("off")),
            Link(turn.say("🔕 A week of quiet"), notifications_pages.Quiet()),
        ),
        menu_row(turn),
    )
    return Screen(join(texts), rows)

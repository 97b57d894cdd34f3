"""The keepsake: at the end of a campaign a picture to keep, the same for everybody who joined."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.chat.items import dead_end, notices
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.account.welcome import mayak_picture
from bot.features.campaigns import pages, participation
from bot.features.items.ending import item_rows
from bot.features.items.showing import about_links, help_row, shown_sources
from bot.packs.campaign import FINALE
from bot.packs.digest import file_key
from bot.pictures.keepsake import KeepsakeWords, draw_keepsake
from bot.pictures.screens import content_of
from bot.values.screen import Document, Link, Picture, Screen
from bot.values.text import bold, italic, join

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.chat.turn import Turn
    from bot.features.campaigns.participation import Participation
    from bot.packs.model import Item
    from bot.values.page import Page
    from bot.values.screen import Row
    from bot.values.text import Text

views = Views()

DAYS_SHOWN = 6
"""Pictures of days on a keepsake, at most: two rows."""


@views(pages.Keepsake)
def keepsake(turn: Turn, page: pages.Keepsake) -> Screen | Page:
    """Show the keepsake with the last words of the campaign; before its last day, the campaign."""
    mine = participation.find(turn, page.pack, page.item)
    if mine is None:
        return dead_end(turn)
    if not mine.is_at_its_end(turn.today):
        return pages.Campaign(page.pack, page.item)
    finale = mine.words.card(FINALE)
    parts: list[Text | str] = [*notices(turn, mine.words), italic(mine.words.title)]
    rows: list[Row] = [(Link(turn.say("💾 Save it as a file"), pages.KeepsakeFile(page.pack, page.item)),)]
    all_days = Link(turn.say("📅 All days"), pages.Campaign(page.pack, page.item))
    if finale is None:
        parts += [bold(turn.say("Thank you for being here!")), italic(_when(turn, mine))]
        rows.append((all_days,))
    else:
        parts += [bold(finale.title), finale.body, finale.remember, finale.warning]
        parts += [italic(_when(turn, mine)), shown_sources(turn, finale)]
        rows += [help_row(turn)] if finale.warning else []
        rows.append((all_days, *about_links(turn, mine.words.ref, finale)))
    parts.append(turn.say("This picture is for you to keep. Everybody who joined has it."))
    return Screen(join(parts), (*rows, menu_row(turn)), picture=picture_of(turn, mine))


@views(pages.KeepsakeFile, kept=False)
def keepsake_file(turn: Turn, page: pages.KeepsakeFile) -> Screen | Page:
    """Give the keepsake as a file, because Telegram shrinks pictures."""
    mine = participation.find(turn, page.pack, page.item)
    if mine is None:
        return dead_end(turn)
    if not mine.is_at_its_end(turn.today):
        return pages.Campaign(page.pack, page.item)
    picture = picture_of(turn, mine)
    content = content_of(picture)
    document = Document(
        f"mayak-{page.item.replace('/', '-')}{picture.file.suffix}",
        content.read_bytes if isinstance(content, Path) else content,
    )
    text = join([bold(mine.words.title), turn.say("The picture as a file: to keep, to print, to hang up.")])
    return Screen(text, ((link_to(turn, mine),), menu_row(turn)), documents=(document,))


@item_rows
def row_at_the_end(turn: Turn, item: Item) -> tuple[Row, ...]:
    """Return the way to the keepsake for somebody who has just finished a campaign's last item."""
    return tuple(
        (link_to(turn, mine),)
        for campaign in turn.library.campaigns()
        if any(item.ref in step.leads.values() for step in campaign.steps if step.day == campaign.last_day)
        and (mine := participation.find(turn, campaign.ref.pack, campaign.ref.item))
        and mine.is_at_its_end(turn.today)
        and mine.steps  # people who have changed their audience may have none
        and (day := mine.day(mine.steps[-1]))
        and day.done_on == turn.today
    )


def link_to(turn: Turn, mine: Participation) -> Link:
    """Return the button that leads to the keepsake."""
    ref = mine.campaign.ref
    return Link(turn.say("🖼 A picture to keep"), pages.Keepsake(ref.pack, ref.item))


def picture_of(turn: Turn, mine: Participation) -> Picture:
    """Return the keepsake of a campaign that somebody joined: the picture of its finale, or else one that is
    drawn when it is sent.
    """
    finale = mine.words.card(FINALE)
    if finale and finale.picture:
        return finale.picture
    title, when, lighthouse = mine.words.title, _when(turn, mine), mayak_picture(turn)
    days = tuple(_pictures(turn, mine))[:DAYS_SHOWN]
    files = tuple(picture.file for picture in days)
    words = KeepsakeWords(title, when, lighthouse.file, files, turn.phrases.rtl)
    alt = join([lighthouse.alt, turn.say("Below: “{title}”, {when}.", title=title, when=when)], " ").plain
    if days:
        alt += " " + turn.say("Under that, small pictures from its days.")
    key = file_key("\n".join(["keepsake", title, when, *(one.key for one in (lighthouse, *days))]).encode())
    return Picture(Path("keepsake.png"), alt, key, draw=partial(draw_keepsake, words))


def first_picture(item: Item, *, asking: bool = True) -> Picture | None:
    """Return the first picture of an item, perhaps of a question (`asking`). The screen of a phone does not
    count, because it asks something itself.
    """
    pictures = (card.picture for card in item.cards if asking or card.question is None)
    return next((picture for picture in pictures if picture and picture.block is None), None)


def _pictures(turn: Turn, mine: Participation) -> Iterator[Picture]:
    """Yield a picture of each step's item, by day; never one of a question, which would look unanswered. The steps
    are those of the campaign's first readers for all, so that everybody keeps the same.
    """
    seen: set[str] = set()
    for step in sorted(mine.campaign.steps, key=lambda step: step.day):
        ref = next((step.leads[one] for one in mine.campaign.audiences if one in step.leads), None)
        item = turn.library.find(ref.kind, ref.pack, ref.item, turn.locale) if ref else None
        picture = first_picture(item, asking=False) if item else None
        if picture and picture.key not in seen:
            seen.add(picture.key)
            yield picture


def _when(turn: Turn, mine: Participation) -> str:
    """Return the days of the campaign with the year, because a keepsake is looked at later."""
    assert mine.part is not None  # noqa: S101 - `is_at_its_end` says so
    campaign, joined_on = mine.campaign, mine.part.joined_on
    first = campaign.first_day(joined_on)
    last = (campaign.starts and campaign.until) or campaign.ends_on(joined_on)
    days = [_day(turn, day) for day in dict.fromkeys((first, last))]
    return turn.say("{first} to {last}", first=days[0], last=days[-1]) if len(days) > 1 else days[0]


def _day(turn: Turn, day: date) -> str:
    return turn.phrases.language.date(day, "d MMMM y")

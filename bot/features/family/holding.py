"""The child's side of a family link: making it, choosing what it shows, seeing exactly that, ending it."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.existing import own_number
from bot.chat.names import topic_label
from bot.chat.pickers import in_rows, menu_row
from bot.chat.views import Outcome, Views
from bot.features.family import pages, store
from bot.features.family.following import children
from bot.features.family.shown import as_adult, back_row, gone, icon_name, rows, shown, up
from bot.features.family.tables import MOST_LINKS
from bot.features.habits import pages as habits_pages
from bot.features.habits.views import plan_rows, plan_rules
from bot.features.items import ending, menu_links
from bot.features.items.finished_topics import finished_topics
from bot.features.items.menu_links import MenuRow
from bot.packs.topics import SENSITIVE, TOPICS
from bot.pictures.poster import CampaignPoster, draw_campaign_poster
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.drawn_number import draw_number
from bot.values.link_icons import LINK_ICONS
from bot.values.screen import Copy, Document, Link, Screen
from bot.values.text import Text, bold, join, quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.features.family.store import Bond
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()


@views(pages.Family)
def family(turn: Turn, _: pages.Family) -> Screen:
    """List the links that a child holds; to an adult, the children who show them something."""
    if turn.is_adult:
        return children(turn)
    held = store.of_child(turn.db, turn.person.key, turn.now)
    told: list[Text | str] = [
        bold(turn.say("👪 My family")),
        turn.say(
            "Here you can show one adult what you have finished. You choose what, you see just what they see, and "
            "you end it with one tap. I tell nobody."
        ),
    ]
    if not turn.person.agreed:
        told.append(turn.say("For that I have to remember you."))
        consent = (Link(turn.say("What I would remember"), landmarks.Consent()),)
        return Screen(join(told), (consent, menu_row(turn)))
    told.append(
        turn.say("They never see your answers, your results, when you were here, Help, or what you looked for.")
    )
    if _with_new(turn, held):
        told.append(_new_words(turn))
    links: list[Row] = [(Link(_label(turn, bond), pages.FamilyLink(bond.link)),) for bond in held]
    opened = store.of_adult(turn.db, turn.person.key)
    if opened:
        told.append(turn.say("A link that you opened when you were here as an adult shows you nothing now."))
        links += [
            (Link(turn.say("✖ End {name}", name=icon_name(turn, bond.icon)), pages.LinkLeft(bond.link)),)
            for bond in opened
        ]
    if len(held) < MOST_LINKS:
        links.append((Link(turn.say("➕ A link for an adult"), pages.NewLink()),))
    return Screen(join(told), (*links, menu_row(turn)))


@views(pages.NewLink)
def new_link(turn: Turn, _: pages.NewLink) -> Screen | Page:
    """Let the child choose a picture that none of their links has."""
    held = store.of_child(turn.db, turn.person.key, turn.now)
    if turn.is_adult or not turn.person.agreed or len(held) >= MOST_LINKS:
        return pages.Family()
    number = draw_number()
    free = [icon for icon in LINK_ICONS if all(bond.icon != icon for bond in held)]
    links = [Link(icon_name(turn, icon), pages.MakeLink(icon, number)) for icon in free]
    text = join(
        [
            bold(turn.say("Choose a picture")),
            turn.say("It stands in place of your name. For each adult take another one."),
        ]
    )
    return Screen(text, (*in_rows(links, 3), (up(turn), *menu_row(turn))))


@views(pages.MakeLink, kept=False)
def make_link(turn: Turn, page: pages.MakeLink) -> Page:
    """Make the link. Idempotent: a second tap changes nothing."""
    if turn.is_adult or not turn.person.agreed:
        return pages.Family()
    link = own_number(turn, page.link)
    made = store.make(turn.db, turn.person.key, link, page.icon, turn.now)
    return pages.FamilyLink(link) if made else pages.Family()


@views(pages.FamilyLink)
def family_link_page(turn: Turn, page: pages.FamilyLink) -> Screen:
    """Show what the adult sees, word for word, with the ways to change it and to end it."""
    bond = _held(turn, page.link)
    if bond is None:
        return gone(turn)
    store.look(turn.db, turn.person.key, bond.link, turn.today)
    state = (
        turn.say("One adult has opened this link.")
        if bond.is_open
        else turn.say("Nobody has opened this link yet. Show one adult the code, or give them the link.")
    )
    seen = shown(as_adult(turn), bond)
    parts: list[Text | str] = [bold(icon_name(turn, bond.icon)), state]
    if _with_new(turn, [bond]):
        parts.append(_new_words(turn))
    text = join([*parts, bold(turn.say("This is all that they see:")), quote(seen)])
    ways: list[Row] = []
    if not bond.is_open:
        ways.append((Link(turn.say("🔳 Show the code"), pages.LinkCode(bond.link)),))
    plan = (
        Link(turn.say("📝 Take the plan away"), pages.HidePlan(bond.link))
        if bond.plan
        else Link(turn.say("📝 Make a plan"), habits_pages.Plan(""))
    )
    ways.append((Link(turn.say("☑ Choose topics"), pages.ShownTopics(bond.link)), plan))
    ways += chain.from_iterable(rows.call(turn, bond)) if bond.is_open else ()
    ways.append((Link(turn.say("✖ End this link"), pages.LinkEnded(bond.link)),))
    return Screen(text, (*ways, (up(turn), *menu_row(turn))))


@views(pages.LinkCode, kept=False)
def link_code(turn: Turn, page: pages.LinkCode) -> Screen:
    """Give the link and its QR code. They hold nothing about the child but the picture."""
    bond = _held(turn, page.link)
    if bond is None or bond.is_open or bond.code_until is None:
        return gone(turn)
    address = turn.instance.link(pages.Invited(bond.code))
    until = day_words(turn, bond.code_until.date())
    once = turn.say("For one adult, once. Until {until}.", until=until)
    how = turn.say("Point a camera here.")
    poster = CampaignPoster(turn.say("Mayak: my family"), once, how, address, turn.phrases.rtl)
    text = join(
        [
            bold(icon_name(turn, bond.icon)),
            turn.say("Let one adult point a camera at the picture, or send them the link: {link}", link=address),
            once,
            turn.say("Only somebody whom you trust at home. Whoever opens it first is the one who sees it."),
        ]
    )
    picture = Document("mayak-family.png", partial(draw_campaign_poster, poster), caption=how)
    ways = ((Copy(turn.say("📋 Copy the link"), address),), back_row(turn, bond))
    return Screen(text, ways, documents=(picture,))


@views(pages.ShownTopics)
def shown_topics_page(turn: Turn, page: pages.ShownTopics) -> Screen:
    """Let the child choose among the topics on which they have finished something."""
    bond = _held(turn, page.link)
    if bond is None:
        return gone(turn)
    done = finished_topics(turn, bond.child)
    words = (
        turn.say("Tap what the adult may see. What you finish later stays hidden until you tap it here.")
        if done
        else turn.say("You have not finished anything yet. When you have, you can choose it here.")
    )
    links: list[Row] = []
    for topic in done:
        on = topic in bond.topics
        label = ("☑ " if on else "☐ ") + topic_label(turn, topic)
        links.append((Link(label, pages.ShowTopic(bond.link, topic, "off" if on else "on")),))
    if not done:
        links.append((Link(turn.say("📚 Topics for me"), landmarks.Topics(turn.reads)),))
    return Screen(join([bold(turn.say("Topics to show")), words]), (*links, back_row(turn, bond)))


@views(pages.ShowTopic, kept=False)
def show_topic(turn: Turn, page: pages.ShowTopic) -> Screen | Page:
    """Show a finished topic, or hide it."""
    bond = _held(turn, page.link)
    if bond is None:
        return gone(turn)
    may = {*bond.topics, *finished_topics(turn, bond.child)}
    chosen = {*bond.topics, page.topic} & may if page.switch == "on" else {*bond.topics} - {page.topic}
    store.show_topics(turn.db, turn.person.key, bond.link, [topic for topic in TOPICS if topic in chosen])
    return pages.ShownTopics(bond.link)


@views(pages.SharePlan, kept=False)
def share_plan(turn: Turn, page: pages.SharePlan) -> Page | Outcome:
    """Put a plan on every link of the child."""
    rules = "".join(letter for letter in plan_rules(turn) if letter in page.rules)
    if turn.is_adult or not store.of_child(turn.db, turn.person.key, turn.now):
        return pages.Family()
    store.show_plan(turn.db, turn.person.key, rules)
    return Outcome(pages.Family(), told=turn.say("Your adults see this plan now."))


@views(pages.HidePlan, kept=False)
def hide_plan(turn: Turn, page: pages.HidePlan) -> Screen | Page:
    """Take the plan off one link."""
    if _held(turn, page.link) is None:
        return gone(turn)
    store.show_plan(turn.db, turn.person.key, "", page.link)
    return pages.FamilyLink(page.link)


@views(pages.LinkEnded, kept=False)
def link_ended(turn: Turn, page: pages.LinkEnded) -> Outcome:
    """End the link at once, and tell nobody."""
    store.end(turn.db, turn.person.key, page.link)
    return Outcome(pages.Family(), told=turn.say("This link is ended. The adult sees nothing of it any more."))


@plan_rows
def plan_to_share(turn: Turn, rules: str) -> tuple[Row, ...]:
    """Offer a child who holds links to show the plan on them; only the way back to the links while no rule is
    chosen.
    """
    if turn.is_adult or not store.of_child(turn.db, turn.person.key, turn.now):
        return ()
    if not rules:
        return ((up(turn),),)
    return ((Link(turn.say("👪 Show it to my adults"), pages.SharePlan(rules)),),)


@ending.on_offer
def offer(turn: Turn) -> tuple[Row, ...]:
    """Remind a child who holds links that a finished topic can be shown. Never a topic that may weigh on them,
    and never the youngest, who have few buttons.
    """
    if turn.is_adult or turn.reads is Audience.TIER_6_8:
        return ()
    held = store.of_child(turn.db, turn.person.key, turn.now)
    hidden = _with_new(turn, held)
    if not hidden:
        return ()
    to = pages.ShownTopics(hidden[0].link) if len(held) == 1 else pages.Family()
    return ((Link(turn.say("👪 Show it to an adult?"), to),),)


def _with_new(turn: Turn, held: Sequence[Bond]) -> list[Bond]:
    """Return the links that do not show something finished, except a topic that may weigh on a child."""
    done = [topic for topic in finished_topics(turn, turn.person.key) if topic not in SENSITIVE] if held else []
    return [bond for bond in held if any(topic not in bond.topics for topic in done)]


def _new_words(turn: Turn) -> str:
    """Return the line about something new; it shows nothing by itself."""
    return turn.say("✨ You have finished something new. Nobody sees it unless you choose it: only if you like.")


def _held(turn: Turn, link: int) -> Bond | None:
    """Return the link if this child holds it; None for an adult, because adults hold no links."""
    return None if turn.is_adult else store.held(turn.db, turn.person.key, link, turn.now)


def _label(turn: Turn, bond: Bond) -> str:
    name = icon_name(turn, bond.icon)
    return name if bond.is_open else f"{name} · " + turn.say("waits")


@menu_links.links
def in_menu(turn: Turn) -> list[tuple[MenuRow, int, Link]]:
    """Return the way to the family; children with few buttons find it in the settings."""
    if turn.reads.is_child and turn.reads.most_buttons:
        return []
    row, place = (MenuRow.CLASSES, 1) if turn.reads is Audience.EDUCATOR else (MenuRow.FAMILY, 1)
    return [(row, place, Link(turn.say("👪 My family"), pages.Family()))]

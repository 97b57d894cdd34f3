"""A space on screen: an organiser makes it and invites its lead, who invites people and says whose a pack is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.names import duty_name
from bot.chat.paging import part
from bot.chat.pickers import in_pairs, menu_row
from bot.chat.views import Views
from bot.features.organiser.sheet_screens import files_screen, sheet_screen
from bot.features.partners import pages
from bot.features.partners.access import led_space, space_of
from bot.features.partners.sheets import names, sheet_of
from bot.features.publishing import pages as publishing_pages
from bot.features.publishing.approving import editors_named
from bot.features.publishing.editors import invitation_screen
from bot.features.publishing.store import editions, editors, spaces
from bot.values.audience import Duty, Role
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.publishing.store.editors import Editor
    from bot.features.publishing.store.spaces import Space
    from bot.values.screen import Row

views = Views()

SPACES_A_PAGE = 8
PACKS_A_PAGE = 8
NAME_CHARACTERS = 60
PEOPLE_SHOWN = 30

LEADS_INVITE = (Duty.EDITOR, Duty.REVIEWER)
"""The duties that the lead of a space may invite people to. Without a psychologist nothing sensitive is shown
to children, so an organiser decides who is a psychologist.
"""


@views(pages.Spaces, role=Role.ORGANISER)
def list_spaces(turn: Turn, page: pages.Spaces) -> Screen:
    """List the spaces."""
    shown = part(spaces.every(turn.db), page.number, SPACES_A_PAGE)
    rows: list[Row] = [(Link(f"🤝 {one.name}", pages.SpaceHome(one.space)),) for one in shown.entries]
    words = turn.say(
        "A partner's space has editors, reviewers and packs of its own. Who belongs to it sees these alone, and "
        "how they do in tens of people; never persons."
    )
    rows.append((Link(turn.say("➕ A new space"), pages.NewSpace()),))
    back = (Link(turn.say("⬆ Back"), publishing_pages.InviteEditors(), Means.BACK),)
    heading = bold(shown.heading(turn, turn.say("🤝 Partner spaces")))
    return Screen(join([heading, words]), (*rows, *shown.page_row(turn, pages.Spaces), back, menu_row(turn)))


@views(pages.NewSpace, role=Role.ORGANISER)
def new_space(turn: Turn, page: pages.NewSpace) -> Screen | pages.SpaceHome:
    """Ask for the organisation's name, or make its space; the same name is the same space."""
    name = " ".join(turn.typed.split())[:NAME_CHARACTERS]
    if name:
        return pages.SpaceHome(spaces.make(turn.db, name))
    words = turn.say("Type the name of the organisation. It stands on invitations to the space and on its pages.")
    back = (Link(turn.say("⬆ Back"), pages.Spaces(), Means.BACK),)
    return Screen(join([bold(turn.say("➕ A new space")), words]), (back, menu_row(turn)), asks=page)


@views(pages.SpaceHome, role=Role.MEMBER)
def space_home(turn: Turn, page: pages.SpaceHome) -> Screen:
    """Draw a space: who works in it and its packs; its lead can change that."""
    space = space_of(turn, page.space)
    if space is None:
        return dead_end(turn)
    people = editors.everybody(turn.db, space.space)[:PEOPLE_SHOWN]
    parts: list[Text | str] = [
        bold(f"🤝 {space.name}"),
        turn.say("Here work: {who}.", who=editors_named(turn, people)) if people else turn.say("Nobody yet."),
        turn.count("{number} pack", "{number} packs", len(editions.owners(turn.db, space.space))),
    ]
    rows = list(
        in_pairs([Link(label, pages.SpaceNumbers(page.space, name)) for name, label in names(turn).items()])
    )
    leads = led_space(turn, page.space) is not None
    if leads:
        may = tuple(Duty) if turn.organiser else LEADS_INVITE
        rows += in_pairs(
            [Link(f"➕ {duty_name(turn, duty)}", pages.SpaceInvited(page.space, duty)) for duty in reversed(may)]
        )
        rows.append((Link(turn.say("📦 Packs and their editors"), pages.SpacePacks(page.space)),))
        rows.append(
            (Link(turn.say("📥 Versions that wait for a reviewer"), publishing_pages.Waiting()),),
        )
        rows += in_pairs(
            [
                Link(f"🚪 {editors_named(turn, [one])}", pages.EndWork(page.space, one.number))
                for one in _ended(turn, space)
            ]
        )
    own = editors.of(turn.db, turn.person.key)
    if own is not None:
        rows.append((Link(turn.say("🚩 Flags on cards"), publishing_pages.StudioFlags()),))
        rows.append((Link(turn.say("🛠 Studio"), publishing_pages.Studio()),))
    if turn.organiser:
        rows.append((Link(turn.say("⬆ Back"), pages.Spaces(), Means.BACK),))
    return Screen(join(parts), (*rows, menu_row(turn)))


@views(pages.SpaceInvited, role=Role.LEAD, kept=False)
def space_invited(turn: Turn, page: pages.SpaceInvited) -> Screen:
    """Show the one open link for this role in this space."""
    space = led_space(turn, page.space)
    if space is None or not (turn.organiser or page.duty in LEADS_INVITE):
        return dead_end(turn)
    link = turn.instance.link(publishing_pages.Edit(editors.invite(turn.db, page.duty, turn.now, space.space)))
    return invitation_screen(
        turn, f"{space.name} · {duty_name(turn, page.duty)}", link, pages.SpaceHome(space.space)
    )


@views(pages.EndWork, role=Role.LEAD, kept=False)
def end_work(turn: Turn, page: pages.EndWork) -> Screen:
    """Ask whether somebody works in the space no more."""
    space = led_space(turn, page.space)
    who = next((one for one in _ended(turn, space) if one.number == page.editor), None) if space else None
    if space is None or who is None:
        return dead_end(turn)
    words = turn.say(
        "{who} works in this space no more? What they sent in stays; their packs can be given to somebody else. "
        "Coming back takes a new invitation.",
        who=editors_named(turn, [who]),
    )
    yes = Link(turn.say("🚪 Yes, end it"), pages.WorkEnded(space.space, who.number))
    back = Link(turn.say("⬆ Back"), pages.SpaceHome(space.space), Means.BACK)
    return Screen(join([bold(space.name), words]), ((yes,), (back,)))


@views(pages.WorkEnded, role=Role.LEAD, kept=False)
def work_ended(turn: Turn, page: pages.WorkEnded) -> Screen | pages.SpaceHome:
    """End it, once."""
    space = led_space(turn, page.space)
    if space is None:
        return dead_end(turn)
    if page.editor in {one.number for one in _ended(turn, space)}:
        editors.stop_number(turn.db, page.editor)
    return pages.SpaceHome(space.space)


def _ended(turn: Turn, space: Space) -> list[Editor]:
    """Return whose work in a space the person may end: an organiser everybody's, a lead those they invite."""
    found = editors.everybody(turn.db, space.space)
    return found if turn.organiser else [one for one in found if one.duty in LEADS_INVITE]


@views(pages.SpacePacks, role=Role.LEAD)
def space_packs(turn: Turn, page: pages.SpacePacks) -> Screen:
    """List the packs of a space, each with its editor; one whose editor has left bears a sign."""
    space = led_space(turn, page.space)
    if space is None:
        return dead_end(turn)
    there = {one.number: one for one in editors.everybody(turn.db, space.space)}
    shown = part([*editions.owners(turn.db, space.space).items()], page.number, PACKS_A_PAGE)
    rows: list[Row] = []
    for pack, owner in shown.entries:
        gone = turn.say("⚠ number {number} has left", number=owner)
        who = editors_named(turn, [there[owner]]) if owner in there else gone
        rows.append((Link(f"{pack} · {who}", pages.SpaceHandOver(space.space, pack)),))
    words = turn.say("Only its editor can send in a new version of a pack. If they have left, give it to another.")
    heading = bold(shown.heading(turn, f"{space.name} · {turn.say('📦 Packs and their editors')}"))
    back = (Link(turn.say("⬆ Back"), pages.SpaceHome(space.space), Means.BACK),)
    turns = shown.page_row(turn, partial(pages.SpacePacks, space.space))
    return Screen(join([heading, words]), (*rows, *turns, back, menu_row(turn)))


@views(pages.SpaceHandOver, role=Role.LEAD, kept=False)
def space_hand_over(turn: Turn, page: pages.SpaceHandOver) -> Screen:
    """Ask which editor of the space gets a pack."""
    space = led_space(turn, page.space)
    owned = editions.owners(turn.db, space.space) if space else {}
    if space is None or page.pack not in owned:
        return dead_end(turn)
    links = [
        Link(editors_named(turn, [one]), pages.SpaceHandedOver(space.space, page.pack, one.number))
        for one in editors.everybody(turn.db, space.space)
        if one.number != owned[page.pack]
    ]
    words = turn.say("Who goes on with it? They see its drafts and notes. Its history tells that you gave it.")
    if not links:
        words = turn.say("There is no other editor yet. Invite one first.")
    back = (Link(turn.say("⬆ Back"), pages.SpacePacks(space.space), Means.BACK),)
    return Screen(join([bold(page.pack), words]), (*in_pairs(links[:PEOPLE_SHOWN]), back, menu_row(turn)))


@views(pages.SpaceHandedOver, role=Role.LEAD, kept=False)
def space_handed_over(turn: Turn, page: pages.SpaceHandedOver) -> Screen | pages.SpacePacks:
    """Give it within the space. Idempotent: a second tap changes nothing."""
    space = led_space(turn, page.space)
    if space is None or page.pack not in editions.owners(turn.db, space.space):
        return dead_end(turn)
    to = next((one for one in editors.everybody(turn.db, space.space) if one.number == page.editor), None)
    if to is None:
        return dead_end(turn)
    editions.hand_over(turn.db, page.pack, to, turn.today)
    return pages.SpacePacks(space.space)


@views(pages.SpaceNumbers, role=Role.MEMBER)
def space_numbers(turn: Turn, page: pages.SpaceNumbers) -> Screen:
    """Show a part of a sheet of a space."""
    space = space_of(turn, page.space)
    if space is None:
        return dead_end(turn)
    files = Link(turn.say("⬇ CSV"), pages.SpaceFiles(space.space, page.sheet))
    up = Link(turn.say("⬆ Back"), pages.SpaceHome(space.space), Means.BACK)
    at = partial(pages.SpaceNumbers, space.space, page.sheet)
    return sheet_screen(
        turn, sheet_of(turn, space, page.sheet), page.number, at, ((files,), (up, *menu_row(turn)))
    )


@views(pages.SpaceFiles, role=Role.MEMBER, kept=False)
def space_files(turn: Turn, page: pages.SpaceFiles) -> Screen:
    """Give a sheet of a space as CSV."""
    space = space_of(turn, page.space)
    if space is None:
        return dead_end(turn)
    back = pages.SpaceNumbers(space.space, page.sheet)
    return files_screen(turn, sheet_of(turn, space, page.sheet), f"{page.sheet}-{space.space}", back)

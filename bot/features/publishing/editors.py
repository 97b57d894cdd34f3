"""Editing: organisers invite editors by a link that works once, and say which editor a pack belongs to; editors
can stop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.items import dead_end
from bot.chat.names import duty_name
from bot.chat.paging import part
from bot.chat.pickers import in_pairs, menu_row
from bot.chat.views import Views
from bot.db import visitors
from bot.features.account import pages as account_pages
from bot.features.account.welcome import what_is_kept
from bot.features.campaigns import pages as campaigns_pages
from bot.features.items import menu_links
from bot.features.items.menu_links import Home, MenuRow
from bot.features.partners import pages as partners_pages
from bot.features.publishing import pages
from bot.features.publishing.one_hand import phone_has_an_editor
from bot.features.publishing.store import editions, editors, spaces
from bot.values.audience import Duty, Role
from bot.values.means import Means
from bot.values.screen import Copy, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

PACKS_A_PAGE = 8


@views(pages.InviteEditors, role=Role.ORGANISER)
def invite_editors(turn: Turn, _: pages.InviteEditors) -> Screen:
    """Ask what somebody is invited to do."""
    text = join(
        [
            bold(turn.say("Invite to the studio")),
            turn.say(
                "An editor sends packs in. A reviewer reads what others sent and approves it or returns it with "
                "notes. A psychologist is a reviewer without whom nothing sensitive is approved."
            ),
        ]
    )
    rows = [(Link(duty_name(turn, duty), pages.EditorInvited(duty)),) for duty in Duty if duty is not Duty.LEAD]
    rows.append((Link(turn.say("🤝 Partner spaces"), partners_pages.Spaces()),))
    rows.append((Link(turn.say("📦 Packs and their editors"), pages.PackOwners()),))
    rows.append((Link(turn.say("📥 Versions that wait for a reviewer"), pages.Waiting()),))
    rows.append((Link(turn.say("📚 Packs that serve"), pages.ServingPacks()),))
    return Screen(
        text, (*rows, (Link(turn.say("⬆ All campaigns"), campaigns_pages.Organise(), Means.BACK),), menu_row(turn))
    )


@views(pages.EditorInvited, role=Role.ORGANISER, kept=False)
def editor_invited(turn: Turn, page: pages.EditorInvited) -> Screen:
    """Show the one open link for this role; a lead is invited to a space."""
    if page.duty is Duty.LEAD:
        return dead_end(turn)
    link = turn.instance.link(pages.Edit(editors.invite(turn.db, page.duty, turn.now)))
    return invitation_screen(turn, duty_name(turn, page.duty), link, pages.InviteEditors())


def invitation_screen(turn: Turn, heading: str, link: str, back: Page) -> Screen:
    """Return the screen of an invitation's link."""
    words = turn.say("This link works once and for a week. Send it only to the person you are inviting.")
    rows = (
        (Copy(turn.say("📋 Copy the link"), link),),
        (Link(turn.say("⬆ Back"), back, Means.BACK),),
        menu_row(turn),
    )
    return Screen(join([bold(heading), words, link]), rows)


@views(pages.PackOwners, role=Role.ORGANISER)
def pack_owners(turn: Turn, page: pages.PackOwners) -> Screen:
    """List the packs that came through the chat, each with its editor; one whose editor has left bears a sign."""
    there = {editor.number: editor for editor in editors.everybody(turn.db)}
    shown = part([*editions.owners(turn.db).items()], page.number, PACKS_A_PAGE)
    rows: list[Row] = []
    for pack, owner in shown.entries:
        editor = there.get(owner)
        who = _name(turn, editor) if editor else turn.say("⚠ number {number} has left", number=owner)
        rows.append((Link(f"{pack} · {who}", pages.HandOver(pack)),))
    words = turn.say("Only its editor can send in a new version of a pack. If they have left, give it to another.")
    text = join([bold(shown.heading(turn, turn.say("📦 Packs and their editors"))), words])
    back = (Link(turn.say("⬆ Back"), pages.InviteEditors(), Means.BACK),)
    return Screen(text, (*rows, *shown.page_row(turn, pages.PackOwners), back, menu_row(turn)))


@views(pages.HandOver, role=Role.ORGANISER, kept=False)
def hand_over(turn: Turn, page: pages.HandOver) -> Screen:
    """Ask which editor gets a pack."""
    owner = editions.owner_of(turn.db, page.pack)
    if owner is None:
        return dead_end(turn)
    links = [
        Link(_name(turn, editor), pages.HandedOver(page.pack, editor.number))
        for editor in editors.everybody(turn.db)
        if editor.number != owner
    ]
    words = turn.say("Who goes on with it? They see its drafts and notes. Its history tells that you gave it.")
    if not links:
        words = turn.say("There is no other editor yet. Invite one first.")
    back = (Link(turn.say("⬆ Back"), pages.PackOwners(), Means.BACK),)
    return Screen(join([bold(page.pack), words]), (*in_pairs(links[:40]), back, menu_row(turn)))


@views(pages.HandedOver, role=Role.ORGANISER, kept=False)
def handed_over(turn: Turn, page: pages.HandedOver) -> Screen | pages.PackOwners:
    """Give it. Idempotent: a second tap changes nothing."""
    to = next((editor for editor in editors.everybody(turn.db) if editor.number == page.number), None)
    if to is None:
        return dead_end(turn)
    editions.hand_over(turn.db, page.pack, to, turn.today)
    return pages.PackOwners()


def _name(turn: Turn, editor: editors.Editor) -> str:
    space = spaces.get(turn.db, editor.space) if editor.space is not None else None
    return f"{duty_name(turn, editor.duty)} {editor.number}" + (f" · {space.name}" if space else "")


@views(pages.Edit, kept=False, own=True, coded=True)
def edit(turn: Turn, page: pages.Edit) -> Screen:
    """Say what an editor does here and what is kept, and ask."""
    invited = editors.invited(turn.db, page.code, turn.now) if turn.is_adult else None
    if not turn.is_adult:
        return dead_end(turn, turn.say("This link is for adults who work on the packs."))
    if not turn.person.agreed:
        visitors.keep_link(turn.db, turn.person.key, page.path)
        title = bold(turn.say("📩 An invitation to work on packs waits for you."))
        text = join([title, bold(turn.say("For that I have to remember you:")) + "\n" + what_is_kept(turn)])
        agree = Link(turn.say("I agree, remember me"), account_pages.ConsentGiven("on"))
        about = Link(turn.say("ⓘ All about it"), account_pages.Privacy())
        return Screen(text, ((agree,), (about,), menu_row(turn)))
    if invited is None:
        return dead_end(turn, turn.say("This link opens nothing (any more). Ask whoever sent it for a new one."))
    if phone_has_an_editor(turn):
        words = turn.say(
            "Somebody else on this phone works on packs already. One phone counts as one person, so that nobody "
            "approves their own words: come from another phone, or they stop first."
        )
        return dead_end(turn, words)
    space = spaces.get(turn.db, invited.space) if invited.space is not None else None
    text = join(
        [
            bold(turn.say("Invited: {duty}", duty=duty_name(turn, invited.duty))),
            turn.say("In the space of a partner: {name}.", name=space.name) if space else "",
            turn.say(
                "You get a number, such as editor 3. Colleagues and the history of a pack see this number and "
                "your role, never your name. What you send in stays with the packs. I keep no number of this "
                "chat for it, unless you ask me later to tell you news of your packs. You can stop at any time."
            ),
        ]
    )
    return Screen(text, ((Link(turn.say("I agree, let me in"), pages.Editing(page.code)),), menu_row(turn)))


@views(pages.Editing, kept=False, own=True)
def editing(turn: Turn, page: pages.Editing) -> Screen | pages.Studio:
    """Let the person in. Idempotent: a second tap changes nothing."""
    if not turn.is_adult or not turn.person.agreed or phone_has_an_editor(turn):
        return edit(turn, pages.Edit(page.code))
    editor = editors.accept(turn.db, turn.person.key, page.code, turn.now)
    if editor is None:
        return edit(turn, pages.Edit(page.code))
    return pages.Studio()


@views(pages.StopEditing, role=Role.EDITOR, kept=False)
def stop_editing(turn: Turn, _: pages.StopEditing) -> Screen:
    """Ask whether to stop."""
    words = turn.say(
        "Stop working on packs? What you sent in stays; coming back takes a new invitation. I keep your number, "
        "so that nobody ever approves what they wrote themselves; /forget erases it."
    )
    rows = (
        (Link(turn.say("Yes, stop"), pages.StoppedEditing()),),
        (Link(turn.say("No, go back"), pages.Studio()),),
    )
    return Screen(Text(words), rows)


@views(pages.StoppedEditing, kept=False, own=True)
def stopped_editing(turn: Turn, _: pages.StoppedEditing) -> Screen:
    """Stop."""
    editors.stop(turn.db, turn.person.key)
    return Screen(Text(turn.say("You work on no packs (any more). Thank you for everything!")), (menu_row(turn),))


@menu_links.homes
def at_a_desk(turn: Turn) -> tuple[Home, Page] | None:
    """Return where an editor's work begins. A reviewer's studio begins with the versions that wait for them."""
    editor = editors.of(turn.db, turn.person.key) if turn.is_adult else None
    if editor is None:
        return None
    return (Home.REVIEW if editor.duty.reviews else Home.STUDIO), pages.Studio()


@menu_links.links
def in_menu(turn: Turn) -> list[tuple[MenuRow, int, Link]]:
    """Return the way to the studio for those who work on packs."""
    if not (turn.is_adult and editors.of(turn.db, turn.person.key)):
        return []
    return [(MenuRow.WORK, 0, Link(turn.say("🛠 Studio"), pages.Studio()))]

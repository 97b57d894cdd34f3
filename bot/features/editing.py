"""Editing: organisers invite editors by a link that works once; who follows it agrees, and can stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.chat.commands import editor_link
from bot.chat.items import dead_end
from bot.chat.names import duty_name
from bot.chat.views import Views
from bot.store import editors
from bot.values import sitemap
from bot.values.audience import Duty, Role
from bot.values.screen import Copy, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn

views = Views()


@views(sitemap.InviteEditors, role=Role.ORGANISER)
def invite_editors(turn: Turn, _: sitemap.InviteEditors) -> Screen:
    """Ask what somebody is invited to do."""
    text = join(
        [
            bold(turn.say("Invite to the studio")),
            turn.say(
                "An editor sends packs in. A reviewer reads what others sent and approves it or returns it with "
                "notes. A psychologist is a reviewer who may also approve sensitive topics."
            ),
        ]
    )
    rows = [(Link(duty_name(turn, duty), sitemap.EditorInvited(duty.value)),) for duty in Duty]
    return Screen(text, (*rows, (Link(turn.say("⬆ All campaigns"), sitemap.Organise()),), menu_row(turn)))


@views(sitemap.EditorInvited, role=Role.ORGANISER, kept=False)
def editor_invited(turn: Turn, page: sitemap.EditorInvited) -> Screen:
    """Show the one open link for this role."""
    duty = Duty(page.duty)
    link = editor_link(turn.bot, editors.invite(turn.db, duty, turn.now))
    text = join(
        [
            bold(duty_name(turn, duty)),
            turn.say("This link works once and for a week. Send it to nobody but the person whom you invite."),
            link,
        ]
    )
    rows = ((Copy(turn.say("📋 Copy the link"), link),), (Link(turn.say("⬆ Back"), sitemap.InviteEditors()),))
    return Screen(text, (*rows, menu_row(turn)))


@views(sitemap.Edit, kept=False)
def edit(turn: Turn, page: sitemap.Edit) -> Screen:
    """Say what an editor does here and what is kept, and ask."""
    duty = editors.invited(turn.db, page.code, turn.now) if turn.is_adult else None
    if not turn.is_adult:
        return dead_end(turn, turn.say("This link is for adults who work on the packs."))
    if not turn.person.agreed:
        turn.change(reading=page.path)
        words = turn.say(
            "Work on packs needs a memory. You only look round now; agree to be remembered, then go on."
        )
        return Screen(Text(words), ((Link(turn.say("What I remember"), sitemap.Consent()),), menu_row(turn)))
    if duty is None:
        return dead_end(turn, turn.say("This link opens nothing (any more). Ask whoever sent it for a new one."))
    text = join(
        [
            bold(turn.say("Invited: {duty}", duty=duty_name(turn, duty))),
            turn.say(
                "You get a number, such as editor 3. Colleagues and the history of a pack see this number and "
                "your role, never your name. What you send in stays with the packs. I keep no number of this "
                "chat for it. You can stop at any time."
            ),
        ]
    )
    return Screen(text, ((Link(turn.say("I agree, let me in"), sitemap.Editing(page.code)),), menu_row(turn)))


@views(sitemap.Editing, kept=False)
def editing(turn: Turn, page: sitemap.Editing) -> Screen | sitemap.Studio:
    """Let the person in, once however often it is tapped."""
    if not turn.is_adult or not turn.person.agreed:
        return edit(turn, sitemap.Edit(page.code))
    editor = editors.accept(turn.db, turn.person.key, page.code, turn.now)
    if editor is None:
        return edit(turn, sitemap.Edit(page.code))
    turn.change(reading="")
    return sitemap.Studio()


@views(sitemap.StopEditing, role=Role.EDITOR, kept=False)
def stop_editing(turn: Turn, _: sitemap.StopEditing) -> Screen:
    """Ask whether to stop."""
    words = turn.say("Stop working on packs? What you sent in stays; coming back takes a new invitation.")
    rows = (
        (Link(turn.say("Yes, stop"), sitemap.StoppedEditing()),),
        (Link(turn.say("No, go back"), sitemap.Studio()),),
    )
    return Screen(Text(words), rows)


@views(sitemap.StoppedEditing, kept=False)
def stopped_editing(turn: Turn, _: sitemap.StoppedEditing) -> Screen:
    """Stop."""
    editors.stop(turn.db, turn.person.key)
    return Screen(Text(turn.say("You work on no packs (any more). Thank you for everything!")), (menu_row(turn),))

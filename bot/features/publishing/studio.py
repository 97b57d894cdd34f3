"""The studio: an editor's packs, one version of a pack, and trying it out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.delivery import NothingToShow
from bot.chat.items import dead_end, page_of
from bot.chat.names import audience_name, duty_name
from bot.chat.pickers import in_pairs, menu_row
from bot.chat.views import Outcome, Views
from bot.features.desk import pages as desk_pages
from bot.features.partners import pages as partners_pages
from bot.features.publishing import empty_files, pages
from bot.features.publishing.approving import editors_named, has_approved, missing_words
from bot.features.publishing.changes import unread_words
from bot.features.publishing.editions import edition_name, edition_rows, read_by, state_name
from bot.features.publishing.news import lately
from bot.features.publishing.notes import titles_of, told
from bot.features.publishing.one_hand import acting_editor, why_not_yours
from bot.features.publishing.store import asked_reviewers, editions, editors, notes, reviewing, spaces
from bot.features.publishing.store.editions import State
from bot.features.publishing.store.editors import Trial
from bot.features.publishing.translating import progress_words
from bot.packs.model import Kind
from bot.packs.templates import starter
from bot.values.audience import Audience, Role
from bot.values.means import Means
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()

LISTED = 10
"""Editions on the first page of the studio."""

TRIED_KINDS = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.DRILL)


@views(pages.Studio, role=Role.EDITOR)
def studio(turn: Turn, _: pages.Studio) -> Screen:
    """List what the editor sent in and what waits for them, and say how to send a pack."""
    editor = acting_editor(turn)
    if editor is None:
        return dead_end(turn)
    done = lately(turn, editor)
    mine = editions.of_owner(turn.db, editor)[:LISTED]
    reads = editions.waiting(turn.db) if editor.duty.reviews else []
    asked = asked_reviewers.of_person(turn.db, turn.person.key)
    waits = [
        one
        for one in sorted(reads, key=lambda one: one.edition not in asked)
        if reviewing.may_review(turn.db, editor, one) and not has_approved(turn, one, editor)
    ]
    if turn.unasked and not done and not waits:
        raise NothingToShow
    rows: list[Row] = [
        (Link(f"{'📌' if one.edition in asked else '📥'} {edition_name(one)}", pages.Edition(one.edition)),)
        for one in waits[:LISTED]
    ]
    rows += [(Link(f"{edition_name(one)} · {state_name(turn, one)}", pages.Edition(one.edition)),) for one in mine]
    parts: list[Text | str] = [
        bold(turn.say("Studio · {duty} {number}", duty=duty_name(turn, editor.duty), number=editor.number))
    ]
    if editor.duty.reviews:  # what they are here for; how a pack is sent comes after it
        parts.append(turn.count("{number} version waits for you.", "{number} versions wait for you.", len(waits)))
        pinned = sum(one.edition in asked for one in waits)
        if pinned:
            parts.append(turn.say("📌 You were asked to read {number} of them.", number=pinned))
    if done:
        parts.append(join([bold(turn.say("Lately")), *done], "\n"))
    parts += [
        turn.say(
            "Send a pack as a .zip file here, or a single .md of the pack in hand. I check it at once and tell "
            "you every problem with its line and how to mend it."
        ),
        turn.say(
            "A lesson written in Word (.docx) comes too, and so do questions (GIFT, Moodle XML, Aiken, XLSX): "
            "write topic and age below the file, such as phishing/9-11. Translations come back as .po or .xlsx."
        ),
    ]
    if editor.duty.oversees:
        rows.append((Link(turn.say("📥 All that waits, and who is missing"), pages.Waiting()),))
        rows.append((Link(turn.say("📚 Packs that serve"), pages.ServingPacks()),))
    if turn.instance.projector:  # in the chat nothing else tells that one can write there
        rows.append((Link(turn.say("🖥 Open in a browser"), desk_pages.Desk()),))
    space = spaces.get(turn.db, editor.space) if editor.space is not None else None
    if space is not None:
        rows.append((Link(f"🤝 {space.name}", partners_pages.SpaceHome(space.space)),))
    rows.append((Link(turn.say("📄 A pack to begin with"), pages.PackTemplate()),))
    rows.append((Link(turn.say("🚩 Flags on cards"), pages.StudioFlags()),))
    if editors.is_told(turn.db, turn.person.key):
        rows.append((Link(turn.say("🔕 Tell me no more"), pages.StudioNews("off")),))
    else:
        rows.append((Link(turn.say("🔔 Tell me what happens with my packs"), pages.StudioNews("on")),))
    stops = (Link(turn.say("Stop working on packs"), pages.StopEditing()),)
    return Screen(join(parts), (*rows, menu_row(turn), stops))


@views(pages.PackTemplate, role=Role.EDITOR, kept=False)
def pack_template(turn: Turn, _: pages.PackTemplate) -> Screen:
    """Send a pack to begin with, and say what to do with it."""
    words = turn.say(
        "Here is a pack with one lesson, in two languages. Unpack it on a computer and write over the words in "
        "any text editor; the signs before them stay. In pack.yml give it an id of its own. Then pack the folder "
        "as .zip and send it here: I tell you whatever is not right yet."
    )
    table = turn.say("If you only have questions, fill in the table: a row a question.")
    rows = ((Link(turn.say("🛠 Studio"), pages.Studio()),), menu_row(turn))
    documents = (
        Document(empty_files.PACK, starter()),
        Document(empty_files.QUESTIONS, partial(empty_files.table, empty_files.QUESTIONS, turn.locale)),
    )
    return Screen(join([words, table]), rows, documents=documents)


@views(pages.StudioNews, role=Role.EDITOR, kept=False)
def studio_news(turn: Turn, page: pages.StudioNews) -> Screen:
    """Tell from now on, or no more, what happens with the editor's packs; say what is kept for it."""
    chat = turn.sealed_chat() if page.switch == "on" else None
    editors.tell(turn.db, turn.person.key, chat)
    words = turn.say("I write no more about your packs. The studio shows what happened.")
    if chat is not None:
        words = turn.say(
            "I write when a pack that you work on is sent in, returned, published, brought back or taken off: at "
            "most one message a day, in the daytime. For that I keep the number of this chat, encrypted, until "
            "you stop it here or with /stop."
        )
    return Screen(Text(words), ((Link(turn.say("🛠 Studio"), pages.Studio()),), menu_row(turn)))


@views(pages.Edition, role=Role.EDITOR)
def edition_page(turn: Turn, page: pages.Edition) -> Outcome:
    """Draw an edition; an editor who comes here ends their preview."""
    editors.try_out(turn.db, turn.person.key, None)
    turn = turn.as_oneself()
    return Outcome(_edition(turn, page), turn)


def _edition(turn: Turn, page: pages.Edition) -> Screen:
    read = read_by(turn, page.edition)
    if read is None:
        return dead_end(turn)
    editor, found = read
    parts: list[Text | str] = [bold(edition_name(found)), state_name(turn, found)]
    if found.state is not State.APPROVED:
        parts += missing_words(turn, found)
    if found.state is State.SENT and has_approved(turn, found, editor):
        parts.append(turn.say("You have approved it: somebody else has to as well."))
    asked = [*asked_reviewers.of_edition(turn.db, found.edition)]
    if asked and found.state is State.SENT:
        there = [one for one in editors.everybody(turn.db) if one.number in asked]
        parts.append(turn.say("Asked to review: {who}.", who=editors_named(turn, there)))
    if found.state is State.SENT and editor.duty.reviews and not reviewing.may_review(turn.db, editor, found):
        parts.append(why_not_yours(turn, editor, found))
    if found.state is State.SENT and reviewing.may_review(turn.db, editor, found):
        parts += unread_words(turn, found.edition)
    if progress := progress_words(turn, found):
        parts.append(progress)
    if noted := notes.of_edition(turn.db, found.edition):
        titles = titles_of(turn, found.edition)
        parts += [told(turn, note, titles) for note in noted]
    return Screen(join(parts), edition_rows(turn, found, editor))


@views(pages.TryOut, role=Role.EDITOR, kept=False)
def try_out(turn: Turn, page: pages.TryOut) -> Screen:
    """Ask for the audience and the language in which to see it."""
    read = read_by(turn, page.edition)
    if read is None:
        return dead_end(turn)
    _, found = read
    links = [
        Link(
            f"{audience_name(turn, audience)} · {phrases.language.name}",
            pages.TryAs(found.edition, audience, locale),
        )
        for audience in Audience
        for locale, phrases in turn.instance.languages.items()
    ]
    words = turn.say("As whom? You will see the whole bot as they would, with this version in it.")
    back = (Link(turn.say("⬆ Back"), pages.Edition(found.edition), Means.BACK),)
    return Screen(join([bold(edition_name(found)), words]), (*in_pairs(links), back, menu_row(turn)))


@views(pages.TryAs, role=Role.EDITOR, kept=False)
def try_as(turn: Turn, page: pages.TryAs) -> Screen | Outcome:
    """Begin the trial and list what this reader finds in the edition."""
    read = read_by(turn, page.edition)
    if read is None or page.locale not in turn.instance.languages:
        return dead_end(turn)
    _, found = read
    audience = page.audience
    editors.try_out(turn.db, turn.person.key, Trial(found.edition, audience, page.locale))
    if turn.preview.enter is not None:
        turn = turn.preview.enter(turn)
    rows: list[Row] = []
    for kind in TRIED_KINDS:
        for item in turn.library.listing(kind, audience, page.locale):
            target = page_of(item.ref)
            if item.ref.pack == found.pack and target is not None:
                rows.append((Link(item.title, target),))
    words = turn.say("This is what they see.") if rows else turn.say("This version has nothing for these readers.")
    text = join([bold(f"{edition_name(found)} · {audience_name(turn, audience)}"), words])
    return Outcome(Screen(text, (*rows[:40], menu_row(turn))), turn)

"""The studio: an editor's packs, a pack sent in with everything that is wrong with it, and trying it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.delivery import CHECK_LEASE, NothingToShow
from bot.chat.items import dead_end, page_of
from bot.chat.names import audience_name, duty_name
from bot.chat.pickers import in_pairs, menu_row
from bot.chat.views import Outcome, Views
from bot.db import deliveries
from bot.features.desk import pages as desk_pages
from bot.features.partners import pages as partners_pages
from bot.features.publishing import pages
from bot.features.publishing.approving import editors_named, has_approved, missing_words
from bot.features.publishing.changes import unread_words
from bot.features.publishing.editions import edition_name, edition_rows, read_by, state_name
from bot.features.publishing.news import lately
from bot.features.publishing.notes import titles_of, told
from bot.features.publishing.store import asked_reviewers, editions, editors, notes, reviewing, spaces
from bot.features.publishing.store.editions import State
from bot.features.publishing.store.editors import Trial
from bot.packs.articles import explain
from bot.packs.check import problem_line
from bot.packs.model import Kind
from bot.packs.templates import starter
from bot.values.audience import Audience, Role
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.features.publishing.store.editors import Editor
    from bot.packs.problem import Problem
    from bot.packs.upload.upload import PackUpload
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()

SHOWN = 10
"""Problems in the message; a file holds all of them."""

LISTED = 10
"""Editions on the first page of the studio."""

TRIED_KINDS = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.DRILL)


@views(pages.Studio, role=Role.EDITOR)
def studio(turn: Turn, _: pages.Studio) -> Screen:
    """List what the editor sent in and what waits for them, and say how to send a pack."""
    editor = editors.of(turn.db, turn.person.key)
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
    if turn.projector:  # in the chat nothing else tells that one can write there
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
    rows.append((Link(turn.say("Stop working on packs"), pages.StopEditing()),))
    return Screen(join(parts), (*rows, menu_row(turn)))


@views(pages.PackTemplate, role=Role.EDITOR, kept=False)
def pack_template(turn: Turn, _: pages.PackTemplate) -> Screen:
    """Send a pack to begin with, and say what to do with it."""
    words = turn.say(
        "Here is a pack with one lesson, in two languages. Unpack it on a computer and write over the words in "
        "any text editor; the signs before them stay. In pack.yml give it an id of its own. Then pack the folder "
        "as .zip and send it here: I tell you whatever is not right yet."
    )
    rows = ((Link(turn.say("🛠 Studio"), pages.Studio()),), menu_row(turn))
    return Screen(Text(words), rows, documents=(Document("my-pack.zip", starter()),))


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


@views(pages.Checking, role=Role.EDITOR, kept=False)
def checking(turn: Turn, _: pages.Checking) -> Screen | pages.StillChecking | pages.Studio:
    """Say that a file is being checked, and owe its editor word in case the check does not come to its end."""
    broken_off = pages.CheckBrokenOff().path
    is_checked = deliveries.leads(turn.db, turn.person.key, broken_off)
    if turn.in_check:
        if is_checked:
            return pages.StillChecking()
        chat = turn.sealed_chat()
        if chat is not None:
            until = turn.now + CHECK_LEASE
            deliveries.owe(turn.db, turn.person.key, chat, broken_off, turn.now, held_until=until)
    elif not is_checked:
        return pages.Studio()
    words = turn.say("I am checking your file, which may take up to a minute. I write here when I am done.")
    return _back_to_studio(turn, words)


@views(pages.StillChecking, role=Role.EDITOR, kept=False)
def still_checking(turn: Turn, _: pages.StillChecking) -> Screen:
    """Say that another file was not taken while one is being checked."""
    words = turn.say(
        "I am still checking the file that you sent before, so I have not taken this one. When I have written "
        "what came of that one, please send this one once more."
    )
    return _back_to_studio(turn, words)


@views(pages.CheckBrokenOff, role=Role.EDITOR, kept=False)
def check_broken_off(turn: Turn, _: pages.CheckBrokenOff) -> Screen:
    """Say that a check did not come to its end."""
    words = turn.say(
        "The check of your file was broken off on my side, and I have kept nothing of it. Please send it once "
        "more."
    )
    return _back_to_studio(turn, words)


def _back_to_studio(turn: Turn, words: str) -> Screen:
    return Screen(Text(words), ((Link(turn.say("🛠 Studio"), pages.Studio()),), menu_row(turn)))


@views(pages.Arrived, role=Role.EDITOR, kept=False)
def arrived(turn: Turn, _: pages.Arrived) -> Screen | pages.Drafted:
    """Keep what was sent as a draft, or say what is wrong with it; then nothing of it is kept."""
    upload = turn.upload
    _lead_on(turn, pages.CheckBrokenOff())
    editor = editors.of(turn.db, turn.person.key)
    if upload is None or editor is None:
        return _back_to_studio(turn, turn.say("I could not fetch that file. Please send it once more."))
    if upload.errors:
        return _refused(turn, upload.problems)
    wrong = _not_theirs(turn, upload, editor) or _not_newer(turn, upload)
    if wrong is not None:
        return _refused(turn, [wrong])
    number = editions.keep(
        turn.db,
        upload.pack,
        upload.version,
        upload.content,
        turn.today,
        title=upload.title,
        sensitive=upload.sensitive,
    )
    editions.record(turn.db, number, "drafted", editor, turn.today)
    editors.try_out(turn.db, turn.person.key, None)
    _lead_on(turn, pages.Drafted(number))
    return pages.Drafted(number)


def _lead_on(turn: Turn, page: Page) -> None:
    """Let the reply that is owed since the file came lead to what has become of it, as long as this turn's answer
    is on its way.
    """
    broken_off, until = pages.CheckBrokenOff().path, turn.now + deliveries.LEASE
    deliveries.lead_person(turn.db, turn.person.key, broken_off, page.path, until)


@views(pages.Drafted, role=Role.EDITOR, kept=False)
def drafted(turn: Turn, page: pages.Drafted) -> Screen | pages.Edition:
    """Say that what was sent is a draft now, with the hints while they are known."""
    read = read_by(turn, page.edition)
    if read is None:
        return dead_end(turn)
    editor, found = read
    if found.state is not State.DRAFT:
        return pages.Edition(page.edition)
    problems = turn.upload.problems if turn.upload is not None else ()
    parts: list[Text | str] = [
        bold(turn.say("Your draft is here: {title}", title=edition_name(found))),
        turn.say("No errors. Try it out as each reader, then send it to a reviewer."),
    ]
    documents: tuple[Document, ...] = ()
    if problems:
        parts.append(turn.count("{number} hint:", "{number} hints:", len(problems)))
        parts.append(_lines(turn, problems))
        documents = _whole_list(turn, problems)
    return Screen(join(parts), edition_rows(turn, found, editor), documents=documents)


def _not_theirs(turn: Turn, upload: PackUpload, editor: Editor) -> Problem | None:
    """Return what is wrong when the pack's id belongs to somebody else, to another space or to the bot's own
    content.
    """
    owner = editions.owner_of(turn.db, upload.pack)
    if owner is None and not turn.library.has_pack(upload.pack):
        owner = editions.claim(turn.db, upload.pack, editor)
    if owner == editor.number and editions.space_of(turn.db, upload.pack) == editor.space:
        return None
    return upload.not_theirs()


def _not_newer(turn: Turn, upload: PackUpload) -> Problem | None:
    """Return what is wrong when this version, or a higher one, was handed on before."""
    highest = editions.highest(turn.db, upload.pack)
    if not highest or editions.numbers_of(upload.version) > editions.numbers_of(highest):
        return None
    return upload.not_above(highest)


def _refused(turn: Turn, problems: Sequence[Problem]) -> Screen:
    heading = turn.count("{number} problem:", "{number} problems:", len(problems))
    text = join(
        [
            bold(turn.say("Not taken yet")),
            heading,
            _lines(turn, problems),
            turn.say("I have kept nothing of it. Mend it and send it once more."),
        ]
    )
    documents = _whole_list(turn, problems)
    return Screen(text, ((Link(turn.say("🛠 Studio"), pages.Studio()),), menu_row(turn)), documents=documents)


def _lines(turn: Turn, problems: Sequence[Problem]) -> Text:
    """Return the first problems, errors before hints: place, what is wrong, how to mend it."""
    ordered = sorted(problems, key=lambda problem: problem.severity.value != "error")
    return join([bold(_place(problem)) + "\n" + _told(turn, problem) for problem in ordered[:SHOWN]])


def _place(problem: Problem) -> str:
    return f"{problem.path}:{problem.line} {problem.code}"


def _told(turn: Turn, problem: Problem) -> str:
    """Return a problem in the editor's language."""
    told = explain(problem, turn.languages[turn.locale])
    detail = f"\n({told.detail[:100]})" if told.detail else ""
    return f"{told.wrong[:200]}\n→ {told.fix[:200]}{detail}"


def _whole_list(turn: Turn, problems: Sequence[Problem]) -> tuple[Document, ...]:
    """Return all problems as a file when the message holds only the first."""
    if len(problems) <= SHOWN:
        return ()
    told = [problem_line(problem, turn.languages[turn.locale]) for problem in problems]
    return (Document("problems.txt", "\n".join(told).encode()),)


@views(pages.Edition, role=Role.EDITOR)
def edition_page(turn: Turn, page: pages.Edition) -> Outcome:
    """Draw an edition; whoever comes here tries nothing out any more."""
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
        if reviewing.worked_on(turn.db, editor, found):
            parts.append(turn.say("You have worked on this version: somebody else has to approve it."))
        else:
            parts.append(
                turn.say(
                    "Who wrote it has erased their data. Only somebody who was an editor before that can approve "
                    "it; or an organiser gives the pack to another editor, who sends it in anew."
                )
            )
    if found.state is State.SENT and reviewing.may_review(turn.db, editor, found):
        parts += unread_words(turn, found.edition)
    if noted := notes.of_edition(turn.db, found.edition):
        titles = titles_of(turn, found.edition)
        parts += [told(turn, note, titles) for note in noted]
    return Screen(join(parts), edition_rows(turn, found, editor))


@views(pages.TryOut, role=Role.EDITOR, kept=False)
def try_out(turn: Turn, page: pages.TryOut) -> Screen:
    """Ask as whom and in which language."""
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
        for locale, phrases in turn.languages.items()
    ]
    words = turn.say("As whom? You will see the whole bot as they would, with this version in it.")
    back = (Link(turn.say("⬆ Back"), pages.Edition(found.edition)),)
    return Screen(join([bold(edition_name(found)), words]), (*in_pairs(links), back, menu_row(turn)))


@views(pages.TryAs, role=Role.EDITOR, kept=False)
def try_as(turn: Turn, page: pages.TryAs) -> Screen | Outcome:
    """Begin the trial and list what this reader finds in the edition."""
    read = read_by(turn, page.edition)
    if read is None or page.locale not in turn.languages:
        return dead_end(turn)
    _, found = read
    audience = page.audience
    editors.try_out(turn.db, turn.person.key, Trial(found.edition, audience, page.locale))
    if turn.enter_trial is not None:
        turn = turn.enter_trial(turn)
    rows: list[Row] = []
    for kind in TRIED_KINDS:
        for item in turn.library.listing(kind, audience, page.locale):
            target = page_of(item.ref)
            if item.ref.pack == found.pack and target is not None:
                rows.append((Link(item.title, target),))
    words = turn.say("This is what they see.") if rows else turn.say("This version has nothing for these readers.")
    text = join([bold(f"{edition_name(found)} · {audience_name(turn, audience)}"), words])
    return Outcome(Screen(text, (*rows[:40], menu_row(turn))), turn)

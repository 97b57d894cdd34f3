"""Arriving: a pack that an editor sends, checked, with everything that is wrong with it, and kept as a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.chat.delivery import CHECK_LEASE
from bot.chat.file_uses import FileUse
from bot.chat.items import dead_end
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import deliveries
from bot.features.publishing import pages
from bot.features.publishing.editions import edition_name, edition_rows, read_by
from bot.features.publishing.overtaking import beside_words, drafted_by_another, tell_of
from bot.features.publishing.sent_files import PackInCheck, SentPack, in_hand, read_arrived
from bot.features.publishing.store import editions, editors, history
from bot.features.publishing.store.editions import State
from bot.packs.articles import explain
from bot.packs.check import problem_line
from bot.packs.upload.archive import UPLOAD_BYTES
from bot.packs.upload.upload import with_version
from bot.values.audience import Role
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.chat.turn import Turn
    from bot.features.publishing.store.editors import Editor
    from bot.packs.problem import Problem
    from bot.packs.upload.upload import PackUpload
    from bot.values.page import Page

views = Views()

SHOWN = 10
"""Problems in the message; a file holds all of them."""


TAKES_PACKS = (
    *(pages.Studio, pages.PackTemplate, pages.CheckBrokenOff),
    *(pages.Arrived, pages.Drafted, pages.Edition),
)
"""Pages at which an editor sends a file in."""

views.files.append(
    FileUse(
        most=UPLOAD_BYTES,
        is_for=lambda turn, _: editors.of(turn.db, turn.person.key) is not None,
        opens=in_hand,
        read=read_arrived,
        asked_on=(*TAKES_PACKS, pages.TranslationTaken),  # a translation comes back by its own page
        named_on=TAKES_PACKS,
        meanwhile=PackInCheck(),
        anywhere=True,
    )
)


@views.receives(PackInCheck)
def page_of_check(_turn: Turn, _place: Page | None) -> Page:
    """Return the page that says that a file is being checked."""
    return pages.Checking()


@views.receives(SentPack)
def page_of_pack(_turn: Turn, _place: Page | None) -> Page:
    """Return the page that takes what was checked."""
    return pages.Arrived()


@views(pages.Checking, role=Role.EDITOR, kept=False)
def checking(turn: Turn, _: pages.Checking) -> Screen | pages.StillChecking | pages.Studio:
    """Say that a file is being checked, and owe its editor word in case the check does not come to its end."""
    broken_off = pages.CheckBrokenOff().path
    is_checked = deliveries.leads(turn.db, turn.person.key, broken_off)
    if isinstance(turn.given, PackInCheck):
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
    upload = _upload_of(turn)
    _lead_on(turn, pages.CheckBrokenOff())
    editor = editors.of(turn.db, turn.person.key)
    if upload is None or editor is None:
        return _back_to_studio(turn, turn.say("I could not fetch that file. Please send it once more."))
    if upload.errors:
        return _refused(turn, upload.problems)
    upload = _raised(turn, upload, editor)
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
    history.record(turn.db, number, "drafted", editor, turn.today)
    tell_of(turn, number, editor)
    editors.try_out(turn.db, turn.person.key, None)
    _lead_on(turn, pages.Drafted(number))
    return pages.Drafted(number)


def _upload_of(turn: Turn) -> PackUpload | None:
    """Return the pack that an editor has just sent; None for none, and for one that could not be fetched."""
    return turn.given.upload if isinstance(turn.given, SentPack) else None


def _lead_on(turn: Turn, page: Page) -> None:
    """Let the reply that is owed since the file came lead to its result, as long as this turn's answer is on
    its way.
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
    upload = _upload_of(turn)
    problems = upload.problems if upload is not None else ()
    parts: list[Text | str] = [
        bold(turn.say("Your draft is here: {title}", title=edition_name(found))),
        turn.say("No errors. Try it out as each reader, then send it to a reviewer."),
    ]
    beside = beside_words(turn, found, editor)
    if beside:
        parts.append(beside)
    elif upload is not None and upload.version != found.version:
        parts.append(
            turn.say(
                "Its file says {version}, which was sent to a reviewer before, so it is {next} now.",
                version=upload.version,
                next=found.version,
            )
        )
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


def _raised(turn: Turn, upload: PackUpload, editor: Editor) -> PackUpload:
    """Return an upload under a version that is free when its own was handed on before, or is somebody else's
    draft: who sends a file need not count, and overwrites nobody's words.
    """
    highest = editions.highest(turn.db, upload.pack)
    is_new = not highest or editions.numbers_of(upload.version) > editions.numbers_of(highest)
    version = upload.version if is_new else editions.version_to_send(turn.db, upload.pack)
    if drafted_by_another(turn, upload.pack, version, editor):
        version = editions.next_version(turn.db, upload.pack)
    elif is_new:
        return upload
    content = with_version(upload.content, version)
    return replace(upload, version=version, content=content) if content else upload


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
    told = explain(problem, turn.instance.languages[turn.locale])
    detail = f"\n({told.detail[:100]})" if told.detail else ""
    return f"{told.wrong[:200]}\n→ {told.fix[:200]}{detail}"


def _whole_list(turn: Turn, problems: Sequence[Problem]) -> tuple[Document, ...]:
    """Return all problems as a file when the message holds only the first."""
    if len(problems) <= SHOWN:
        return ()
    told = [problem_line(problem, turn.instance.languages[turn.locale]) for problem in problems]
    return (Document("problems.txt", "\n".join(told).encode()),)

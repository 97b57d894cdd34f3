"""Sheets of things that need work: packs, questions, missing topics, help lines that nobody has checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.names import language_words, topic_name
from bot.db import help_totals
from bot.features.organiser import question_report
from bot.features.organiser.sheet import Sheet
from bot.features.quiz.analysis import HARDLY, TELLS_FROM
from bot.features.quiz.totals import ANALYSED_FROM
from bot.features.search import store as search_store
from bot.help.call_sheet import due
from bot.help.help_book import EVERYWHERE
from bot.help.situations import Group, Situation
from bot.packs.parser.parsed_file import is_stale
from bot.packs.visibility import reviewed
from bot.pictures.charts import Bar, draw_bars
from bot.values.places import country_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.chat.turn import Reader, Turn
    from bot.features.organiser.question_report import Line
    from bot.packs.parser.head import PackHead
    from bot.packs.work import Work


def packs(turn: Turn) -> Sheet:
    """Return the packs: whether a specialist has reviewed them, what is hidden until then or shown with a mark,
    stale, or past the day until which its facts were held for true.
    """
    works: dict[str, list[Work]] = defaultdict(list)
    for work in (*turn.library.works(), *turn.library.hidden):
        works[work.ref.pack].append(work)
    hidden = Counter(work.ref.pack for work in turn.library.hidden)
    rows = []
    for name, mine in sorted(works.items()):
        files = [(parsed, work.source) for work in mine for parsed in work.files.values()]
        rows.append(
            (
                name,
                mine[0].pack.partner.name,
                _review(turn, mine[0].pack),
                hidden[name],
                sum(work.unreviewed for work in mine) - hidden[name],
                sum(is_stale(parsed, source) for parsed, source in files if parsed is not source),
                sum(_is_past(parsed.valid_until, turn.today) for parsed, _ in files),
            )
        )
    return Sheet(
        turn.say("Packs"),
        (
            turn.say("Pack"),
            turn.say("Partner"),
            turn.say("Review by a specialist"),
            turn.say("Hidden until a specialist’s review"),
            turn.say("Unreviewed, shown with a mark"),
            turn.say("Stale translations"),
            turn.say("Past their “true until”"),
        ),
        rows,
        turn.say("What no editor has approved is not counted."),
        turn.say("No pack is shown."),
    )


def _review(reader: Turn, head: PackHead) -> str:
    next_one = head.review.next_review
    if not head.review.reviewers:
        return reader.say("nobody yet")
    if reviewed(head, reader.today) and next_one:
        return reader.say("due again on {day}", day=day_words(reader, next_one))
    return (
        reader.say("due since {day}", day=day_words(reader, next_one))
        if next_one
        else reader.say("no next day is named")
    )


def _is_past(day: str, today: date) -> bool:
    return bool(day) and date.fromisoformat(day) < today


def questions(turn: Turn) -> Sheet:
    """Return the questions that do not work: they hardly tell apart people who know more, or an option is idle."""
    found = [
        line
        for line in question_report.lines(turn.db, turn.library, turn.locale)
        if line.finding.idle or (line.finding.tells is not None and line.finding.tells < HARDLY)
    ]
    none = turn.say("No question has enough answers yet to say that it does not work.")
    return _of_questions(turn, turn.say("Questions that do not work"), found, none)


def questions_of(turn: Turn, packs: Collection[str]) -> Sheet:
    """Return every question of some packs that has enough answers to say how it works, the weakest first."""
    found = [
        line
        for line in question_report.lines(turn.db, turn.library, turn.locale)
        if line.id.partition("/")[0] in packs
    ]
    none = turn.say("No question has {number} answers yet.", number=ANALYSED_FROM)
    return _of_questions(turn, turn.say("How its questions work"), found, none)


def _of_questions(reader: Reader, title: str, found: Sequence[Line], none: str) -> Sheet:
    rows = [
        (
            line.title,
            line.id,
            share.answers,
            f"{share.low}–{share.high} %",
            None if line.finding.tells is None else round(line.finding.tells, 1),
            line.finding.idle.upper() or None,
        )
        for line in found
        if (share := line.finding.share)
    ]
    return Sheet(
        title,
        (
            reader.say("Question"),
            reader.say("Where it stands"),
            reader.say("Answers"),
            reader.say("Right"),
            reader.say("Tells apart"),
            reader.say("Hardly chosen"),
        ),
        rows,
        reader.say(
            "“Tells apart” is the correlation with the other questions, told from {number} first answers; below "
            "{hardly} read the question again.",
            number=TELLS_FROM,
            hardly=HARDLY,
        ),
        none,
    )


def asked(turn: Turn) -> Sheet:
    """Return the topics that adults asked about and of which the library has nothing, in fives."""
    found = search_store.unanswered(turn.db)
    rows = [(topic_name(turn, topic), language_words(turn, locale), number) for topic, locale, number in found]
    most = max((number for *_, number in rows), default=1)
    bars = [Bar(name, number / most, f"{number} · {locale}") for name, locale, number in rows]
    return Sheet(
        turn.say("Asked for and missing"),
        (turn.say("Topic"), turn.say("Language"), turn.say("Adults, in fives")),
        rows,
        turn.say("Topics only, never words: nobody's question is kept."),
        turn.say("No topic was asked about in vain by {number} adults yet.", number=search_store.BLOCK),
        picture=partial(
            draw_bars,
            turn.say("Asked for and missing"),
            [(turn.say("Adults, in fives"), bars)],
            rtl=turn.phrases.rtl,
        ),
    )


def help_shown(turn: Turn) -> Sheet:
    """Return how many people were shown the page of each situation, by country, in tens."""
    found = help_totals.shown(turn.db)
    rows = [
        (_situation(turn, situation), _country(turn, country) if country else turn.say("not said"), number)
        for situation, country, number in found
    ]
    sums: Counter[str] = Counter()
    for name, _, number in rows:
        sums[name] += number
    most = max(sums.values(), default=1)
    bars = [Bar(name, number / most, str(number)) for name, number in sums.most_common()]
    return Sheet(
        turn.say("Help shown"),
        (turn.say("Situation"), turn.say("Country"), turn.say("People, in tens")),
        rows,
        turn.say("Ten different people are one number; who they were is written down nowhere."),
        turn.say("Nothing was shown to ten people of one country yet."),
        picture=partial(
            draw_bars, turn.say("Help shown"), [(turn.say("People, in tens"), bars)], rtl=turn.phrases.rtl
        ),
    )


def _situation(turn: Turn, number: int) -> str:
    """Return the title of a situation's page for adults; the number of a situation that has none any more."""
    known = number in set(Situation)
    page = turn.book.page(turn.locale, Group.EDUCATOR, Situation(number)) if known else None
    return page.title if page else str(number)


def lines(turn: Turn) -> Sheet:
    """Return the help lines that somebody must check (again), and draw how many there are by country."""
    found = due(turn.book, turn.today)
    here = {one.line.country for one in found}
    names = {(country, line.id): line.name for country in here for line in turn.book.lines(country, turn.locale)}
    rows = [
        (
            names[one.line.country, one.line.id],
            _country(turn, one.line.country),
            one.line.phone or one.line.sms or one.line.chat or one.line.url,
            turn.say("never") if one.checked is None else day_words(turn, one.checked),
        )
        for one in found
    ]
    sums = Counter(_country(turn, one.line.country) for one in found).most_common()
    most = sums[0][1] if sums else 1
    bars = [Bar(name, number / most, str(number)) for name, number in sums]
    return Sheet(
        turn.say("Help lines to check"),
        (turn.say("Help line"), turn.say("Country"), turn.say("Reached by"), turn.say("Checked")),
        rows,
        turn.say("The operator prints a call sheet: python -m bot helplines."),
        turn.say("Every help line was checked lately."),
        picture=partial(
            draw_bars,
            turn.say("Help lines to check"),
            [(turn.say("By country"), bars)],
            rtl=turn.phrases.rtl,
        ),
    )


def _country(reader: Reader, code: str) -> str:
    return reader.say("everywhere") if code == EVERYWHERE else country_name(reader.phrases.babel, code)

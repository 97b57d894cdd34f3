"""My habits: an unscored look at oneself, a small plan to keep as a picture, one evening reminder on request.

No instrument is validated for a child alone with a bot, so nothing is scored, named or stored.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.features.account import time_zone
from bot.features.family import pages as family_pages
from bot.features.habits import pages
from bot.features.items import menu_links
from bot.features.items.menu_links import MenuRow
from bot.features.items.showing import help_row
from bot.pictures.plan import PlanWords, draw_plan
from bot.values import landmarks
from bot.values.hook import Hook
from bot.values.means import Means
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, italic, join
from bot.values.why import Why

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()

plan_rows: Hook[[Turn, str], tuple[Row, ...]] = Hook()
"""Rows that features add to a plan, chosen or drawn, by the letters of its rules."""

NUDGE_CHILDREN, NUDGE_ADULTS = time(19, 30), time(21, 30)
"""When the evening reminder comes, local time: before the children's quiet hours, which begin at 20:00."""

TOO_LATE = timedelta(minutes=25)
"""Past its hour a reminder is worse than nothing: the children's quiet hours begin half an hour after theirs."""

TOUCHES_A_WOUND = frozenset({1, 2, 5})
"""Questions to which "yes" may mean that somebody needs a person to talk to."""


def _questions(turn: Turn) -> list[tuple[str, str]]:
    """Return the six questions, each with one small thing to try."""
    return [
        (
            turn.say("Does a screen sometimes take your sleep?"),
            turn.say("One thing to try: let the phone sleep in another room."),
        ),
        (
            turn.say("Is it hard to stop, even when you want to?"),
            turn.say("One thing to try: decide before you start what comes after."),
        ),
        (
            turn.say("Do you put off things you like because of a screen: friends, sport, drawing?"),
            turn.say("One thing to try: do the favourite thing first, the screen after it."),
        ),
        (
            turn.say("Do you get grumpy or sad when you have to put it away?"),
            turn.say("One thing to try: say aloud what you feel. It gets smaller."),
        ),
        (
            turn.say("Do you hide how long you are online?"),
            turn.say("One thing to try: tell one person you trust. Just one sentence."),
        ),
        (
            turn.say("Do you pick up the phone without knowing why?"),
            turn.say("One thing to try: turn off all notifications that do not come from people."),
        ),
    ]


@views(pages.Habits)
def habits(turn: Turn, _: pages.Habits) -> Screen:
    """Explain the page: no points, no verdict, nothing is kept."""
    text = join(
        [
            bold(turn.say("My habits")),
            turn.say("Six questions to think about. There are no points and no verdict, and I keep none of it."),
        ]
    )
    rows: tuple[Row, ...] = (
        (Link(turn.say("▶ Begin"), pages.HabitQuestion(1), Means.NEXT),),
        (Link(turn.say("📝 Make a small plan"), pages.Plan("")),),
        (Link(turn.say("🌙 A reminder this evening"), pages.Nudge()),),
        (Link(turn.say("👪 My family"), family_pages.Family()),),
        menu_row(turn),
    )
    return Screen(text, rows)


@views(pages.HabitQuestion, kept=False)
def habit_question(turn: Turn, page: pages.HabitQuestion) -> Screen:
    """Ask one question; after the last one comes the plan."""
    questions = _questions(turn)
    if not 1 <= page.number <= len(questions):
        return plan(turn, pages.Plan(""))
    where = turn.say("{number} of {total}", number=page.number, total=len(questions))
    replies: Row = (
        Link(turn.say("Yes"), pages.HabitReply(page.number, "yes")),
        Link(turn.say("Sometimes"), pages.HabitReply(page.number, "sometimes")),
        Link(turn.say("No"), pages.HabitReply(page.number, "no")),
    )
    return Screen(join([italic(where), bold(questions[page.number - 1][0])]), (replies, menu_row(turn)))


@views(pages.HabitReply, kept=False)
def habit_reply(turn: Turn, page: pages.HabitReply) -> Screen:
    """Answer a reply kindly; if it may touch a wound, help is beside it."""
    questions = _questions(turn)
    if not 1 <= page.number <= len(questions):
        return plan(turn, pages.Plan(""))
    said = {
        "yes": turn.say("Many people know that feeling. It is no fault of yours: apps are made to hold us."),
        "sometimes": turn.say("That is how it is for most people. It is good that you notice."),
        "no": turn.say("Good to know. That is a strength you can lean on."),
    }[page.reply]
    parts: list[Text | str] = [said]
    rows: list[Row] = []
    if page.reply != "no":
        parts.append(questions[page.number - 1][1])
    if page.reply == "yes" and page.number in TOUCHES_A_WOUND:
        parts.append(turn.say("If it weighs on you, there are people who listen and do not scold."))
        rows.append(help_row(turn))
    rows += [(Link(turn.say("Next ▶"), pages.HabitQuestion(page.number + 1), Means.NEXT),), menu_row(turn)]
    return Screen(join(parts), tuple(rows))


def plan_rules(turn: Turn) -> dict[str, str]:
    """Return the rules that a plan can hold, by letter (AAP, the 5 Cs, 2024: places, hours, sleep, what else)."""
    return {
        "a": turn.say("Meals without screens"),
        "b": turn.say("The last hour before sleep without a screen"),
        "c": turn.say("The phone sleeps outside the bedroom"),
        "d": turn.say("Notifications off, except from people"),
        "e": turn.say("An hour of moving every day"),
        "f": turn.say("Homework or a walk first, then the screen"),
        "g": turn.say("One evening a week for something together"),
        "h": turn.say("Adults keep to it too"),
    }


@views(pages.Plan, kept=False)
def plan(turn: Turn, page: pages.Plan) -> Screen:
    """Choose rules; they travel in the address, so nothing is stored."""
    chosen = page.rules
    rows: list[Row] = []
    for letter, words in plan_rules(turn).items():
        after = chosen.replace(letter, "") if letter in chosen else "".join(sorted(chosen + letter))
        rows.append((Link(("☑ " if letter in chosen else "☐ ") + words, pages.Plan(after)),))
    if chosen:
        rows.append((Link(turn.say("🖼 Draw the plan"), pages.PlanKept(chosen)),))
    rows += chain.from_iterable(plan_rows.call(turn, chosen))
    text = join(
        [
            bold(turn.say("Our small plan")),
            turn.say(
                "Choose two or three, best together with somebody at home. "
                "Little and kept beats much and forgotten."
            ),
        ]
    )
    return Screen(text, (*rows, menu_row(turn)))


@views(pages.PlanKept, kept=False)
def plan_kept(turn: Turn, page: pages.PlanKept) -> Screen:
    """Give the plan as a picture; it exists only in the person's chat."""
    picture = plan_picture(turn, page.rules)
    if picture is None:
        return plan(turn, pages.Plan(""))
    text = turn.say(
        "Here is your plan. Hang it up or keep it. In a week look together: "
        "what worked, what was hard, what to change?"
    )
    change = (Link(turn.say("Change the plan"), pages.Plan(page.rules)),)
    rows = (*chain.from_iterable(plan_rows.call(turn, page.rules)), change, menu_row(turn))
    return Screen(Text(text), rows, documents=(picture,))


def plan_picture(turn: Turn, letters: str) -> Document | None:
    """Return the plan of these rules as a picture; None if no letter names a rule."""
    rules = plan_rules(turn)
    chosen = tuple(rules[letter] for letter in dict.fromkeys(letters) if letter in rules)
    if not chosen:
        return None
    words = PlanWords(
        turn.say("Our plan for a week"),
        chosen,
        turn.say("What else we enjoy:"),
        turn.say("Did not work today? Tomorrow is a new day."),
        rtl=turn.phrases.rtl,
    )
    return Document("mayak-plan.png", partial(draw_plan, words))


@views(pages.Nudge)
def nudge(turn: Turn, _: pages.Nudge) -> Screen:
    """Ask whether to remind once this evening, and say what is stored for it."""
    if not turn.person.agreed:
        words = turn.say("I can remind only people I remember. You are only looking round, and that is fine.")
        return Screen(
            Text(words), ((Link(turn.say("What I would remember"), landmarks.Consent()),), menu_row(turn))
        )
    if not turn.person.zone:
        return time_zone.question(turn, purpose="habits")
    text = turn.say(
        "Shall I write once at {time}, to put the phone down? For that I keep the number of this chat, encrypted, "
        "until then. Nothing more, and never again without asking.",
        time=turn.phrases.language.time(_nudge_time(turn)),
    )
    rows: tuple[Row, ...] = (
        (Link(turn.say("Yes, once"), pages.NudgeSet("on")), Link(turn.say("No"), pages.NudgeSet("off"))),
        menu_row(turn),
    )
    return Screen(Text(text), rows)


@views(pages.NudgeSet, kept=False)
def nudge_set(turn: Turn, page: pages.NudgeSet) -> Screen:
    """Plan the one reminder, or drop it."""
    if page.switch == "on" and turn.person.agreed and not turn.person.zone:
        return time_zone.question(turn, purpose="habits")
    due = _next_nudge(turn)
    if page.switch == "off":
        turn.drop_planned(Why.NUDGE)
        words = turn.say("No reminder. You are the boss of your evening.")
    elif turn.plan(pages.Rest(), Why.NUDGE, due, due + TOO_LATE):
        words = turn.say("All right: once, at {time}.", time=turn.clock_of(due))
    else:
        return nudge(turn, pages.Nudge())
    return Screen(Text(words), (menu_row(turn),))


@views(pages.Rest, kept=False)
def rest(turn: Turn, _: pages.Rest) -> Screen:
    """Remind as agreed: a warm word, and nothing to go on tapping."""
    words = turn.say("You asked me to write: time to put the phone down. Have a good evening! 🌙")
    return Screen(Text(words), ((Link(turn.say("🌙 Enough for today"), landmarks.Enough()),),))


def _nudge_time(turn: Turn) -> time:
    return NUDGE_ADULTS if turn.is_adult else NUDGE_CHILDREN


def _next_nudge(turn: Turn) -> datetime:
    """Return the next time of this hour on the person's own clock, as an aware moment."""
    zone = ZoneInfo(turn.person.clock or "UTC")
    due = datetime.combine(turn.today, _nudge_time(turn), zone)
    return due if due > turn.now else datetime.combine(turn.today + timedelta(days=1), _nudge_time(turn), zone)


@menu_links.links
def in_menu(turn: Turn) -> list[tuple[MenuRow, int, Link]]:
    """Return the way to one's own habits."""
    return [(MenuRow.TODAY, 1, Link(turn.say("🌱 My habits"), pages.Habits()))]

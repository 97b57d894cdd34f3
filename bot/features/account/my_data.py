"""My data: what is stored and why, everything about me as files, and forgetting."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.chat.names import (
    audience_name,
    duty_name,
    language_words,
    picture_label,
    reason_name,
    topic_name,
)
from bot.chat.pickers import menu_row
from bot.chat.views import Outcome, Views
from bot.db import declarations, ledger, mydata
from bot.features.account import pages
from bot.help import pages as help_pages
from bot.values import landmarks, places
from bot.values.audience import Audience, Duty
from bot.values.flag import Reason
from bot.values.landmarks import ForgetPhone
from bot.values.link_icons import LINK_ICONS
from bot.values.profile_picture import PICTURES
from bot.values.repetition import Repetition
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()


@views(pages.Privacy, newcomer=True, own=True)
def privacy(turn: Turn, _: pages.Privacy) -> Screen:
    """Say what is stored: to the youngest in a few words, with the way to all of it."""
    if turn.audience is not Audience.TIER_6_8:
        return in_full(turn, pages.PrivacyInFull())
    words: list[Text | str] = [
        bold(turn.say("What I store")),
        turn.say("I do not know your name. I keep nothing that you write."),
        turn.say("If you said yes, I remember how old you are, where you stopped and which answers you tapped."),
        turn.say("Tap “Forget me”, and all of it is gone."),
        turn.say("Telegram sees this chat. Send no photos and no secrets here."),
    ]
    rows = (
        (Link(turn.say("Forget me"), pages.Forget()), Link(turn.say("My data"), pages.Export())),
        (Link(turn.say("ⓘ All about it"), pages.PrivacyInFull()), *menu_row(turn)),
    )
    return Screen(join(words), rows)


@views(pages.PrivacyInFull, newcomer=True, own=True)
def in_full(turn: Turn, _: pages.PrivacyInFull) -> Screen:
    """Show the ledger in plain words: what is stored, why, for how long, and who is responsible."""
    kept: dict[str, list[Text]] = {}
    for entry in (line for line in ledger.LINES if turn.is_adult or not line.adults):
        what, why, how_long = (
            turn.phrases.pgettext(ledger.PRIVACY, words) for words in (entry.what, entry.why, entry.kept.words)
        )
        kept.setdefault(how_long, []).append(Text("• ") + bold(what) + f": {why}.")
    lines = join([join([italic(f"{how_long}:"), *entries], "\n") for how_long, entries in kept.items()])
    if turn.instance.operator:
        answers = turn.say("Who answers for the data: {who}.", who=turn.instance.operator)
    else:
        answers = turn.say("Whoever runs this bot has not said yet who answers for the data.")
    text = join(
        [
            bold(turn.say("What I store")),
            turn.say("No names, no phone numbers, no pictures, nothing that you write.")
            if not turn.is_adult
            else turn.say(
                "No names, no phone numbers, no pictures. Of what you write only questions for your own class, "
                "encrypted, and what editors send in."
            ),
            turn.say("Only this, if you agreed; if not, it is forgotten after a quiet hour:"),
            lines,
            turn.say(
                "After Help I remember for ten minutes which help page it was, in memory only and none of your "
                "words, so that I understand what you ask next."
            ),
            _trial(turn),
            answers,
            turn.say(
                "Telegram itself sees this chat, and it is not encrypted end to end. Do not send me private "
                "pictures or secrets: I cannot keep them safe, so I keep nothing."
            ),
        ]
    )
    rows = (
        (Link(turn.say("My data"), pages.Export()), Link(turn.say("Forget me"), pages.Forget())),
        menu_row(turn),
    )
    return Screen(text, rows)


def _trial(turn: Turn) -> str:
    """Return what is told about the trial of repetition; nothing outside the trial."""
    if turn.instance.repetition is not Repetition.TRIAL:
        return ""
    return turn.say(
        "Two ways of repeating are compared here: questions that you missed come back after some days, or already "
        "in your next quiz. Which one is yours follows from your random code. Four weeks after a quiz I offer to "
        "ask some of them once more."
    )


@views(pages.Export, newcomer=True, kept=False, own=True)
def export(turn: Turn, _: pages.Export) -> Screen:
    """Give the person everything that is stored about them: one file for programs, one to read."""
    everything = mydata.export(turn.db, turn.person.key, turn.keys.open if turn.keys else None)
    as_json = json.dumps(everything, ensure_ascii=False, indent=2).encode()
    plain = "\n".join(_plain_lines(turn, everything)).encode()
    documents = (Document("mayak.json", as_json), Document("mayak.txt", plain))
    words = turn.say("Here is everything that I keep about you: one file to read, one for programs.")
    if not turn.person.agreed:
        words = (
            turn.say("You are only looking round, so this is in my short memory and will be gone soon.")
            + " "
            + words
        )
    return Screen(Text(words), (menu_row(turn),), documents=documents)


def _plain_lines(turn: Turn, everything: dict[str, list[dict[str, object]]]) -> list[str]:
    """Return the export for reading: tables and columns by their plain names, empty fields left out."""
    say = turn.phrases.pgettext
    lines = [turn.say("Everything that Mayak keeps about you")]
    for table, rows in everything.items():
        lines += ["", f"{say(*declarations.name_of(table))} ({len(rows)})"]
        for row in rows:
            filled = ((name, value) for name, value in row.items() if name != "person" and value not in {None, ""})
            told = (
                f"{say(*declarations.name_of(table, name))}: {_plain(turn, name, value)}" for name, value in filled
            )
            lines.append("  " + ", ".join(told))
    return lines


def _plain(turn: Turn, name: str, value: object) -> object:
    """Return the value of a column as people read it: a mark for yes or no, the bot's words for its codes."""
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return _in_words(turn, name, value) if isinstance(value, str) else value


def _in_words(turn: Turn, name: str, code: str) -> str:
    """Return the meaning of a code in the column of this name; the code itself if it is unknown."""
    words = code
    if name == "audience" and code in set(Audience):
        words = audience_name(turn, Audience(code))
    elif name == "duty" and code in set(Duty):
        words = duty_name(turn, Duty(code))
    elif name == "reason" and code in set(Reason):
        words = reason_name(turn, Reason(code))
    elif name == "picture" and code in PICTURES:
        words = picture_label(turn, code)
    elif name == "icon" and code in LINK_ICONS:
        words = LINK_ICONS[code]
    elif name == "zone" and places.is_zone(code):
        words = places.zone_name(turn.phrases.babel, code)
    elif name in {"topic", "topics"}:
        words = ", ".join(topic_name(turn, topic) for topic in code.split())
    elif name == "locale":
        words = language_words(turn, code)
    elif name == "country":
        words = places.country_name(turn.phrases.babel, code)
    return words


@views(pages.Forget, newcomer=True, kept=False, own=True)
def forget(turn: Turn, _: pages.Forget) -> Screen:
    """Ask once whether to forget."""
    text = turn.say(
        "Shall I forget you? Everything that I keep about you is wiped, and it cannot be brought back."
    )
    rows: tuple[Row, ...] = (
        (Link(turn.say("Yes, forget me"), pages.ForgetNow()),),
        (Link(turn.say("No, go back"), landmarks.Menu()),),
    )
    if not turn.person.picture:
        return Screen(Text(text), rows)
    whose = turn.say("This is about {picture}.", picture=picture_label(turn, turn.person.picture))
    everybody = Link(turn.say("Forget everybody on this phone"), ForgetPhone())
    return Screen(join([bold(whose), text]), (rows[0], (everybody,), rows[1]))


@views(pages.ForgetNow, newcomer=True, kept=False, own=True)
def forget_now(turn: Turn, _: pages.ForgetNow) -> Outcome:
    """Forget: no row remains, and the consent is gone too."""
    mydata.forget(turn.db, turn.person.key)
    words = turn.say(
        "Forgotten. Nothing about you is left here. This chat is still on your phone, you can delete it there. "
        "If you write again, we begin as strangers. All the best!"
    )
    return Outcome(Screen(Text(words), ((Link(turn.say("🆘 Help"), help_pages.Help()),),)), forgotten=True)

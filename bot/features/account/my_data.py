"""My data: what is stored and why, everything about me as files, and forgetting."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.chat.pickers import menu_row
from bot.chat.views import Outcome, Views
from bot.db import ledger, mydata
from bot.features.account import pages
from bot.features.help import pages as help_pages
from bot.features.menu import pages as menu_pages
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn

views = Views()


@views(pages.Privacy, newcomer=True, own=True)
def privacy(turn: Turn, _: pages.Privacy) -> Screen:
    """Tell the ledger in plain words: what is stored, why, how long; and who answers for it."""
    kept: dict[str, list[Text]] = {}
    for entry in ledger.LINES:
        what, why, how_long = (
            turn.phrases.pgettext(ledger.PRIVACY, words) for words in (entry.what, entry.why, entry.kept.words)
        )
        kept.setdefault(how_long, []).append(Text("• ") + bold(what) + f": {why}.")
    lines = join([join([italic(f"{how_long}:"), *entries], "\n") for how_long, entries in kept.items()])
    if turn.operator:
        answers = turn.say("Who answers for the data: {who}.", who=turn.operator)
    else:
        answers = turn.say("Whoever runs this bot has not said yet who answers for the data.")
    text = join(
        [
            bold(turn.say("What I store")),
            turn.say(
                "No names, no phone numbers, no pictures, nothing that you write. "
                "Only this, and only if you agreed:"
            ),
            lines,
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


@views(pages.Export, newcomer=True, kept=False, own=True)
def export(turn: Turn, _: pages.Export) -> Screen:
    """Give the person everything that is stored about them: one file for programs, one to read."""
    everything = mydata.export(turn.db, turn.person.key)
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
        lines += ["", f"{say(*ledger.name_of(table))} ({len(rows)})"]
        for row in rows:
            filled = ((name, value) for name, value in row.items() if name != "person" and value not in {None, ""})
            told = (f"{say(*ledger.name_of(table, name))}: {value}" for name, value in filled)
            lines.append("  " + ", ".join(told))
    return lines


@views(pages.Forget, newcomer=True, kept=False, own=True)
def forget(turn: Turn, _: pages.Forget) -> Screen:
    """Ask once whether to forget."""
    text = turn.say(
        "Shall I forget you? Everything that I keep about you is wiped, and it cannot be brought back."
    )
    rows = (
        (Link(turn.say("Yes, forget me"), pages.ForgetNow()),),
        (Link(turn.say("No, go back"), menu_pages.Menu()),),
    )
    return Screen(Text(text), rows)


@views(pages.ForgetNow, newcomer=True, kept=False, own=True)
def forget_now(turn: Turn, _: pages.ForgetNow) -> Outcome:
    """Forget: no row is left, the consent included."""
    mydata.forget(turn.db, turn.person.key)
    words = turn.say(
        "Forgotten. Nothing about you is left here. This chat is still on your phone, you can delete it there. "
        "If you write again, we begin as strangers. All the best!"
    )
    return Outcome(Screen(Text(words), ((Link(turn.say("🆘 Help"), help_pages.Help()),),)), forgotten=True)

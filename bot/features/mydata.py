"""My data: what is stored and why, everything about me as files, and forgetting."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.chat.choosing import menu_row
from bot.chat.views import Views
from bot.store import ledger, mydata
from bot.values import sitemap
from bot.values.screen import Document, Link, Screen
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn

views = Views()


@views(sitemap.Privacy, newcomer=True)
def privacy(turn: Turn, _: sitemap.Privacy) -> Screen:
    """Tell the ledger in plain words: what is stored, why, how long; and who answers for it."""
    kept: dict[str, list[Text]] = {}
    for entry in ledger.plain(turn.locale):
        kept.setdefault(entry.kept, []).append(Text("• ") + bold(entry.what) + f": {entry.why}.")
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
        (Link(turn.say("My data"), sitemap.Export()), Link(turn.say("Forget me"), sitemap.Forget())),
        menu_row(turn),
    )
    return Screen(text, rows)


@views(sitemap.Export, newcomer=True, kept=False)
def export(turn: Turn, _: sitemap.Export) -> Screen:
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
    lines = [turn.say("Everything that Mayak keeps about you")]
    for table, rows in everything.items():
        lines += ["", f"{ledger.table_name(table, turn.locale)} ({len(rows)})"]
        for row in rows:
            filled = ((name, value) for name, value in row.items() if name != "person" and value not in {None, ""})
            told = (f"{ledger.column_name(table, name, turn.locale)}: {value}" for name, value in filled)
            lines.append("  " + ", ".join(told))
    return lines


@views(sitemap.Forget, newcomer=True, kept=False)
def forget(turn: Turn, _: sitemap.Forget) -> Screen:
    """Ask once whether to forget."""
    text = turn.say(
        "Shall I forget you? Everything that I keep about you is wiped, and it cannot be brought back."
    )
    rows = (
        (Link(turn.say("Yes, forget me"), sitemap.ForgetNow()),),
        (Link(turn.say("No, go back"), sitemap.Menu()),),
    )
    return Screen(Text(text), rows)


@views(sitemap.ForgetNow, newcomer=True, kept=False)
def forget_now(turn: Turn, _: sitemap.ForgetNow) -> Screen:
    """Forget: no row is left, the consent included."""
    mydata.forget(turn.db, turn.person.key)
    turn.forgotten = True
    words = turn.say(
        "Forgotten. Nothing about you is left here. This chat is still on your phone, you can delete it there. "
        "If you write again, we begin as strangers. All the best!"
    )
    return Screen(Text(words), ((Link(turn.say("🆘 Help"), sitemap.Help()),),))

"""Rounds as they are played: a screen, a tap on an odd spot or on "nothing", why; at the end how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import moves
from bot.chat.items import begin_rows, heading, not_open, open_item, title_lines
from bot.chat.moves import move_of
from bot.chat.pickers import menu_row
from bot.chat.views import Views
from bot.db import people, progress
from bot.features.items import next_step
from bot.features.items.ending import rows_for
from bot.features.items.showing import help_row, last_row, last_words
from bot.features.library import pages as library_pages
from bot.features.rounds import pages
from bot.features.rounds.domain import NOTHING, RoundState, tally
from bot.packs.model import Kind
from bot.packs.rounds import drawn, read_verdict
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.screen_block import letter
from bot.values.text import Text, bold, italic, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.rounds.domain import Tally
    from bot.packs.model import Card, Item
    from bot.packs.rounds import Verdict
    from bot.values.page import Page
    from bot.values.screen import Row
    from bot.values.screen_block import ScreenBlock

views = Views()


@views(pages.Round, dialogue=True)
def intro(turn: Turn, page: pages.Round) -> Screen:
    """Draw what a round is about and how it goes, with a way on from where the person stopped."""
    item = open_item(turn, Kind.ROUND, page.pack, page.item)
    if item is None:
        return not_open(turn, Kind.ROUND, page.pack, page.item)
    return _intro(turn, item)


def _intro(turn: Turn, item: Item) -> Screen:
    pack, name = item.ref.pack, item.ref.item
    cards = drawn(item, turn.today.replace(day=1))
    left_at = progress.where(turn.db, turn.person.key, str(item.ref))
    number = next((place for place, card in enumerate(cards) if card.id == left_at), 0)
    start = pages.RoundScreen(pack, name, RoundState.begun(turn.today).written)
    on = pages.RoundScreen(pack, name, RoundState.begun(turn.today, number).written) if number else None
    rows = begin_rows(turn, start, on)
    minutes = turn.count("{number} minute", "{number} minutes", item.minutes)
    how = turn.say(
        "You see {number} phone screens. Some are honest, some are traps. Look, then tap the letter of what is "
        "odd, or “Nothing is odd”. There is no clock, and your answers are kept nowhere.",
        number=len(cards),
    )
    text = join([title_lines(turn, item, minutes), item.description, how])
    return Screen(text, (*rows, *rows_for(turn, item), menu_row(turn)))


@views(pages.RoundScreen, dialogue=True)
def screen(turn: Turn, page: pages.RoundScreen) -> Screen:
    """Draw a screen to be judged; one that is gone is answered with the round's beginning."""
    found = _found(turn, page)
    if found is None:
        return intro(turn, pages.Round(page.pack, page.item))
    item, cards, at, _, block = found
    card = cards[at.number]
    people.begin(turn.db, turn.person.key, str(item.ref))
    progress.reach(turn.db, turn.person.key, str(item.ref), card.id)

    def answer(given: str) -> pages.RoundAnswer:
        return pages.RoundAnswer(page.pack, page.item, page.at, given)

    def together(places: tuple[int, ...]) -> pages.RoundAnswer | None:
        spots = "".join(block.letters[place] for place in places if place < len(block.letters))
        return answer(spots) if len(spots) == len(places) else None

    def reads(words: str) -> Page | str | None:
        """Return the answer that words give: nothing is odd on an honest screen, of a trap a letter is asked."""
        match move_of(words):
            case "":
                return None
            case moves.HONEST | "open" | "send":
                return answer(NOTHING)
            case _:
                return turn.say("Is something odd here? Then type or tap its letter. If not: “Nothing is odd”.")

    letters = tuple(Link(letter(item.locale, spot), answer(spot)) for spot in block.letters)
    nothing = Link(turn.say("👌 Nothing is odd"), answer(NOTHING), Means.NOTHING)
    asked = bold(turn.say("What is odd here?")) + " " + turn.say("One odd spot is enough.")
    text = join([_where(turn, item, at, len(cards)), asked])
    below = (help_row(turn),) if card.warning else ()
    rows = (letters, (nothing,), *below, menu_row(turn))
    return Screen(text, rows, picture=card.picture, choices=(*letters, nothing), together=together, reads=reads)


@views(pages.RoundAnswer, dialogue=True)
def answered(turn: Turn, page: pages.RoundAnswer) -> Screen:
    """Draw what was seen, what was missed, and why. Nothing is scored or stored."""
    found = _found(turn, page)
    if found is None:
        return intro(turn, pages.Round(page.pack, page.item))
    item, cards, at, verdict, block = found
    if page.given != NOTHING and not set(page.given) <= set(block.letters):
        return screen(turn, pages.RoundScreen(page.pack, page.item, page.at))
    card, after = cards[at.number], at.after(verdict, page.given)
    if after.number < len(cards):
        progress.reach(turn.db, turn.person.key, str(item.ref), cards[after.number].id)
    # Without empty lines: on a phone the picture, every word and the way on are to be seen at once.
    where = italic(f"{_number(turn, at, len(cards))} · {card.title}")
    parts = [where, *_told(turn, item, verdict, page.given), verdict.why]
    last, below = last_words(turn, card)
    if after.number < len(cards):
        on = Link(turn.say("Next ▶"), pages.RoundScreen(page.pack, page.item, after.written), Means.NEXT)
    else:
        on = Link(turn.say("How it went ▶"), pages.RoundResult(page.pack, page.item, after.written), Means.NEXT)
    rows = (*below, (*last_row(turn, item.ref, card), on))
    return Screen(join([join(parts, "\n"), *last]), rows, picture=card.picture)


def _told(turn: Turn, item: Item, verdict: Verdict, given: str) -> list[Text | str]:
    """Return what an answer is told: the spots it named, those it missed, each with its reason."""

    def reason(spot: str) -> Text:
        sign = bold(f"{letter(item.locale, spot)}. ")
        return sign + verdict.spots[spot] if verdict.spots.get(spot) else Text()

    def named(spots: str) -> Text:
        return join(map(reason, spots), "\n")

    ordinary = "".join(spot for spot in given if spot not in verdict.odd and spot != NOTHING)
    signs = ", ".join(letter(item.locale, spot) for spot in ordinary)
    if verdict.honest:
        if given == NOTHING:
            return [bold(turn.say("Yes: nothing is odd here, this one is honest.")), named("".join(verdict.spots))]
        told = turn.say("This one is honest. It is fine to look twice, and {letter} is in order.", letter=signs)
        return [bold(told), named(ordinary)]
    seen = "".join(spot for spot in verdict.odd if spot in given)
    missed = "".join(spot for spot in verdict.odd if spot not in given)
    if seen:
        order = turn.say("{letter} is in order.", letter=signs) if signs else ""
        more = bold(turn.say("Also odd:")) + " " + named(missed) if missed else Text()
        return [bold(turn.say("Well seen, this is a trap.")), named(seen), more, order, named(ordinary)]
    if given == NOTHING:
        return [bold(turn.say("It is a trap, and a well made one. Odd is:")), named(verdict.odd)]
    told = turn.say("Right, something is odd, but not {letter}.", letter=signs)
    return [bold(told), named(ordinary), bold(turn.say("Odd is:")) + " " + named(verdict.odd)]


@views(pages.RoundResult, pause=True)
def result(turn: Turn, page: pages.RoundResult) -> Screen:
    """Tell in words how it went, traps and honest screens apart, and note that the round is done. Drawing it twice
    changes nothing.
    """
    item = open_item(turn, Kind.ROUND, page.pack, page.item)
    if item is None:
        return not_open(turn, Kind.ROUND, page.pack, page.item)
    at = RoundState.read(page.at, turn.today)
    cards = drawn(item, at.month)
    went = tally(cards, at)
    progress.finish(turn.db, turn.person.key, str(item.ref), turn.today)
    next_step.finished(turn, item)
    lines = [
        turn.say("🔎 Traps that you saw through: {number} of {total}.", number=went.seen, total=went.traps)
        if went.traps
        else "",
        turn.say("👀 Where something felt odd, and it was another spot: {number}.", number=went.felt)
        if went.felt
        else "",
        turn.say("🤝 Honest ones that you trusted: {number} of {total}.", number=went.trusted, total=went.honest)
        if went.honest
        else "",
    ]
    head = [bold(turn.say("The round is over: {title}", title=item.title))]
    if at.start:
        head.append(italic(turn.say("From where you went on.")))
    text = join([join(head, "\n"), join(lines, "\n"), _advice(turn, went)])
    rows: tuple[Row, ...] = (
        (Link(turn.say("Finish ✓"), library_pages.Finished(Kind.ROUND, page.pack, page.item), Means.NEXT),),
        (
            Link(
                turn.say("🔁 Look once more"),
                pages.RoundScreen(page.pack, page.item, RoundState.begun(turn.today).written),
            ),
        ),
        menu_row(turn),
    )
    return Screen(text, rows)


def _advice(turn: Turn, went: Tally) -> str:
    """Return one thing to take along, about the weaker half of the result; nobody is told that they are good or
    bad at it.
    """
    if went.sharp and went.trusting:
        return turn.say("You looked at what is there, not at how it feels. That works on other days too.")
    if went.sharp:
        return turn.say(
            "You notice traps. Many messages are honest, though: look whether they ask for something, and check "
            "another way instead of refusing."
        )
    if went.trusting:
        return turn.say(
            "You trust gladly, and mostly rightly. Before you tap, look for three things: hurry, a strange "
            "address, a request for something secret."
        )
    return turn.say(
        "These were tricky ones. Take one question along: does it ask for something? Then check another way. The "
        "screens can be looked at once more."
    )


def _found(
    turn: Turn, page: pages.RoundScreen | pages.RoundAnswer
) -> tuple[Item, tuple[Card, ...], RoundState, Verdict, ScreenBlock] | None:
    """Return the round of a page, its cards, the place, how the screen there is to be judged, and the screen; None
    when one of them is not there.
    """
    item = open_item(turn, Kind.ROUND, page.pack, page.item)
    if item is None:
        return None
    at = RoundState.read(page.at, turn.today)
    cards = drawn(item, at.month)
    card = cards[at.number] if at.number < len(cards) else None
    verdict = read_verdict(card.body) if card else None
    block = card.picture.block if card and card.picture else None
    return (item, cards, at, verdict, block) if verdict and block else None


def _where(turn: Turn, item: Item, at: RoundState, total: int) -> Text:
    return italic(f"{heading(item)} · {_number(turn, at, total)}")


def _number(turn: Turn, at: RoundState, total: int) -> str:
    return turn.say("{number} of {total}", number=at.number + 1, total=total)

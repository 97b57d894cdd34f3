"""The duel of two: invite, wait, see where the two think differently, talk. No score, no winner, no clock."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.chat.days import day_words
from bot.chat.existing import own_number
from bot.chat.items import may_read, page_of
from bot.chat.names import topic_label
from bot.chat.pickers import in_pairs, list_part
from bot.chat.views import Outcome, Views
from bot.features.duel import pages, store
from bot.features.duel.domain import meaning_of, pick, topics
from bot.features.duel.pages import DuelOf
from bot.features.duel.standing import bond_of, standing, title_of
from bot.features.family import shown
from bot.features.family import store as links
from bot.features.family.shown import back_row, gone, icon_name
from bot.features.items import menu_links
from bot.features.items.menu_links import Lead
from bot.packs.model import Kind
from bot.values.drawn_number import draw_number
from bot.values.means import Means
from bot.values.screen import Link, Screen
from bot.values.text import Text, bold, join

if TYPE_CHECKING:
    from bot.chat.turn import Turn
    from bot.features.duel.standing import Standing
    from bot.features.family.store import Bond
    from bot.values.page import Page
    from bot.values.screen import Row

views = Views()


@views(pages.Duel)
def duel(turn: Turn, page: pages.Duel) -> Screen | Page:
    """Draw the duel of a link: the choice of what it asks, its next question, the wait, or where the two
    differ.
    """
    bond = bond_of(turn, page.link)
    if bond is None:
        return gone(turn)
    links.look(turn.db, turn.person.key, bond.link, turn.today)
    here = standing(turn, bond)
    if here is None:
        return _offer(turn, bond)
    if here.duel.is_done:
        return _result(turn, here)
    if here.next_open:
        return _before(turn, here)
    words = turn.say(
        "You are done. When the other one is too, you both see here where you think differently. I send nothing: "
        "tell each other."
    )
    rows: list[Row] = [(Link(turn.say("🔄 Look again"), page),)]
    if not turn.is_adult:
        rows.append((Link(turn.say("Take the duel back"), pages.DuelOff(bond.link)),))
    return Screen(join([title_of(turn, bond), words]), (*rows, back_row(turn, bond)))


@views(pages.DuelTopics)
def duel_topics(turn: Turn, page: pages.DuelTopics) -> Screen | Page:
    """Offer the topics of five questions, or of a drill; a running duel is shown in their place."""
    bond = None if turn.is_adult else bond_of(turn, page.link)
    if bond is None or not bond.is_open:
        return gone(turn)
    here = standing(turn, bond)
    if here and not here.duel.is_done:
        return pages.Duel(bond.link)
    return _topics(turn, bond, page.of, page.list_page, replaces=here is not None)


@views(pages.BeginDuel, kept=False)
def begin_duel(turn: Turn, page: pages.BeginDuel) -> Screen | Page:
    """Invite the adult of a link to five questions or a drill. Idempotent: a second tap changes nothing."""
    bond = None if turn.is_adult else bond_of(turn, page.link)
    if bond is None or not bond.is_open:
        return gone(turn)
    number = own_number(turn, page.duel)
    asked = pick(turn.library, turn.reads, turn.locale, page.of, page.topic, number)
    if asked:
        ids = [one.id for one in asked]
        store.begin(turn.db, turn.person.key, bond.link, number, ids, meaning_of(asked), turn.now)
    return pages.Duel(bond.link)


@views(pages.DuelOff, kept=False)
def duel_off(turn: Turn, page: pages.DuelOff) -> Screen | Outcome:
    """Take the duel back."""
    bond = None if turn.is_adult else bond_of(turn, page.link)
    if bond is None:
        return gone(turn)
    store.stop(turn.db, bond.link)
    return Outcome(pages.Duel(bond.link), told=turn.say("That duel is over, and nothing of it is left."))


@shown.lines
def invitation(turn: Turn, bond: Bond) -> str:
    """Tell the adult that a duel waits on a link, or what its result is."""
    found = store.find(turn.db, bond.link, turn.now)
    if found is None:
        return ""
    if found.is_done:
        return turn.say("A duel of two is done: it shows where you two think differently.")
    return turn.say("An invitation to a duel of two: the same for both, each on their own phone.")


@shown.rows
def duel_rows(turn: Turn, bond: Bond) -> tuple[Row, ...]:
    """Return the way to a link's duel; for the child also if there is none yet."""
    there = store.find(turn.db, bond.link, turn.now) is not None
    if turn.is_adult and not there:
        return ()
    return ((Link(turn.say("👥 Duel of two"), pages.Duel(bond.link)),),)


@menu_links.leads
def waiting(turn: Turn) -> list[tuple[Lead, Link]]:
    """Return the ways to duels that wait for this person or are just done; none soon after help."""
    if turn.recent.helped or not turn.person.agreed:
        return []
    key = turn.person.key
    mine = links.of_adult(turn.db, key) if turn.is_adult else links.of_child(turn.db, key, turn.now)
    duels = [here for bond in mine if bond.is_open and (here := standing(turn, bond))]
    wait = [here.bond for here in duels if here.duel.is_done or here.next_open]
    named = ((bond.link, turn.say("👥 Duel of two: {name}", name=icon_name(turn, bond.icon))) for bond in wait)
    return [(Lead.TOGETHER, Link(label, pages.Duel(link))) for link, label in named]


def _offer(turn: Turn, bond: Bond) -> Screen:
    """Offer the child five questions or a drill; an adult is offered nothing."""
    title = title_of(turn, bond)
    if turn.is_adult or not bond.is_open:
        words = turn.say("There is no duel here just now. The child invites to one.")
        return Screen(join([title, words]), (back_row(turn, bond),))
    there = _there(turn)
    if len(there) < len(DuelOf):
        return _topics(turn, bond, there[0] if there else DuelOf.QUESTIONS)
    words = turn.say(
        "Both of you go through the same, each on their own phone. Afterwards I show where you think differently, "
        "not what each of you chose there. There are no points and no winner."
    )
    rows: list[Row] = [
        (Link(turn.say("❓ Five questions"), pages.DuelTopics(bond.link, DuelOf.QUESTIONS)),),
        (Link(turn.say("🎯 A drill"), pages.DuelTopics(bond.link, DuelOf.DRILL)),),
    ]
    return Screen(join([title, words, turn.say("What is it to be?")]), (*rows, back_row(turn, bond)))


def _there(turn: Turn) -> list[DuelOf]:
    """Return the kinds of duel that have topics."""
    return [of for of in DuelOf if topics(turn.library, turn.reads, turn.locale, of)]


def _topics(turn: Turn, bond: Bond, of: DuelOf, list_page: int = 0, *, replaces: bool = False) -> Screen:
    """Offer a page of the topics of five questions, or of a drill; say so if a new duel replaces a result."""
    number = draw_number()
    found = topics(turn.library, turn.reads, turn.locale, of)
    page_at = partial(pages.DuelTopics, bond.link, of)
    shown, last = list_part(turn, found, list_page, page_at, (back_row(turn, bond),))
    ways = [
        Link(topic_label(turn, topic), pages.BeginDuel(bond.link, of, topic, number)) for topic in shown.entries
    ]
    words = _what_it_is(turn, of)
    onward = turn.say("On what?") if found else turn.say("There are no questions for it yet.")
    parts: list[Text | str] = [title_of(turn, bond), words, onward]
    if replaces and found:
        parts.append(turn.say("When you choose, the result of the last duel is erased, for both of you."))
    return Screen(join(parts), (*in_pairs(ways), *last))


def _before(turn: Turn, here: Standing) -> Screen:
    """Explain a duel before its first question, or say that it goes on."""
    begun = here.next_open > 1
    onward = turn.say("▶ Go on") if begun else turn.say("▶ Begin")
    rows: list[Row] = [
        (Link(onward, pages.DuelQuestion(here.bond.link, here.duel.duel, here.next_open), Means.NEXT),)
    ]
    if not turn.is_adult:
        rows.append((Link(turn.say("Take the duel back"), pages.DuelOff(here.bond.link)),))
    parts: list[Text | str] = [title_of(turn, here.bond)]
    if here.is_drill:
        parts += [
            bold(turn.say("🎯 Practice · {title}", title=here.asked[0].item.title)),
            turn.say(
                "This is practice: nobody real writes to you, and nothing is sent. You can leave at any time."
            ),
            _what_it_is(turn, DuelOf.DRILL),
        ]
    else:
        parts += [bold(topic_label(turn, here.topic)), _what_it_is(turn, DuelOf.QUESTIONS)]
    if not turn.is_adult and not begun:
        parts.append(turn.say("The invitation waits for the adult under “My family”. I send nothing: tell them."))
    return Screen(join(parts), (*rows, back_row(turn, here.bond)))


def _result(turn: Turn, here: Standing) -> Screen:
    """Show where the two think differently, and one thing to talk about; never what either of them chose."""
    numbers = [place for place, sign in enumerate(here.duel.differs, 1) if sign == "1"]
    titles = [f"{number}. {here.asked[number - 1].words}" for number in numbers]
    if titles:
        head = (
            turn.say("At these moments you chose differently:")
            if here.is_drill
            else turn.say("Here you think differently:")
        )
        told = bold(head) + "\n" + "\n".join(titles)
        talk = turn.say(
            "Begin with “{question}”: each tells why they chose so. The other one listens to the end, then asks "
            "one thing.",
            question=here.asked[numbers[0] - 1].words,
        )
    else:
        told = Text(turn.say("You chose alike everywhere. That need not mean that it is right: look together."))
        talk = turn.say("What would have to be different in one of them, so that you would choose otherwise?")
    parts: list[Text | str] = [
        title_of(turn, here.bond),
        told,
        bold(turn.say("To talk about")) + "\n" + talk,
        turn.say(
            "Nobody has won. Your answers are erased already; this page will be erased on {day}.",
            day=day_words(turn, here.duel.until.date()),
        ),
        _what_is_known(turn, here),
    ]
    known_row = tuple(
        Link(f"💡 {number}", pages.DuelKnown(here.bond.link, here.duel.duel, number))
        for number in range(1, len(here.asked) + 1)
    )
    rows: list[Row] = [known_row, *((link,) for link in _ways_on(turn, here))]
    if not turn.is_adult and here.bond.is_open:
        # The result stays until the next duel begins: the adult may not have looked yet.
        labels = {
            DuelOf.QUESTIONS: turn.say("❓ Another duel: five questions"),
            DuelOf.DRILL: turn.say("🎯 Another duel: a drill"),
        }
        rows += [(Link(labels[of], pages.DuelTopics(here.bond.link, of)),) for of in _there(turn)]
    return Screen(join(parts), (*rows, back_row(turn, here.bond)))


def _what_is_known(turn: Turn, here: Standing) -> str:
    """Return the words that lead to 💡; of a drill, which of the twins it was."""
    if not here.is_drill:
        return turn.say("What is known about each question:")
    if here.asked[0].item.honest:
        return turn.say("The chat was honest. What spoke for it, moment by moment:")
    return turn.say("The chat was a trap. What was used in it, moment by moment:")


def _ways_on(turn: Turn, here: Standing) -> list[Link]:
    """Return a lesson on the topic for this reader, and the drill itself, in which the reader is free to
    choose.
    """
    item = here.asked[0].item
    found = turn.library.listing(Kind.LESSON, turn.reads, turn.locale, item.topics[0])
    page = page_of(found[0].ref) if found else None
    links = [Link(turn.say("📖 Read: {title}", title=found[0].title), page)] if page else []
    drill = page_of(turn.library.pair(item.ref)) if here.is_drill and may_read(turn, item) else None
    return [*links, Link(f"🎯 {item.title}", drill)] if drill else links


def _what_it_is(turn: Turn, of: DuelOf) -> str:
    if of is DuelOf.DRILL:
        return turn.say(
            "The same practice chat for both of you, each on their own phone. At some moments it stops, and each "
            "of you chooses what to do. Afterwards I show at which moments you chose differently, not what each "
            "of you chose there. There are no points and no winner."
        )
    return turn.say(
        "The same five questions for both of you, each on their own phone. Afterwards I show where you think "
        "differently, not what each of you chose there. There are no points and no winner."
    )

"""Talk: what people say in their own words is answered: a page, a reply, or three things that fit the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat import intents
from bot.chat.existing import exists
from bot.chat.items import dead_end, notices
from bot.chat.names import topic_name
from bot.chat.pickers import menu_row
from bot.chat.views import Stage, Views
from bot.features.account import pages as account_pages
from bot.features.campaigns import pages as campaigns_pages
from bot.features.classes import pages as classes_pages
from bot.features.help.distress.proofs import has_lists
from bot.features.help.numbers import numbers
from bot.features.items.next_step import Reason, step_link, steps
from bot.features.menu import pages as menu_pages
from bot.features.search import answers
from bot.features.talk import domain, guessing
from bot.features.talk.pages import (
    AllCampaigns,
    Maybe,
    MayBeTrouble,
    MyCountry,
    MyDrills,
    MyLessons,
    MyQuizzes,
    MyRounds,
    MyStories,
    MyTopic,
    MyTopics,
    NotUnderstood,
    Said,
)
from bot.help import pages as help_pages
from bot.help.place_names import place_names
from bot.packs.model import Kind
from bot.packs.talk import read_intent
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.page import Page, parse
from bot.values.screen import Link, Screen
from bot.values.text import Text, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from bot.chat.turn import Turn
    from bot.values.screen import Row

views = Views()

COUNTRY_WORDS = 3
"""Most words of a message that is looked up as the name of a country."""


@views.hears(Stage.SAID)
def understood(turn: Turn, words: str) -> Page | None:
    """Return the page that somebody asks for in their own words, or the reply to small talk. A country is neither:
    it may be the answer to a question.
    """
    found = None if _country(turn, words) else domain.talk_of(turn.library, turn.locale).find(words)
    if found is None:
        return None
    if found.intent.replies:
        return Said(found.ref.pack, found.ref.item, found.card)
    return domain.page_opened_by(turn, found.intent)


@views.hears(Stage.MEANT)
def meant(turn: Turn, words: str) -> Page | None:
    """Return what words most likely mean: a country, what was named by its title, else a sure guess, else what the
    library has on them, else a few guesses to choose from.
    """
    countries = _country(turn, words)
    if countries:
        return account_pages.CountryFound("settings", "-".join(countries))
    answer = answers.find(turn, words)
    # "kak pridumat parol" is guessed at as it was read: the model of English knows nothing of it.
    words = answer.reading or words
    guesses = intents.guesses(words, turn.locale)
    sure = None if answers.is_named(answer) else guessing.sure_page(turn, guesses, words, answer)
    found = sure or answers.page_of(turn, answer) or guessing.maybe(turn, guesses)
    return found or guessing.not_understood(guesses, words)


def _country(turn: Turn, words: str) -> Sequence[str]:
    """Return the country that is all that words say, or several of that name. Empty for words that packs list."""
    if len(words.split()) > COUNTRY_WORDS or domain.talk_of(turn.library, turn.locale).lists(words):
        return ()
    return place_names().exactly(words, turn.locale)


@views(Maybe, kept=False, aside=True)
def maybe(turn: Turn, page: Maybe) -> Screen:
    """Ask which of a few things was meant."""
    found = guessing.buttons(turn, page.guesses)
    if not found:
        return dead_end(turn)
    words = turn.say("I am not sure what you mean. Perhaps one of these?")
    return Screen(Text(words), (*((link,) for link in found), (*menu_row(turn), _help(turn))))


@views(Said, kept=False, aside=True)
def said(turn: Turn, page: Said) -> Screen:
    """Reply to small talk, with one way on that fits."""
    item = turn.library.find(Kind.TALK, page.pack, page.item, turn.locale)
    card = item.card(page.card) if item else None
    intent = read_intent(card.body) if card else None
    replies = intent.replies_for(turn.reads, again=turn.recent.aside == page.path) if intent else ()
    if item is None or intent is None or not replies:
        return dead_end(turn)
    reply = replies[int(turn.now.timestamp()) % len(replies)]
    return Screen(join([reply.text, *notices(turn, item)]), _ways_on(turn, intent.place))


@views(NotUnderstood, kept=False, aside=True)
def not_understood(turn: Turn, _: NotUnderstood) -> Screen:
    """Say that the words mean nothing to the bot, kindly and not twice alike, with three things that fit."""
    if not has_lists(turn.locale):
        return _unread(turn)
    ways = (
        turn.say("I do not know that. I am a program and know about life online. Here is what I can do:"),
        turn.say("That is beyond me: life online is all I know. Perhaps one of these fits:"),
        turn.say("I have no answer to that, sorry. Here is what I know well:"),
    )
    words = ways[int(turn.now.timestamp()) % len(ways)]
    return Screen(Text(words), (*((link,) for link in _three(turn)), (*menu_row(turn), _help(turn))))


@views(MayBeTrouble, kept=False, aside=True)
def may_be_trouble(turn: Turn, _: MayBeTrouble) -> Screen:
    """Say that the words were not understood, and put Help first, in case that something has happened."""
    if not has_lists(turn.locale):
        return _unread(turn)
    words = turn.say(
        "I did not quite get that: I am a program. If something has happened, Help shows who listens."
    )
    rows = ((Link(turn.say("🆘 I need help"), help_pages.Help()),), *((link,) for link in _three(turn)[:2]))
    return Screen(Text(words), (*rows, menu_row(turn)))


def _unread(turn: Turn) -> Screen:
    """Say that no typed words of this language can be read: they may have been a cry, so numbers come first."""
    words = turn.say("I cannot yet read what is typed in this language. If something is wrong, tap 🆘 or call:")
    rows = ((Link(turn.say("🆘 I need help"), help_pages.Help()),), *((link,) for link in _three(turn)[:2]))
    return Screen(join([words, numbers(turn, "")]), (*rows, menu_row(turn)))


@views(MyTopics)
def topics(turn: Turn, _: MyTopics) -> Page:
    """Lead to the topics of the person's audience."""
    return landmarks.Topics(turn.reads)


@views(MyTopic)
def topic(turn: Turn, page: MyTopic) -> Page:
    """Lead to a topic for the person's audience."""
    return menu_pages.Topic(page.topic, turn.reads)


OWN_LISTS: dict[type[Page], Kind] = {
    MyLessons: Kind.LESSON,
    MyStories: Kind.STORY,
    MyQuizzes: Kind.QUIZ,
    MyDrills: Kind.DRILL,
    MyRounds: Kind.ROUND,
}
"""Lists that are named without an audience, and what each holds."""


@views(*OWN_LISTS)
def own_list(turn: Turn, page: Page) -> Page:
    """Lead to the items of a kind for the person's audience."""
    return menu_pages.Items(OWN_LISTS[type(page)], turn.reads)


@views(AllCampaigns)
def campaigns(_turn: Turn, _: AllCampaigns) -> Page:
    """Lead to the campaigns."""
    return campaigns_pages.Campaigns()


@views(MyCountry, own=True)
def country(_turn: Turn, _: MyCountry) -> Page:
    """Lead to the choice of a country."""
    return account_pages.ChooseCountry("settings", 0)


def _ways_on(turn: Turn, path: str) -> tuple[Row, ...]:
    """Return the button to a place that is for this reader, and the menu where that is another."""
    page = parse(path)
    if page is None or page.acts or page == landmarks.Menu():
        return (menu_row(turn),)
    if page == help_pages.Help():
        return ((_help(turn),), menu_row(turn))
    if isinstance(page, MyTopic):
        every = answers.topic_page(turn, page.topic)
        label = turn.say("📚 All on: {topic}", topic=topic_name(turn, page.topic))
        # Who asks about a danger gets the answer first, and Help quietly below it.
        return (*(((Link(label, every),),) if every else ()), (*menu_row(turn), _help(turn)))
    named = domain.talk_of(turn.library, turn.locale).button_to(path)
    if named and not named.intent.is_for(turn.reads):
        return (menu_row(turn),)
    return ((Link(named.title if named else turn.say("Show me ▶"), page),), menu_row(turn))


def _three(turn: Turn) -> list[Link]:
    """Return three things to do: what comes next first, then what this reader came for."""
    mine = turn.reads
    links = [step_link(turn, step) for step in steps(turn)[:1] if step.why is not Reason.NEW]
    links.append(Link(turn.say("📚 Topics for me"), landmarks.Topics(mine)))
    if mine is Audience.PARENT:
        links.append(Link(turn.say("👀 What my child sees"), menu_pages.LookThrough()))
    if mine is Audience.EDUCATOR:
        links.append(Link(turn.say("🏫 Classes"), classes_pages.Classes()))
    links.append(Link(turn.say("❓ Quizzes"), menu_pages.Items(Kind.QUIZ, mine)))
    links.append(Link(turn.say("🎭 Stories"), menu_pages.Items(Kind.STORY, mine)))
    return links[:3]


def _help(turn: Turn) -> Link:
    return Link(turn.say("🆘 Help"), help_pages.Help())


@exists("guesses")
def _guesses(turn: Turn, named: Mapping[str, Any]) -> bool:
    """Whether every guess leads somewhere."""
    marks: str = named["guesses"]
    return len(guessing.buttons(turn, marks)) == marks.count("-") + 1

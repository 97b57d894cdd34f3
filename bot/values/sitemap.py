"""The sitemap: every Page there is. Read this first; each feature draws the pages of one section."""

from __future__ import annotations

from bot.values.page import Page, page

# welcome: the first minute


@page("start")
class Start(Page):
    """The greeting: what Mayak is, that it is a program, that help is one tap away."""


@page("start/{locale}")
class StartIn(Page):
    """The greeting in another language, by one tap."""

    locale: str


@page("who")
class WhoAreYou(Page):
    """Choose one of the six audiences."""


@page("who/{audience}")
class IAm(Page):
    """This is who I am; the country is asked next."""

    audience: str


@page("where:{number}")
class WhereAreYou(Page):
    """Choose the country; `number` is the page of the list, from 0."""

    number: int


@page("where/{country}")
class IAmIn(Page):
    """This is my country; the privacy page comes next."""

    country: str


@page("consent")
class Consent(Page):
    """What is stored and why, in plain words; agree or only look round."""


@page("consent/{switch}")
class ConsentGiven(Page):
    """`on`: agreed, remember me. `off`: only look round, forget me soon."""

    switch: str


# menu: the way to everything


@page("menu")
class Menu(Page):
    """The main menu."""


@page("look")
class LookThrough(Page):
    """A parent or educator chooses which audience's content to look through."""


@page("topics/{audience}:{number}")
class Topics(Page):
    """The topics of an audience; `number` is the page of the list."""

    audience: str
    number: int = 0


@page("topic/{topic}/{audience}:{number}")
class Topic(Page):
    """What there is on one topic for one audience."""

    topic: str
    audience: str
    number: int = 0


@page("items/{kind}/{audience}:{number}")
class Items(Page):
    """All lessons, stories or quizzes of an audience."""

    kind: str
    audience: str
    number: int = 0


@page("enough")
class Enough(Page):
    """Enough for today: a warm goodbye, nothing is owed."""


@page("typed")
class Typed(Page):
    """What a person typed, when nothing else asked for it: a search in titles and glossary."""


@page("term/{pack}/{card}")
class Term(Page):
    """A word explained."""

    pack: str
    card: str


@page("lost")
class Lost(Page):
    """A page that is not there (any more) or not for this person; with ways on."""


@page("unread/{thing}")
class Unread(Page):
    """A kind answer to something the bot does not read: a picture, a voice, a contact."""

    thing: str


# lessons


@page("lesson/{pack}/{item}")
class Lesson(Page):
    """A lesson at the card where the person left it, else at its first."""

    pack: str
    item: str


@page("lesson/{pack}/{item}:{card}")
class LessonCard(Page):
    """One card of a lesson."""

    pack: str
    item: str
    card: str


@page("try/{pack}/{item}:{card}.{marks}")
class LessonMarks(Page):
    """The check question of a card with some options marked, not yet given in."""

    pack: str
    item: str
    card: str
    marks: str


@page("got/{pack}/{item}:{card}.{marks}")
class LessonAnswer(Page):
    """The check question of a card, answered."""

    pack: str
    item: str
    card: str
    marks: str


@page("done/{kind}/{pack}/{item}")
class Finished(Page):
    """The completion screen of a lesson or story."""

    kind: str
    pack: str
    item: str


# stories


@page("story/{pack}/{item}")
class Story(Page):
    """A story at the scene where the person left it, else what it is about."""

    pack: str
    item: str


@page("story/{pack}/{item}:{card}")
class Scene(Page):
    """One scene of a story."""

    pack: str
    item: str
    card: str


@page("story/{pack}/{item}:{card}.{choice}")
class Choice(Page):
    """The choice `choice` (from 0) of scene `card`: its consequence and the scene it leads to."""

    pack: str
    item: str
    card: str
    choice: int


# quizzes


@page("quiz/{pack}/{item}")
class Quiz(Page):
    """What a quiz is about, and where to start or go on."""

    pack: str
    item: str


@page("begin/{pack}/{item}:{number}")
class Begin(Page):
    """The person's attempt `number` (from 1) at this quiz: begun if it was not, else where it stands."""

    pack: str
    item: str
    number: int


@page("question/{attempt}/{number}")
class Question(Page):
    """Question `number` (from 1) of the person's own attempt `attempt`."""

    attempt: int
    number: int


@page("mark/{attempt}/{number}/{marks}")
class QuestionMarks(Page):
    """A question with some options marked or ordered, not yet given in."""

    attempt: int
    number: int
    marks: str


@page("answer/{attempt}/{number}/{marks}")
class Answer(Page):
    """A question answered with these options."""

    attempt: int
    number: int
    marks: str


@page("own/{attempt}/{number}")
class OwnWords(Page):
    """An own-words question, answered by typing: the words are dropped, nothing is marked."""

    attempt: int
    number: int


@page("hint/{attempt}/{number}")
class Hint(Page):
    """A question with its hint shown."""

    attempt: int
    number: int


@page("result/{attempt}")
class Result(Page):
    """The kind result of an attempt, finished or stopped."""

    attempt: int


# tips


@page("tip")
class TipOfTheDay(Page):
    """Today's tip for the person's audience."""


@page("tip/{pack}/{item}:{card}")
class Tip(Page):
    """One tip."""

    pack: str
    item: str
    card: str


# help: neutral addresses, drawn from the package alone


@page("help")
class Help(Page):
    """Help, first screen: immediate danger, the child line, what else there is."""


@page("help/{number}")
class HelpPage(Page):
    """A help page by its number in the package, so that the address says nothing of the trouble."""

    number: int


@page("help-in:{number}")
class HelpCountries(Page):
    """Choose the country whose help lines are shown."""

    number: int


@page("help-in/{country}")
class HelpIn(Page):
    """Help with the lines of another country; nothing is stored."""

    country: str


# me: settings and one's own data


@page("settings")
class Settings(Page):
    """What can be set."""


@page("set/locale")
class ChooseLocale(Page):
    """Choose a language."""


@page("set/locale/{locale}")
class SetLocale(Page):
    """This language from now on."""

    locale: str


@page("set/audience")
class ChooseAudience(Page):
    """Choose who I am."""


@page("set/audience/{audience}")
class SetAudience(Page):
    """This is who I am from now on."""

    audience: str


@page("set/country:{number}")
class ChooseCountry(Page):
    """Choose a country."""

    number: int


@page("set/country/{country}")
class SetCountry(Page):
    """This country from now on; the time zone follows if the old one is not in it."""

    country: str


@page("set/zone:{number}")
class ChooseZone(Page):
    """Choose a time zone of the country."""

    number: int


@page("set/zone/{zone}")
class SetZone(Page):
    """This time zone from now on."""

    zone: str


@page("set/text/{switch}")
class SetTextMode(Page):
    """Text mode on or off: numbered choices, no pictures, no labels of emoji alone."""

    switch: str


@page("privacy")
class Privacy(Page):
    """What is stored, why and for how long."""


@page("export")
class Export(Page):
    """Everything that is stored about the person, as files."""


@page("forget")
class Forget(Page):
    """Ask whether to forget."""


@page("forget/now")
class ForgetNow(Page):
    """Forget the person: nothing is left."""


@page("stop")
class Stop(Page):
    """Stop everything that comes unasked."""


@page("class")
class Classes(Page):
    """Classes of the person."""

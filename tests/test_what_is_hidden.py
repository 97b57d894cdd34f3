"""What waits for a specialist is hidden and said to the operator, and leaves nobody before an empty page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from bot.chat.items import page_of
from bot.chat.links import payload_of
from bot.chat.names import topic_name
from bot.chat.turn import Reader
from bot.features.menu.pages import Topic
from bot.packs.model import Kind
from bot.packs.parser.reader import find_packs, read_pack
from bot.packs.topics import TOPICS
from bot.packs.visibility import open_library
from bot.packs.waiting import hidden_lines
from bot.values.audience import Audience
from bot.values.page import parse
from tests.doors.web.browsing import opened
from tests.kit.crawler import KEPT_APART, crawl
from tests.packs.pack_kit import copied, edit
from tests.talk import FIXTURES, NOW, ROOT, TODAY, House, Person, our_packs, remember, the_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.packs.library import Library

NOTHING = ("nothing to read on that here", "читать об этом здесь пока нечего")
"""What stands above the topics for whoever comes to one that is hidden."""

LOST = ("not here any more", "Этой страницы уже нет")
INSIDE = (
    *KEPT_APART,
    "tip/",
    "help/",
    "class",
    "habits",
    "plan",
    "quiet",
    "tips/",
    "settings",
    "profiles",
    "desk",
)
"""What has tests of its own, and no list of anything that could be hidden."""

ITEMS = re.compile(r"(lesson|story|quiz|drill|round|path|campaign)/[^:]*$")


@cache
def as_run_shows_it() -> Library:
    """The library of our packs where `ALLOW_UNREVIEWED` is not set."""
    return open_library(our_packs(), TODAY)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "house", as_run_shows_it())
    yield house
    house.close()


def no_button_leads_to_an_empty_topic(person: Person, reads: Audience) -> None:
    for row in person.see().rows:
        for button in row:
            page = getattr(button, "page", None)
            if isinstance(page, Topic):
                assert page.topic in as_run_shows_it().topics(page.audience), (person.sees, reads)


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", ["ru", "en"])
def test_nobody_meets_an_empty_page(run: House, language: str, audience: Audience) -> None:
    person = Person(run, language=language)
    person.settles_in(audience)
    front = (
        "menu",
        "topics",
        "tip",
        "campaigns",
        "look",
        "drills",
        "rounds",
        "stories",
        "quizzes",
        "lessons",
        "class",
    )
    seen = crawl(person, front, (*INSIDE, "lesson/", "story/", "quiz/", "drill/", "round/", "path/", "campaign/"))
    lists = [page for path in seen if isinstance(page := parse(path), Topic)]
    assert {page.topic for page in lists if page.audience is audience} == {*run.packs.topics(audience)}
    for page in lists:
        person.visits(page.path)
        assert not any(words in person.sees for words in NOTHING), page
        items = [to for row in person.see().rows for one in row if ITEMS.match(to := one.page.path)]  # type: ignore[union-attr]
        assert items, page
        for path in items:
            person.visits(path)
            assert not any(words in person.sees for words in LOST), path
            no_button_leads_to_an_empty_topic(person, audience)


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", ["ru", "en"])
def test_no_words_lead_to_what_is_hidden(run: House, language: str, audience: Audience) -> None:
    """Its title, its topic's name, and what a reader would ask who looks for it."""
    person = Person(run, language=language)
    person.settles_in(audience)
    hidden = [work for work in run.packs.hidden if audience in work.source.audiences]
    assert hidden
    reader = Reader(the_phrases()[language], NOW, audience)
    asked = {topic_name(reader, topic) for topic in TOPICS}
    for work in hidden:
        item = work.files[language].get()
        asked |= {item.title, *item.asks[:2]}
    for words in sorted(asked):
        person.types(words)
        assert not any(told in person.sees for told in (*NOTHING, *LOST)), words
        no_button_leads_to_an_empty_topic(person, audience)


@pytest.mark.parametrize("audience", list(Audience))
def test_an_old_button_to_a_hidden_topic_leads_to_those_that_are_there(run: House, audience: Audience) -> None:
    person = Person(run)
    person.settles_in(audience)
    for topic in run.packs.hidden_topics()[audience]:
        person.visits(Topic(topic, audience).path)
        assert NOTHING[0] in person.sees
        assert "Choose what you are curious about" in person.sees
        no_button_leads_to_an_empty_topic(person, audience)


@pytest.mark.parametrize("audience", list(Audience))
def test_a_shared_link_to_a_hidden_item_leads_on(run: House, audience: Audience) -> None:
    person = Person(run)
    person.settles_in(audience)
    for work in run.packs.hidden:
        page = page_of(work.ref)
        if page is not None and audience in work.source.audiences:
            person.types(f"/start {payload_of(page)}")
            assert LOST[0] in person.sees
            assert {"☰ Menu", "🆘 Help"} <= {*person.labels}


async def test_a_browser_is_led_on_as_well(run: House) -> None:
    async with opened(run) as door:
        reader = door.browser()
        await reader.opens()
        await reader.taps("12–15")
        await reader.opens("/p/topic/intimate/12-15:0")
        assert NOTHING[0] in reader.sees
        assert "Passwords and accounts" in "".join(reader.see().labels)
        await reader.types("private pictures")
        assert NOTHING[0] not in reader.sees


def hiding(folder: Path, *files: str) -> Library:
    """The fixture packs in which these files wait for a specialist."""
    packs = copied(folder, *(found.name for found in find_packs([FIXTURES])))
    for file in files:
        edit(packs / file, "status: approved", "status: approved\nsensitive: true")
    return open_library([read_pack(found) for found in find_packs([packs])], TODAY)


ALL_OF_IT = ("lamp/light/9-11/lesson.ru.md", "lamp-sets/light/9-11/quiz.ru.md", "lamp/night/story.ru.md")


def test_a_path_and_a_campaign_that_lead_nowhere_are_not_offered(tmp_path: Path) -> None:
    library = hiding(tmp_path / "packs", *ALL_OF_IT, "lamp-rounds/safe/9-11/round.en.md")
    assert library.listing(Kind.PATH, Audience.TIER_9_11, "en") == ()
    assert library.listing(Kind.CAMPAIGN, Audience.TIER_9_11, "en", None) == ()
    house = House(tmp_path / "house", library)
    child, parent = Person(house, 1), Person(house, 2)
    child.settles_in("9-11")
    parent.settles_in("parent")
    parent.visits("campaigns")
    assert "Lamp week" in parent.sees, "its lesson for parents is shown"
    child.visits("campaigns")
    assert "Lamp week" not in child.sees
    child.visits("topics")
    assert "Two weeks of light" not in child.sees
    child.visits("path/lamp-paths/way/9-11")
    assert "is done" not in child.sees
    for words in ("two weeks of light", "lamp week"):
        child.types(words)
        assert not any(told in child.sees for told in LOST), words
        assert words not in child.sees.lower()
    house.close()


OPENS = """---
title: Places
status: approved
---
# Places

What opens at once.

## Pictures <a id="pictures"></a>

- open the lessons on private pictures

place: topic/intimate
"""


@pytest.mark.parametrize("hidden", [True, False])
def test_words_that_open_a_topic_are_passed_on_while_it_is_hidden(tmp_path: Path, *, hidden: bool) -> None:
    packs = copied(tmp_path / "packs")
    edit(packs / "lamp/light/9-11/lesson.ru.md", "topics: [accounts]", "topics: [intimate]\nsensitive: true")
    (packs / "lamp/places").mkdir()
    (packs / "lamp/places/talk.ru.md").write_text(OPENS, "utf-8")
    read = [read_pack(found) for found in find_packs([packs])]
    house = House(tmp_path / "house", open_library(read, TODAY, allow_unreviewed=not hidden))
    child = Person(house)
    child.settles_in("9-11")
    child.types("open the lessons on private pictures")
    assert ("The lamp and the secret" in child.sees) is not hidden
    assert NOTHING[0] not in child.sees
    house.close()


def test_tips_alone_make_no_topic() -> None:
    """Bullying has for parents one tip that needs no specialist; the list of the topic would be empty."""
    library = as_run_shows_it()
    assert library.listing(Kind.TIPS, Audience.PARENT, "en", "bullying")
    assert "bullying" not in library.topics(Audience.PARENT)
    assert "bullying" in library.hidden_topics()[Audience.PARENT]


def test_the_operator_is_told_how_many_items_and_topics_wait() -> None:
    library = as_run_shows_it()
    every = open_library(our_packs(), TODAY, allow_unreviewed=True)
    first, *topics = hidden_lines(library)
    assert f": {len(every) - len(library)} (ALLOW_UNREVIEWED=1" in first
    assert "topics without anything for 12-15: 4 of 14 (strangers, intimate, recruitment, wellbeing)" in topics
    assert len(topics) == len(Audience)
    assert hidden_lines(every) == []


def test_the_documents_say_how_much_is_hidden() -> None:
    """The numbers of today's packs, by whoever reads them before the first start."""
    library = as_run_shows_it()
    items, every = len(library.hidden), len(library.hidden) + len(library)
    operating = (ROOT / "docs/operating.md").read_text("utf-8")
    assert f"today {items} of {every} items" in operating
    rows = [
        f"| {audience.value} | {len(TOPICS) - len(topics)} of {len(TOPICS)} | {', '.join(topics)} |"
        for audience, topics in library.hidden_topics().items()
    ]
    assert operating.split("<!-- hidden -->")[1].strip().splitlines() == rows
    example = (ROOT / ".env.example").read_text("utf-8")
    assert f"# {items} items wait for a specialist's review" in example
    assert f"that leaves {len(library.topics(Audience.TIER_12_15))} of {len(TOPICS)} topics" in example
    assert f"every one of them, {items} items" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["LISTEN", "PUBLIC_URL", "ALLOW_UNREVIEWED"])
def test_the_example_of_settings_has_what_a_first_run_misses(name: str) -> None:
    assert re.search(rf"^(?:# )?{name}=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_new_class_without_a_lesson_on_trouble_leads_to_help(run: House, language: str) -> None:
    """The lessons that tell a teacher what to do wait for a specialist: what is promised has to be there."""
    teacher = Person(run, 71, language)
    remember(run.conversation.services, 71, language, run.clock.date(), who="educator", zone="UTC")
    teacher.visits("class/new/5/7")
    told = {"ru": "подскажет 🆘 Помощь", "en": "🆘 Help says what to do"}[language]
    assert told in teacher.sees
    teacher.taps({"ru": "Помощь", "en": "Help"}[language])
    assert "112" in teacher.sees


@pytest.mark.parametrize("word", ["суицид", "суициды", "самоубийство", "suicide"])
def test_one_word_for_it_opens_help_and_no_guess(run: House, word: str) -> None:
    child = Person(run, 72, "en" if word.isascii() else "ru")
    remember(run.conversation.services, 72, child.language, run.clock.date(), who="12-15", zone="UTC")
    child.types(word)
    assert "112" in child.sees

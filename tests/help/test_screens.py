"""The screens of Help: requirements 1, 2, 9, 11, 12, 14, 16, 20, 23 and 25 of the protocol, for all readers."""

import itertools
import re

import pytest

from bot.chat.helpwords import HELP_SIGN
from bot.chat.views import Views
from bot.features.help import countries, following
from bot.features.help.views import views
from bot.help import pages as help_pages
from bot.help.help_book import HelpBook, package_book
from bot.help.last_resort import last_resort
from bot.help.situations import ALL_LINES, MORE, URGENT, Group, Situation, numbered
from bot.values import limits
from bot.values.audience import Audience
from bot.values.page import parse
from bot.values.screen import Address, Copy, Link, Screen
from bot.values.text import utf16_length
from tests.help.reading import AUDIENCES, COUNTRIES, LOCALES, all_pages, copies, page, reader, sees, ways
from tests.talk import ROOT, the_phrases


def sendable(screen: Screen) -> None:
    """What Telegram demands of a message with buttons; a `tel:` address would lose the whole message."""
    words = screen.text.plain
    assert words.strip()
    assert utf16_length(words) <= limits.TEXT_UNITS
    assert len(screen.text.spans) <= limits.ENTITIES
    assert "tel:" not in words
    assert all(row and len(row) <= limits.ROW_BUTTONS for row in screen.rows)
    assert all(len(row) == 1 for row in screen.rows if isinstance(row[0], Copy)), "a phone cuts a number in a pair"
    buttons = list(itertools.chain(*screen.rows))
    assert len(buttons) <= limits.BUTTONS
    for button in buttons:
        assert 0 < len(button.label) <= limits.LABEL_CHARACTERS
        match button:
            case Link(_, leads_to):
                assert len(leads_to.path.encode()) <= limits.PATH_BYTES
                assert parse(leads_to.path) == leads_to
            case Copy(_, copied):
                assert 0 < len(copied) <= limits.COPY_CHARACTERS
            case Address():
                pytest.fail("a help screen needs no address button: addresses are plain words")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("country", COUNTRIES)
def test_every_screen_can_be_sent_to_everybody_everywhere(locale: str, country: str) -> None:
    for audience in AUDIENCES:
        who = reader(locale, audience, country)
        for found in all_pages(who):
            screen = sees(who, found)
            sendable(screen)
            assert screen.text.plain.startswith(HELP_SIGN)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_country_of_the_directory_can_be_shown(locale: str) -> None:
    for country in package_book().countries():
        stranger = reader(locale, None, "")
        sendable(sees(stranger, help_pages.HelpIn(country)))
        sendable(sees(stranger, help_pages.HelpPage(numbered(ALL_LINES, country))))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_01_every_help_screen_leads_back_to_help_and_to_the_menu(audience: Audience | None) -> None:
    who = reader("en", audience, "GB")
    for found in all_pages(who):
        paths = ways(sees(who, found))
        assert "menu" in paths
        assert "help" in paths or isinstance(found, help_pages.Help)


def test_02_help_draws_with_nothing_but_a_reader() -> None:
    pages = {
        *(
            help_pages.Help,
            help_pages.HelpPage,
            help_pages.HelpCountries,
            help_pages.HelpFound,
            help_pages.HelpIn,
            help_pages.HelpNext,
            help_pages.HelpHere,
            help_pages.HelpFine,
            help_pages.Heard,
        )
    }
    every = Views.merge(views, countries.views, following.views)
    assert set(every.without_store) == pages
    assert every.by_page == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_02_help_without_any_book_still_gives_a_number_and_an_adult(locale: str) -> None:
    who = reader(locale, None, "RU", book=HelpBook(problems=("gone",)))
    for found in (
        help_pages.Help(),
        help_pages.HelpCountries(0),
        help_pages.HelpPage(13),
        help_pages.HelpIn("KZ"),
    ):
        screen = sees(who, found)
        sendable(screen)
        assert "112" in screen.text.plain
        assert copies(screen) == ["112"] or isinstance(found, help_pages.HelpCountries)


def test_02_the_last_resort_needs_nothing_at_all() -> None:
    for phrases in the_phrases().values():
        screen = last_resort(phrases)
        sendable(screen)
        assert "112" in screen.text.plain
        assert copies(screen) == ["112"]
        assert ways(screen) == ["help", "menu"]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("locale", LOCALES)
def test_09_every_page_says_that_this_is_a_program_and_nobody_reads(
    locale: str, audience: Audience | None
) -> None:
    who = reader(locale, audience)
    told = who.say("I am a program. Nobody reads this chat live.")
    for found in all_pages(who):
        if not isinstance(found, help_pages.HelpCountries):
            assert told in sees(who, found).text.plain


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("situation", sorted(URGENT))
def test_11_an_urgent_page_begins_with_one_number_and_what_to_do_then_the_child_line(
    locale: str, situation: Situation
) -> None:
    first, *rest = sees(reader(locale), page(situation)).text.plain.split("\n")
    assert first.startswith(f"{HELP_SIGN} 112")
    to_do, line, _ = "\n".join(rest).partition("8-800-2000-122")
    assert line
    assert "• " in to_do
    assert re.search(r"взросл|grown-up", to_do)
    nowhere = sees(reader(locale, country=""), page(situation)).text.plain
    assert nowhere.startswith(f"{HELP_SIGN} 112 · 911")
    assert not re.search(r"Европа|Америка|Europe|America", nowhere), "where each serves stands behind it"


@pytest.mark.parametrize("locale", LOCALES)
def test_11_help_itself_begins_with_the_emergency_number(locale: str) -> None:
    for found in (help_pages.Help(), help_pages.HelpPage(MORE)):
        lines = [line for line in sees(reader(locale), found).text.plain.split("\n") if line]
        assert lines[2] == "112"


def test_11_police_stand_behind_the_number_for_everything() -> None:
    who = reader("en", country="BE")
    assert "112 · police 101" in sees(who, help_pages.HelpPage(ALL_LINES)).text.plain
    first = sees(who, help_pages.Help()).text.plain
    assert "112" in first
    assert "101" not in first, "one number at a glance"


@pytest.mark.parametrize("audience", [None, *(found for found in Audience if found.is_child)])
@pytest.mark.parametrize("locale", LOCALES)
def test_12_no_screen_of_a_child_names_the_parents(locale: str, audience: Audience | None) -> None:
    who = reader(locale, audience, "RU")
    for found in all_pages(who):
        words = sees(who, found).text.plain
        assert not re.search(
            r"\bродител|\bмам[аеуы]\b|\bпап[аеуы]\b|\bparents?\b|\bmum\b|\bmom\b", words, re.IGNORECASE
        )


def test_16_numbers_are_plain_words_and_copied_as_they_are() -> None:
    for country in package_book().countries():
        screen = sees(reader("en", Audience.TIER_12_15, country), help_pages.HelpPage(ALL_LINES))
        known = {number for line in package_book().lines(country, "en") for number in (line.phone, line.sms)}
        assert copies(screen), country
        assert set(copies(screen)) <= known, country
        assert all(number in screen.text.plain for number in copies(screen)), country


def test_16_a_short_code_stays_a_short_code() -> None:
    france = sees(reader("en", country="FR"), help_pages.HelpPage(ALL_LINES))
    assert "3114" in copies(france)
    assert "+3" not in france.text.plain
    assert "124" in copies(sees(reader("ru"), help_pages.HelpPage(ALL_LINES)))


def test_14_only_what_editors_send_to_the_studio_can_be_fetched() -> None:
    asks, fetches = set(), set()
    for file in (ROOT / "bot").rglob("*.py"):
        code = file.read_text(encoding="utf-8")
        asks |= {file.name} if re.search(r"\bGetFile|\bgetFile|get_file|download_file", code) else set()
        fetches |= {file.name} if re.search(r"\.download\(", code) else set()
    assert asks == {"api.py"}
    assert fetches == {"downloads.py"}, "who is no editor is turned away there (tests/doors/telegram)"


def test_20_addresses_say_nothing_of_the_trouble() -> None:
    for group, situation in itertools.product(Group, Situation):
        for country in ("", "RU", "ZW"):
            assert re.fullmatch(r"help/\d{2,6}", page(situation, group, 2, country).path)


@pytest.mark.parametrize(
    "path", ["help/0", "help/2", "help/27", "help/99", "help/413", "help/999999999", "help-in/QQ"]
)
def test_20_a_forged_or_old_address_is_answered_with_help(path: str) -> None:
    assert sees(reader("en", country="GB"), path).text.plain.startswith(f"{HELP_SIGN} Help")


@pytest.mark.parametrize("locale", LOCALES)
def test_23_nothing_on_a_help_screen_rewards_or_calls_back(locale: str) -> None:
    who = reader(locale)
    for found in all_pages(who):
        screen = sees(who, found)
        assert {path.split("/")[0].split(":")[0] for path in ways(screen)} <= {"help", "help-in", "menu"}
        assert not screen.documents
        assert screen.picture is None
        assert screen.asks is None


@pytest.mark.parametrize("locale", LOCALES)
def test_25_educators_hear_that_the_bot_does_not_watch_over_children(locale: str) -> None:
    who = reader(locale, Audience.EDUCATOR)
    told = who.say("I do not watch over children or see their chats.")
    assert told in sees(who, help_pages.Help()).text.plain
    assert told not in sees(reader(locale, Audience.PARENT), help_pages.Help()).text.plain


def test_each_group_reads_its_own_pages() -> None:
    for audience, group in (
        (None, Group.CHILD),
        (Audience.PARENT, Group.PARENT),
        (Audience.EDUCATOR, Group.EDUCATOR),
    ):
        who = reader("en", audience)
        assert page(Situation.HURT, group).path in ways(sees(who, help_pages.Help()))
        everything = [
            way for found in (help_pages.Help(), help_pages.HelpPage(MORE)) for way in ways(sees(who, found))
        ]
        assert {page(situation, group).path for situation in Situation} <= {*everything}


def test_cards_of_a_page_are_turned_forth_and_back() -> None:
    who = reader("en")
    first = sees(who, page(Situation.HURT))
    assert "help/112" in ways(first)
    last = sees(who, page(Situation.HURT, card=2))
    assert "help/112" in ways(last)
    assert "help/312" not in ways(last)


def test_a_page_on_blackmail_shows_where_pictures_are_removed() -> None:
    words = sees(reader("en", country="GB"), page(Situation.BLACKMAIL, card=2)).text.plain
    assert "https://takeitdown.ncmec.org" in words
    assert words.index("https://www.childline.org.uk/remove") < words.index("https://report.iwf.org.uk")


def test_a_child_is_not_shown_a_line_for_parents() -> None:
    assert "0800 111 0 550" not in sees(reader("en", country="DE"), help_pages.HelpPage(ALL_LINES)).text.plain
    parent = sees(reader("en", Audience.PARENT, "DE"), help_pages.HelpPage(ALL_LINES))
    assert "0800 111 0 550" in parent.text.plain


def test_a_text_message_says_which_word_to_send() -> None:
    screen = sees(reader("en", country="GB"), help_pages.HelpPage(ALL_LINES))
    assert "the word SHOUT to 85258" in screen.text.plain
    assert "85258" in copies(screen)


def test_languages_are_told_in_the_readers_language() -> None:
    assert "казахский" in sees(reader("ru", country="KZ"), help_pages.HelpPage(ALL_LINES)).text.plain
    assert "немецкий" in sees(reader("ru", country="DE"), help_pages.Help()).text.plain

"""Links: a command or a link from outside opens the page that declares it, and every shared page comes back."""

import pytest

from bot.chat import links
from bot.chat.instance import Instance
from bot.features.check import pages as check_pages
from bot.features.classes import pages as classes_pages
from bot.features.desk import pages as desk_pages
from bot.features.library import pages as library_pages
from bot.features.paths import pages as paths_pages
from bot.help import pages as help_pages
from bot.values import landmarks
from bot.values.page import every_page

CODE = "K7M2XW4ZQ9HD"

DIGITS = "012345"


@pytest.mark.parametrize("kind", [kind for kind in every_page() if kind.payload and kind.codings])
def test_a_link_with_a_code_opens_its_page_also_in_small_letters(kind: type) -> None:
    if kind is not check_pages.Check:
        page = kind(DIGITS if kind is desk_pages.DeskScreen else CODE)
        assert links.of_payload(links.payload_of(page)) == page
        assert links.of_payload(links.payload_of(page).lower()) == page
        assert links.is_coded(page)


def test_no_two_pages_have_a_command_or_a_payload_in_common() -> None:
    for declared in ("commands", "opens"):
        said = [getattr(kind, declared) for kind in every_page() if getattr(kind, declared)]
        each = [one for many in said for one in (many if isinstance(many, tuple) else (many,))]
        assert len(each) == len(set(each))
    payloads = [kind.payload for kind in every_page() if kind.payload]
    assert len(payloads) == len(set(payloads))


def test_a_lesson_is_shared_by_its_path() -> None:
    page = library_pages.Lesson("basics", "phishing/9-11")
    assert Instance(bot="mayak_bot").link(page) == "https://t.me/mayak_bot?start=lesson_basics_phishing_9-11"
    assert links.of_payload("lesson_basics_phishing_9-11") == page


def test_a_card_in_the_middle_a_path_and_nothing_at_all_are_no_links() -> None:
    assert links.of_payload("lesson_basics_phishing_9-11:door") is None
    assert links.of_payload("path_basics_9-11") is None
    assert links.of_payload("menu") is None
    assert links.of_payload("") is None
    for page in (paths_pages.Path("basics", "9-11"), classes_pages.Join()):
        with pytest.raises(ValueError, match="cannot be shared"):
            links.payload_of(page)


def test_signs_that_were_seen_elsewhere_open_the_check() -> None:
    assert links.of_payload("check") == check_pages.Check()
    assert links.of_payload("check_urgency_threat") == check_pages.Saw("urgency.threat")


def test_every_command_opens_its_page() -> None:
    assert links.of_command("sos") == help_pages.Help() == links.of_command("help")
    assert links.of_command("start") == landmarks.Start()
    assert links.of_command("no-such") is None

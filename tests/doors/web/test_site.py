"""Open reading: who comes with a browser reads, answers, searches and finds help, and nothing of it is stored."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from bot.chat.conversation import Reply
from bot.chat.turn import Reader
from bot.db.schema import metadata
from bot.db.schema import people as people_table
from bot.doors.web.clients import RateLimit
from bot.doors.web.markup import html_of, markup_of, with_links
from bot.doors.web.site import visitors
from bot.doors.web.site.guard import OF_A_VISIT, Guard
from bot.doors.web.site.rendering import LONGEST, Forms, More
from bot.doors.web.site.rendering import page as drawn
from bot.help.pages import Help
from bot.values.screen import Address, Copy, Document, Link, Picture, Screen
from bot.values.text import Text, bold, join, quote, styled
from tests.doors.web.browsing import opened, read
from tests.kit.site import NASTY, begins, stored
from tests.talk import NOW, House, Person, our_library, the_phrases

if TYPE_CHECKING:
    from pathlib import Path

FORGED = "made-up-by-somebody-else"


def lines(words: str) -> list[str]:
    return [line for line in words.split("\n") if line]


async def test_a_child_reads_the_first_lesson_in_one_tap(house: House) -> None:
    async with opened(house) as door:
        reader = door.browser()
        page = await reader.opens()
        assert (page.status, page.lang, page.heading) == (200, "en", "Who are you?")
        assert "I am Mayak" in page.words
        await reader.taps("9–11")
        assert reader.see().heading == "The secret of the lamp"
        await reader.taps("Next")
        assert "2 of 3" in reader.sees


async def test_a_story_a_quiz_and_a_round_are_played(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        story = await reader.opens("/p/story/lamp/night")
        assert (await reader.follows(story.ways[0])).words != story.words
        await reader.opens("/p/quiz/lamp-sets/light/9-11")
        asked = await reader.follows(reader.see().ways[0])
        told = await reader.types("1")
        assert told.status == 200
        assert (told.words, told.labels) != (asked.words, asked.labels)
        round_ = await reader.opens("/p/round/lamp-rounds/safe/9-11")
        assert round_.status == 200
        assert round_.ways


async def test_russian_is_spoken_to_who_asks_for_it_and_to_who_switches(house: House) -> None:
    async with opened(house) as door:
        russian = door.browser("ru-RU,ru;q=0.9,en;q=0.8")
        assert (await russian.opens()).lang == "ru"
        assert "Кто ты?" in russian.sees
        english = door.browser("de,en;q=0.5,ru;q=0.4")
        assert (await english.opens()).lang == "en"
        assert (await english.taps("Русский")).lang == "ru"
        assert (await english.opens("/p/menu")).lang == "ru"
        assert (await english.taps("🆘")).lang == "ru"
        assert (await door.browser("tlh;q=x, ,;q=").opens()).lang == "en"


async def test_nothing_of_a_visit_is_stored(house: House) -> None:
    before = stored(house)
    async with opened(house) as door:
        reader = await begins(door)
        await reader.types("my secret word")
        for path in (
            "lesson/lamp/light/9-11",
            "consent/on",
            "quiz/lamp-sets/light/9-11",
            "set/text/on",
            "export",
            "help",
        ):
            await reader.opens(f"/p/{path}")
        assert stored(house) == before
        memory = door.site.reading.conversation.services.stores
        with memory.durable.transaction() as db:
            assert not db.scalar(select(func.count()).select_from(people_table)), "nobody can agree here"


async def test_to_be_remembered_leads_to_the_chat(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        page = await reader.opens("/p/consent")
        agree = next(way for way in page.ways if "remember me" in way.label)
        assert agree.target == "https://t.me/mayak_test_bot"
        assert "I forget this visit" in (await reader.opens("/p/consent/on")).words


async def test_a_code_for_adults_leads_to_the_chat(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door, "Educator")
        for ask in ("/?start=teach_ABCDEFGH2345", "/p/teach/ABCDEFGH2345", "/p/edit/ABCDEFGH2345"):
            await reader.opens(ask)
            assert "A code opens in Telegram" in reader.sees
        await reader.types("/start teach_ABCDEFGH2345")
        assert "A code opens in Telegram" in reader.sees


async def test_a_link_to_a_lesson_opens_it_once_it_is_known_who_reads(house: House) -> None:
    async with opened(house) as door:
        reader = door.browser()
        await reader.opens("/?start=lesson_lamp_light_9-11")
        assert "Who are you?" in reader.sees
        await reader.taps("9–11")
        assert reader.see().heading == "The secret of the lamp"


async def test_words_are_typed_where_a_screen_asks_and_anywhere_else(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        assert "lamp" in (await reader.types("lamp")).words.lower() + reader.sees.lower()
        await reader.opens("/p/where/settings:0")
        page = await reader.types("Georgia")
        assert any("Georgia" in label for label in page.labels)


@pytest.mark.parametrize(("letter", "language"), [("ы", "ru"), ("字", "en"), ("\n", "en")])
async def test_a_message_as_long_as_telegrams_is_checked_to_its_end(
    ours: House, letter: str, language: str
) -> None:
    trap = "\nSend me your password before 18:00!"
    async with opened(ours) as door:
        reader = await begins(door, language=language)
        await reader.opens("/p/check")
        page = await reader.types("x" + letter * (LONGEST - len(trap) - 1) + trap)
        assert page.status == 200
        assert "Send me your password" in page.words
        await reader.opens("/p/check")
        assert "Send me your password" not in (await reader.types("ы" * LONGEST + trap)).words


async def test_line_breaks_of_a_browser_are_those_of_the_chat(ours: House) -> None:
    words = "Dear customer\r\n\r\nSend me your password before 18:00\r\nThe bank"
    child = Person(ours)
    child.settles_in("9-11")
    child.visits("check")
    child.types(words.replace("\r\n", "\n"))
    async with opened(ours) as door:
        reader = await begins(door)
        await reader.opens("/p/check")
        page = await reader.types(words)
        assert "“Send me your password” — They ask" in page.words
        assert set(lines(page.words)) <= set(lines(child.see().text.plain))


async def test_a_file_that_was_made_for_the_person_is_fetched(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        page = await reader.opens("/p/export")
        assert [file.label for file in page.files] == ["⬇ mayak.json", "⬇ mayak.txt"]
        status, headers, content = await reader.gets(page.files[0].target)
        assert status == 200
        assert "attachment" in headers["Content-Disposition"]
        assert content.startswith(b"{")
        assert headers["Content-Type"] == "application/octet-stream"


async def test_the_greetings_picture_is_served_and_an_unknown_one_is_not(house: House) -> None:
    async with opened(house) as door:
        reader = door.browser()
        page = await reader.opens()
        source = page.html.partition('class="picture" src="')[2].partition('"')[0]
        status, headers, content = await reader.gets(source)
        assert (status, headers["Content-Type"]) == (200, "image/png")
        assert content.startswith(b"\x89PNG")
        assert (await reader.gets("/file/0000000000000000"))[0] == 404
        assert (await reader.gets("/file/..%2f..%2fetc%2fpasswd"))[0] == 404


async def test_what_is_hard_to_undo_needs_a_button(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        page = await reader.opens("/p/forget/now")
        assert "Something is about to change" in page.words
        page = await reader.taps("No, go back")
        assert "📚 Topics for me" in [way.label for way in page.ways], "No leads to the menu"
        assert "Who are you?" not in reader.sees, "nobody was forgotten by a link"
        await reader.opens("/p/forget")
        assert next(way for way in reader.see().ways if "Yes" in way.label).form is not None
        page = await reader.taps("Yes, forget me")
        assert "Forgotten" in page.words
        assert not reader.cookies
        await reader.opens("/p/menu")
        assert "Who are you?" in reader.sees


async def test_a_visit_ends_by_a_button(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        old = dict(reader.cookies)
        form = reader.see().typing
        assert form
        await reader.sends("/end", form)
        assert reader.cookies != old
        assert "Who are you?" in reader.sees
        reader.cookies = old
        await reader.opens("/p/menu")
        assert "Who are you?" in reader.sees, "a cookie that somebody kept opens nothing"


async def test_a_visitor_is_forgotten_after_a_quiet_hour_and_words_typed_then_are_heard(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        house.later(minutes=61)
        await door.site.sweep()
        assert not len(door.site.visitors)
        page = await reader.types("help")
        assert "🆘" in page.heading


async def test_visitors_are_apart(house: House) -> None:
    async with opened(house) as door:
        child, parent = await begins(door), await begins(door, "Parent")
        await child.opens("/p/settings")
        await parent.opens("/p/settings")
        assert "9–11" in child.sees
        assert "9–11" not in parent.see().words


# Help


async def test_help_is_one_click_away_on_every_page(house: House) -> None:
    async with opened(house) as door:
        reader = door.browser()
        for path in (
            "/",
            "/p/who/9-11",
            "/p/lesson/lamp/light/9-11",
            "/p/nowhere",
            "/p/settings",
            "/p/help/12",
            "/p/forget/now",
        ):
            page = await reader.opens(path)
            sos = next(way for way in page.always if "🆘" in way.label)
            assert sos.target == "/p/help", path
            assert sos.form is None
        page = await reader.taps("🆘")
        assert "112" in page.words


async def test_help_and_reading_go_on_while_the_database_is_gone(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        house.stores.durable.is_open = False
        assert "112" in (await reader.taps("🆘")).words
        assert "🆘" in (await door.browser().opens("/p/help")).heading
        page = await reader.opens("/p/lesson/lamp/light/9-11")
        assert page.heading == "The secret of the lamp"
        house.stores.durable.is_open = True


async def test_a_number_is_dialled_by_a_tap(house: House) -> None:
    async with opened(house) as door:
        reader = door.browser()
        page = await reader.opens("/p/help-in/RU")
        more = await reader.opens("/p/help/9")
        assert page.status == more.status == 200
        screen = Screen(Text("112"), ((Copy("Copy 8 800 200-01-22", "8 800 200-01-22"),),))
        assert 'href="tel:88002000122"' in render(screen)


# Attacks


async def test_a_foreign_host_or_origin_is_refused_everywhere(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        form = reader.see().typing
        assert form
        for path in ("/", "/p/menu", "/p/help", "/static/site.css", "/manifest.webmanifest", "/file/0"):
            for foreign in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
                assert (await reader.gets(path, **foreign))[0] == 403, (path, foreign)
        for foreign in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
            assert (await reader.sends("/words", form | {"words": "help"}, **foreign)).status == 403
            assert (await reader.sends("/p/forget/now", form, **foreign)).status == 403


async def test_a_form_without_its_token_changes_nothing(house: House) -> None:
    async with opened(house) as door:
        reader, other = await begins(door), await begins(door)
        theirs = other.see().typing
        assert theirs
        for form in ({}, {"csrf": ""}, {"csrf": "0" * 32, "step": "1"}, theirs, {"csrf": "ключ"}):
            page = await reader.sends("/p/forget/now", form)
            assert page.status == 403
            assert "open for too long" in page.words
        await reader.opens("/p/settings")
        assert "9–11" in reader.sees


async def test_a_form_that_comes_again_counts_once(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        form = reader.see().typing
        assert form
        memory = door.site.reading.conversation.services.stores.visitors

        def steps() -> int:
            with memory.transaction() as db:
                return db.scalar(select(func.count()).select_from(metadata.tables["updates"])) or 0

        before = steps()
        for _ in range(3):
            page = await reader.sends("/words", form | {"words": "lamp"})
            assert page.status == 200
        assert steps() == before + 1


@pytest.mark.parametrize("cookie", [FORGED, "", "x" * 4000, "../../etc", "%00"])
async def test_a_forged_cookie_is_nobody(house: House, cookie: str) -> None:
    async with opened(house) as door:
        await begins(door)
        thief = door.browser()
        thief.cookies = {"mayak": cookie}
        page = await thief.opens("/p/settings")
        assert page.heading == "Who are you?"
        assert thief.cookies["mayak"] != cookie


async def test_a_link_of_another_site_opens_what_is_read_and_takes_no_visit_away(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        cookies, reader.cookies = reader.cookies, {}  # a browser keeps it back
        for path in ("/", "/p/lesson/lamp/light/9-11", "/p/set/text/on", "/p/consent/off", "/p/help"):
            status, headers, content = await reader.gets(path, **{"Sec-Fetch-Site": "cross-site"})
            assert "Set-Cookie" not in headers, path
            bounced = b'http-equiv="refresh" content="0"' in content
            assert (status, bounced) == (
                (303, False) if "set/" in path or "consent" in path else (200, "help" not in path)
            )
        reader.cookies = cookies
        await reader.opens("/p/settings")
        assert "Text mode: off" in reader.sees


async def test_every_answer_is_guarded(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        for path in (
            "/",
            "/p/menu",
            "/p/help",
            "/static/site.js",
            "/static/icon.svg",
            "/favicon.ico",
            "/manifest.webmanifest",
            "/file/0",
        ):
            status, headers, content = await reader.gets(path)
            assert status == (404 if path == "/file/0" else 200), path
            policy = headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'"), path
            assert "unsafe" not in policy
            assert "http" not in policy
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "same-origin"
            assert b"style=" not in content if path.startswith("/p/") else True
            assert headers.get("Cache-Control") == "no-store" if path.startswith("/p/") else True


async def test_the_cookie_is_for_this_site_alone(house: House) -> None:
    async with opened(house) as door:
        _, headers, _ = await door.browser().gets("/")
        told = headers["Set-Cookie"]
        assert "HttpOnly" in told
        assert "SameSite=Strict" in told
        assert "Secure" not in told, "this one is on http"
        safe = Guard("https://bot.example.org")
        assert (safe.cookie, safe.secure, safe.origin) == ("__Host-mayak", True, "https://bot.example.org")


def render(screen: Screen, path: str = "menu") -> str:
    reader = Reader(the_phrases()["en"], NOW)
    return drawn(reader, Reply(screen, path), Forms("0" * 32, 1), More())


@pytest.mark.parametrize("words", NASTY)
def test_no_word_of_a_pack_becomes_markup(words: str, tmp_path: Path) -> None:
    screen = Screen(
        join(
            [
                bold(words),
                quote(Text(words)),
                styled(words, "link", words),
                styled(words, "link", "https://a.example/" + words),
            ]
        ),
        ((Link(words, Help()), Address(words, "https://a.example/" + words), Copy(words, words)),),
        picture=Picture(tmp_path / "x.png", words, words),
        documents=(Document(words, b""),),
        alert=words,
    )
    page = render(screen)
    for sign in ("<script>alert", "<img src=x", "<svg/onload", "' onmouseover='", 'href="javascript:', ">49"):
        assert sign not in page
    seen = read(200, page, {})
    assert seen.heading == words
    assert [way.label for way in seen.ways] == [words] * 3


async def test_typed_words_never_become_markup(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        for words in NASTY:
            page = await reader.types(words)
            assert page.status == 200
            assert "<script>alert" not in page.html
            assert "onerror=alert(1)>" not in page.html


@pytest.mark.parametrize(
    "path",
    ["organise", "studio", "leading/1", "class/1", "edition/1", "judged/x", "../x", "%00", "lesson/" + "x" * 3000],
)
async def test_a_page_of_others_is_no_page_for_a_visitor(house: House, path: str) -> None:
    async with opened(house) as door:
        reader = await begins(door, "Educator")
        page = await reader.opens(f"/p/{path}")
        assert page.status in {200, 404}
        assert page.ways or page.status == 404


# One client takes nothing from others

PROXY = "X-Forwarded-For"


async def test_a_client_who_is_too_fast_is_asked_to_wait_and_still_finds_help(house: House) -> None:
    async with opened(house, PROXY) as door:
        fast = await begins(door, **{PROXY: "198.51.100.7"})
        calm = await begins(door, **{PROXY: "203.0.113.5"})
        door.site.guard._pages = RateLimit(20, 1.0)
        pages = [await fast.opens("/p/menu") for _ in range(OF_A_VISIT + 30)]
        assert pages[0].status == 200
        assert pages[-1].status == 429
        assert "faster than I can follow" in pages[-1].words
        assert pages[-1].headers["Retry-After"] == "2"
        assert "112" in (await fast.taps("🆘")).words
        assert (await calm.opens("/p/menu")).status == 200


async def test_who_floods_with_calls_for_help_takes_help_from_nobody_behind_the_same_address(house: House) -> None:
    """A school has one address: its pages wait then, Help does not."""
    async with opened(house) as door:
        door.site.guard._pages, door.site.guard._help = RateLimit(20, 0.01), RateLimit(20, 0.01)
        floods = door.browser()
        for _ in range(60 + OF_A_VISIT):
            await floods.opens("/p/help")
        child = door.browser("ru")
        page = await child.opens("/p/help")
        assert page.status == 200
        assert page.heading.startswith("🆘")
        assert "112" in page.words
        assert "8-800" in (await child.opens("/p/help-in/RU")).words
        assert (await child.opens("/p/menu")).status == 429
        assert len(door.site.visitors) <= 40, "who was too fast is nobody"


async def test_two_hundred_slow_requests_of_one_client_hold_up_nobody(house: House) -> None:
    async with opened(house, PROXY) as door:
        pupils = [await begins(door, **{PROXY: f"203.0.113.{at}"}) for at in range(40)]
        host, port = door.address.removeprefix("http://").split(":")
        slow = []
        for _ in range(200):
            _, writer = connection = await asyncio.open_connection(host, int(port))
            writer.write(
                f"POST /words HTTP/1.1\r\nHost: {host}:{port}\r\n{PROXY}: 198.51.100.7\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\nwo".encode()
            )
            slow.append(connection)
        await asyncio.sleep(0.1)
        loop = asyncio.get_running_loop()
        waits = []
        for pupil in pupils * 2:
            began = loop.time()
            assert (await pupil.opens("/p/menu")).status == 200
            waits.append(loop.time() - began)
        assert sorted(waits)[len(waits) // 2] < 0.25
        assert not door.site.guard._open, "they hold no place"
        beside = await begins(door, **{PROXY: "198.51.100.7"})
        assert (await beside.opens("/p/menu")).status == 200, "a school has one address: its pages are read on"
        for _, writer in slow:
            writer.close()


async def test_forms_that_are_none_are_refused(house: House) -> None:
    async with opened(house) as door:
        reader = await begins(door)
        form = reader.see().typing
        assert form
        assert (await reader.sends("/words", form | {"words": "x" * 50_000})).status == 413
        assert (await reader.sends("/words", form, **{"Content-Type": "text/plain"})).status == 415
        assert (await reader.sends("/words", form | {f"f{at}": "" for at in range(40)})).status == 400


def test_the_one_with_most_visitors_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "MOST", 4)
    known = visitors.Visitors()
    calm, _ = known.welcome("calm", NOW)
    greedy = [known.welcome("greedy", NOW)[0] for _ in range(3)]
    _, gone = known.welcome("new", NOW)
    assert gone == greedy[0]
    assert known.find(calm.token, NOW) == calm
    assert known.find(greedy[0].token, NOW) is None


# How words look


def test_an_address_that_is_known_is_a_link_and_no_other() -> None:
    text = Text("See https://a.example/x. Not https://b.example or ") + styled("https://a.example", "code")
    told = html_of(with_links(text, ("https://a.example",)))
    assert (
        'href="https://a.example/x" rel="noopener noreferrer" target="_blank">https://a.example/x</a>. Not' in told
    )
    assert told.count("<a ") == 1
    assert html_of(with_links(Text("http://127.0.0.1:80/live"), ("http://127.0.0.1:80",))).startswith("<a ")


async def test_help_names_addresses_that_a_tap_opens_and_a_lesson_none(house: House) -> None:
    async with opened(house) as door:
        reader = door.browser()
        page = await reader.opens("/p/help")
        assert '<a href="https://childhelplineinternational.org/helplines/"' in page.html


async def test_a_mistyped_address_leads_on_and_to_help(house: House) -> None:
    async with opened(house) as door:
        reader = door.browser("ru")
        page = await reader.opens("/nowhere/at/all", Accept="text/html")
        assert (page.status, page.lang) == (404, "ru")
        assert page.labels == ["☰ Меню", "🆘 Помощь"]
        assert "112" in (await reader.taps("🆘")).words
        assert (await reader.gets("/robots.txt", Accept="*/*"))[0] == 404


def test_a_quotation_a_heading_and_paragraphs_are_what_they_are() -> None:
    text = join(
        [bold("Title") + "\nfacts", "one\ntwo", quote(Text("said")), quote(Text("more")), Text("x") + bold("y")]
    )
    markup = markup_of(text)
    assert markup.heading == "Title"
    assert markup.html == (
        "<h1>Title</h1><p>facts</p><p>one\ntwo</p><blockquote><p>said</p><p>more</p></blockquote><p>x<b>y</b></p>"
    )
    assert markup_of(Text("plain")).heading == ""
    assert html_of(styled("a<b", "link", "http://x")) == "a&lt;b"


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_our_own_packs_are_read(tmp_path: Path, language: str) -> None:
    house = House(tmp_path, packs=our_library())
    async with opened(house) as door:
        reader = door.browser(language)
        await reader.opens("/p/who/9-11")
        for kind in ("lesson", "story", "quiz", "drill", "round"):
            await reader.opens(f"/p/items/{kind}/9-11:0")
            first = reader.see().ways[0]
            page = await reader.follows(first)
            assert page.status == 200
            assert page.lang == language
            assert len(page.html) < 60_000
            assert page.ways
    house.close()

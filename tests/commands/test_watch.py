"""The preview follows an editor: the file saved last, two languages, all readers, problems beside their lines."""

from __future__ import annotations

import asyncio
import os
import re
from base64 import b64encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from aiohttp import ClientSession

from bot.chat.item_screens import screens
from bot.chat.stage import stage
from bot.commands.preview.bundle import item_of
from bot.commands.preview.preview import Preview, approved_copy
from bot.commands.preview.readers import Readers
from bot.commands.preview.watch import follow, watching
from bot.packs.parser.reader import find_packs, read_pack
from bot.packs.visibility import open_library
from bot.values.audience import Audience
from simulator import Simulator
from tests.doors.telegram.servers import until
from tests.packs.pack_kit import FIXTURES, TODAY, copied
from tests.packs.recordings import recording, spoken

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
RUSSIAN, ENGLISH = "light/9-11/lesson.ru.md", "light/9-11/lesson.en.md"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copied(tmp_path) / "lamp"


def save(file: Path, old: str = "", new: str = "") -> None:
    """Save a file as an editor does, later than all others."""
    words = file.read_text("utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), "utf-8")
    newest = max(path.stat().st_mtime for path in file.parents[2].rglob("*"))
    os.utime(file, (newest + 1, newest + 1))


def test_the_item_that_was_saved_last_is_shown_in_two_languages_to_all_its_readers(pack: Path) -> None:
    save(pack / RUSSIAN)
    drawn = Preview(pack).draw(NOW)
    assert "<h1>lesson: light/9-11</h1>" in drawn
    assert re.findall(r'<div class="column" lang="(\w+)">', drawn) == ["ru", "en"]
    assert re.findall(r"<h3>([\w-]+)</h3>", drawn) == ["9-11", "educator"] * 2
    assert "Ключ можно дать чужому" in drawn
    assert "You may give the key to a stranger" in drawn
    assert drawn.count("🆘 Нужна помощь") >= 1
    assert "/start lesson_lamp_light_9-11" in drawn
    save(pack / "night/story.en.md")
    assert "<h1>story: night</h1>" in Preview(pack).draw(NOW)


def test_a_problem_stands_below_its_line_and_the_last_good_screens_stay(pack: Path) -> None:
    preview = Preview(pack)
    save(pack / RUSSIAN)
    assert 'class="old"' not in preview.draw(NOW)
    save(pack / RUSSIAN, "- [x] Неправда", "- [ ] Неправда")
    drawn = preview.draw(NOW)
    assert re.search(r"<i>25</i>- \[ \] Правда</div><div class=\"problem error\"><b>E201</b>", drawn)
    assert "Ключ можно дать чужому" in drawn.split('class="old"')[1]
    save(pack / RUSSIAN, "- [ ] Неправда", "- [x] Неправда")
    assert 'class="old"' not in preview.draw(NOW)


def test_a_card_read_aloud_can_be_heard_by_whom_the_bot_offers_it_to(tmp_path: Path) -> None:
    pack = spoken(tmp_path, "lamp", "remember")
    drawn = Preview(pack).draw(NOW, "light/6-8/lesson.ru.md")
    russian, english = drawn.split('<div class="column"')[1:]
    child, educator = russian.split("<h3>educator</h3>")
    assert child.count("<audio controls") == 2
    assert child.index("🔊 Вот лампа") < child.index("<audio controls", child.index("<audio controls") + 1)
    assert "<audio" not in educator + english, "no educator is offered it, and nobody has read the English cards"
    assert (
        sum(f"data:audio/ogg;base64,{b64encode(recording()).decode()}" in part for part in child.split("<audio"))
        == 2
    )


def test_drafts_are_shown_and_a_missing_translation_is_told(pack: Path) -> None:
    save(pack / RUSSIAN, "status: approved", "status: draft")
    (pack / ENGLISH).unlink()
    drawn = Preview(pack).draw(NOW)
    assert "Секрет лампы" in drawn
    assert "There is no such file yet." in drawn


def test_what_a_pack_holds_is_escaped(pack: Path) -> None:
    save(pack / RUSSIAN, "Так бывает.", "Так `<script>alert(1)</script>` бывает.")
    drawn = Preview(pack).draw(NOW)
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_the_demos_copy_counts_drafts_as_approved_and_leaves_the_pack_alone(pack: Path, tmp_path: Path) -> None:
    save(pack / RUSSIAN, "status: approved", "status: draft")
    before = {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()}
    for _ in range(2):
        approved_copy(pack, tmp_path / "copy")
    library = open_library([read_pack(tmp_path / "copy")], TODAY)
    assert library.find(read_pack(pack).files[RUSSIAN].kind, "lamp", "light/9-11", "ru")
    assert {path: path.read_bytes() for path in pack.rglob("*") if path.is_file()} == before


async def test_the_page_draws_anew_with_every_save(pack: Path) -> None:
    save(pack / RUSSIAN)
    async with watching(pack, lambda: NOW, "http://127.0.0.1:1") as address, ClientSession() as browser:
        answer = await browser.get(f"{address}/")
        assert "media-src data:" in answer.headers["Content-Security-Policy"]
        page = await answer.text()
        assert "/watch.js" in page
        assert (await browser.get(f"{address}/watch.js")).content_type == "text/javascript"
        first = await (await browser.get(f"{address}/drawn")).json()
        assert "Секрет лампы" in first["html"]
        asking = asyncio.create_task(browser.get(f"{address}/drawn", params={"since": first["stamp"]}))
        await asyncio.sleep(0.1)
        save(pack / RUSSIAN, "## Секрет лампы", "## Тайна лампы")
        second = await (await asking).json()
        assert second["stamp"] != first["stamp"]
        assert "Тайна лампы" in second["html"]
        foreign = await browser.get(f"{address}/drawn", headers={"Host": "evil.example"})
        assert foreign.status == 403
        assert (await browser.get(f"{address}/", headers={"Sec-Fetch-Site": "cross-site"})).status == 403


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "file", "said"),
    [
        ("lamp-sets", "light/12-15/quiz.ru.md", ["<summary>", "Давай посмотрим.", "▶ Начать"]),
        ("lamp", "light/9-11/tips.ru.md", ["💡 ", "🔔 Советы время от времени"]),
        ("lamp", "glossary.ru.md", ["Меню"]),
        ("lamp", "night/story.ru.md", ["<summary>", "Выбор: "]),
    ],
)
def test_each_kind_is_drawn_by_the_bot_itself(tmp_path: Path, folder: str, file: str, said: list[str]) -> None:
    pack = copied(tmp_path) / folder
    drawn = Preview(pack).draw(NOW, file)
    bubbles = drawn[drawn.index('class="bubble"') :]
    assert [words for words in said if words not in bubbles] == []


@pytest.mark.parametrize("locale", ["ru", "en"])
def test_a_quiz_shows_each_question_once_and_what_is_said_to_each_answer(tmp_path: Path, locale: str) -> None:
    folder = copied(tmp_path) / "lamp-sets"
    pack = read_pack(folder)
    item = item_of(pack, f"light/12-15/quiz.{locale}.md")
    assert item
    with stage([pack], NOW) as opened:
        seen = screens(opened, item, Audience.TIER_12_15)
    for card in item.cards:
        assert card.question
        mine = [one for one in seen if card.title in one.screen.text.plain]
        assert [one.tapped for one in mine] == ["", *(words for _, words in card.question.examples())]
        feedback = [option.feedback.plain for option in card.question.options if option.feedback]
        if card.question.name in {"choice", "true-false"}:
            assert all(words in "".join(one.screen.text.plain for one in mine) for words in feedback)


@pytest.mark.slow
@pytest.mark.parametrize("file", ["week/campaign.ru.md", "fest/campaign.ru.md"])
def test_a_campaign_shows_its_invitation_and_all_that_is_sent_both_variants_too(file: str) -> None:
    packs = [read_pack(folder) for folder in find_packs([FIXTURES])]
    item = item_of(next(pack for pack in packs if file in pack.files), file)
    assert item
    audience = item.audiences[0]
    with stage(packs, NOW) as opened:
        about, invitation, *days, keepsake = screens(opened, item, audience)
        campaign = opened.library.campaign(item.ref.pack, item.ref.item)
        assert opened.now == NOW
    assert campaign
    assert item.title in about.screen.text.plain
    assert item.title in invitation.screen.text.plain
    assert item.title in keepsake.screen.text.plain
    assert keepsake.screen.picture
    cards = [item.card(step.id) for step in campaign.steps if audience in step.leads]
    assert len(days) == len(cards)
    for card in cards:
        assert card
        assert any(card.title in day.screen.text.plain for day in days)


@pytest.mark.slow
async def test_readers_in_the_chat_go_where_the_editor_saved(pack: Path, tmp_path: Path) -> None:
    from bot.demo import TOKEN, demo_settings, joined  # noqa: PLC0415 - aiogram costs seconds to import

    save(pack / RUSSIAN, "status: approved", "status: draft")
    target = tmp_path / "shown" / "lamp"
    target.parent.mkdir()
    approved_copy(pack, target)
    async with Simulator(TOKEN) as telegram:
        settings = demo_settings(tmp_path, telegram.url)
        settings.packs = str(target.parent)
        async with joined(telegram, settings) as app:
            stop, readers = asyncio.Event(), Readers(telegram)
            running = asyncio.create_task(app.run(stop))
            following = asyncio.create_task(follow(pack, target, lambda: app.services.library, readers))

            def seen() -> list[tuple[str, str, bool]]:
                """Return whose chats there are, and whether what was saved last stands there now."""
                people = [(locale, who.value, reader.see(1)) for (locale, who), reader in readers.people.items()]
                return [(locale, who, words[locale] in str(shown)) for locale, who, shown in people]

            words = {"ru": "Секрет лампы", "en": "The secret of the lamp"}
            everybody = [(locale, who, True) for locale in ("ru", "en") for who in ("9-11", "educator")]
            await until(lambda: seen() == everybody)
            save(pack / ENGLISH, "## The secret of the lamp", "## What the lamp hides")
            words["en"] = "What the lamp hides"
            await until(lambda: seen() == everybody)
            following.cancel()
            stop.set()
            await asyncio.wait_for(running, 60)


@pytest.mark.slow
async def test_the_demo_watches_a_pack_and_its_bot_serves_the_draft(pack: Path) -> None:
    from bot.demo import TOKEN, demo  # noqa: PLC0415 - as above

    save(pack / RUSSIAN, "status: approved", "status: draft")
    stop, told = asyncio.Event(), asyncio.get_running_loop().create_future()
    running = asyncio.create_task(demo(0, lambda address, _: told.set_result(address), stop, watch=pack))
    address = await asyncio.wait_for(told, 60)
    async with ClientSession() as browser:
        drawn = await (await browser.get(f"{address}/drawn")).json()
        assert "Секрет лампы" in drawn["html"]
        page = await (await browser.get(f"{address}/")).text()
        chat = re.findall(r"href='(http://127.0.0.1:\d+)'", page)
        assert (await browser.get(chat[0])).status == 200
    stop.set()
    await asyncio.wait_for(running, 60)
    assert TOKEN not in page

"""A class over the wire: made, printed, joined by link, given a set, told in waking hours, begun."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tests.doors.telegram.servers import press, sees, settled, until

if TYPE_CHECKING:
    from bot.app import App
    from simulator import GroupHandle, PersonHandle, Simulator

pytestmark = pytest.mark.slow


async def press_like(person: PersonHandle, pattern: str) -> None:
    """Press the first button whose label begins like this."""

    def labels() -> list[str]:
        return [label for row in person.buttons() for label in row if re.match(pattern, label)]

    await until(lambda: bool(labels()))
    await person.press(labels()[0])


def documents(person: PersonHandle) -> list[str]:
    return [message["document"]["file_name"] for message in person.see() if "document" in message]


async def in_a_group(bot: App, telegram: Simulator) -> tuple[PersonHandle, PersonHandle, GroupHandle]:
    """A teacher and a pupil in a group in which a live quiz has begun."""
    teacher, pupil = telegram.person("educator"), telegram.person("child-10")
    settled(bot, teacher, who="educator")
    with bot.stores.durable.transaction() as db:
        db.execute(text("UPDATE people SET locale = 'ru'"))
    await teacher.send("/class")
    await press(teacher, "➕ Создать класс", "4 кл. (10)", "▶ К классу", "➕ Дать задание", "Пароли и аккаунты")
    await press_like(teacher, "❓")
    await press(teacher, "📽 Вживую на уроке", "👥 Начать в группе класса")
    await sees(teacher, "Выберите группу класса")
    group = telegram.new_group("4 «Б»", [teacher.id, pupil.id], bot=False)
    link = re.search(r"startgroup=(live_\w+)", str(teacher.see(1)))
    assert link
    await teacher.start_in_group(group, link[1])
    await sees(teacher, "Группа выбрана.")
    await until(lambda: "Опросы анонимные" in said(telegram, group))
    await press(teacher, "▶ Первый вопрос")
    return teacher, pupil, group


def groups_known(bot: App) -> int:
    with bot.stores.durable.transaction() as db:
        return int(db.execute(text("SELECT count(*) FROM groups")).scalar_one())


def said(telegram: Simulator, group: GroupHandle) -> str:
    """All that stands in a group."""
    return str([*telegram.world.room(group.id).log.values()])


async def test_a_group_moves_and_who_leads_leaves(bot: App, telegram: Simulator) -> None:
    teacher, pupil, group = await in_a_group(bot, telegram)
    await until(lambda: "'type': 'quiz'" in said(telegram, group))
    await pupil.vote(1, chat_id=group.id)
    await group.upgrade()
    await press(teacher, "⏸ Закрыть вопрос", "💡 Показать ответ")
    await until(lambda: "✓ Лампа" in said(telegram, group))
    await press(teacher, "▶ Следующий вопрос")
    await until(lambda: said(telegram, group).count("'type': 'quiz'") == 1)
    await pupil.vote(0, 1, chat_id=group.id)
    await teacher.send("/forget")
    await press(teacher, "Да, забыть меня")
    await until(lambda: group.group.bot == "left")
    assert said(telegram, group).count("Спасибо за участие! Теперь я выхожу из группы.") == 1
    assert said(telegram, group).count("'is_closed': True") == 1
    await until(lambda: groups_known(bot) == 0)
    assert not telegram.journal.red


async def test_a_live_quiz_in_a_group_over_real_calls(bot: App, telegram: Simulator) -> None:
    teacher, _, group = await in_a_group(bot, telegram)

    def there(words: str) -> bool:
        return words in said(telegram, group)

    await until(lambda: there("'type': 'quiz'"))
    await press(teacher, "⏸ Закрыть вопрос")
    await until(lambda: there("'is_closed': True"))
    await press(teacher, "💡 Показать ответ")
    await until(lambda: there("✓ Лампа"))
    await press(teacher, "⏹ Закончить квиз")
    await press(teacher, "⏹ Да, закончить")
    await until(lambda: there("Теперь я выхожу из группы."))
    await until(lambda: group.group.bot == "left")
    await until(lambda: groups_known(bot) == 0)
    assert not telegram.journal.red


async def test_a_class_from_the_first_tap_to_what_it_understood(bot: App, telegram: Simulator) -> None:
    teacher, child = telegram.person("educator"), telegram.person("child-10")
    settled(bot, teacher, who="educator")
    await teacher.send("/class")
    await press(teacher, "➕ Создать класс", "4 кл. (10)")
    await sees(teacher, "бот ни за кем не присматривает")
    await press(teacher, "▶ К классу", "🖨 Плакат и лист-ключ")
    # On a slow machine the first ones are owed after two seconds and come once more, with all the rest.
    files = ["mayak-class.png", "mayak-class.pdf", "mayak-keys.pdf"]
    await until(lambda: documents(teacher)[-3:] == files)
    with bot.stores.durable.transaction() as db:
        code = db.execute(text("SELECT code FROM classrooms")).scalar_one()
    await child.send(f"/start class_{code}")
    await press(child, "Я не против, запомни меня", "Вступить")
    await sees(child, "Здесь твоё имя:")
    await teacher.send("/class")
    await press_like(teacher, r"🏫 (?!Классы)")
    await sees(teacher, "В классе 1 ученик.")
    await press(teacher, "➕ Дать задание", "Пароли и аккаунты")
    await press_like(teacher, "❓")
    await press_like(teacher, "До ")
    await sees(teacher, "Задано классу")
    morning = telegram.clock.now().astimezone(UTC) + timedelta(days=1)
    nine = datetime(morning.year, morning.month, morning.day, 6, tzinfo=UTC)
    telegram.clock.advance((nine - telegram.clock.now()).total_seconds())
    await sees(child, "Задание класса")
    told = [message for message in child.see() if "Задание класса" in message.get("text", "")]
    assert len(told) == 1
    await press(child, "▶ Начать")
    await sees(child, "1 из 7")
    for message in teacher.see():
        assert not re.search(r"child-10|Ребёнок 10", str(message)), "nothing of the child reaches the teacher"
    await press(teacher, "📊 Как идут дела", "📝 Результаты с бумаги")
    await until(lambda: documents(teacher)[-1:] == ["mayak-paper-results.csv"])
    await teacher.attach("document", "sheet.csv", "1;Б".encode("cp1251"))
    await sees(teacher, "Строка 1, столбец 2: Здесь должно стоять «1. ")
    await child.attach("document", "sheet.csv", b"1")
    await sees(child, "Картинки, видео")
    assert len([call for call in telegram.journal if call.method == "getFile"]) == 1, "the teacher's sheet alone"
    assert not telegram.journal.red

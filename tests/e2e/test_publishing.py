"""Publishing in a browser, as `docs/editors/publish.ru.md` tells it: invited, sent, tried out, reviewed, read,
flagged, and what a new edition would change is told before it serves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.chat import CHILD_10, EDUCATOR, PARENT, Chat
from tests.kit.studio import PACK, changed, zipped
from tests.kit.studio_chat import goes, invites, joins, reads_every_change, sends

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
ORGANISERS = str(EDUCATOR)
RAISED = PACK["pack.yml"].replace("1.0.0", "1.1.0")


def test_from_a_file_to_a_childs_screen_and_back_by_a_flag(
    chat_of: Callable[..., Chat], shot: Callable[[Page, str], None]
) -> None:
    organiser, editor, child = (
        chat_of(EDUCATOR),
        chat_of(PARENT, locale="ru-RU"),
        chat_of(CHILD_10, locale="ru-RU"),
    )
    organiser.settles_in("Педагог")
    editor.settles_in("Родитель")
    child.settles_in("9–11 лет")
    joins(editor, invites(organiser, "Editor"))
    joins(organiser, invites(organiser, "Reviewer"))
    sends(editor, "harbour.zip", zipped(changed("minutes: 2", "minutes: two")))
    editor.sees("Пока не принято", "boats/9-11/lesson.en.md:7")
    shot(editor.page, "1-refused")
    sends(editor, "harbour.zip", zipped(PACK))
    editor.sees("Черновик здесь: Harbour 1.0.0")
    goes(
        editor,
        ("👁 Посмотреть глазами читателя", "За кого посмотреть?"),
        ("9–11 лет · Русский", "A boat of one's own"),
        ("A boat of one's own", "A boat has a lock."),
    )
    shot(editor.page, "2-preview")
    goes(
        editor,
        ("👁 Закончить просмотр", "черновик"),
        ("📤 Сдать рецензенту", "никто его не проходит"),
        ("📤 Да, сдать", "ждёт рецензента"),
    )
    organiser.writes("/menu")
    organiser.sees("интересно")
    goes(
        organiser,
        ("🛠 Мастерская", "Рецензент 2"),
        ("📥 Harbour 1.0.0", "ждёт рецензента"),
    )
    reads_every_change(organiser)
    goes(
        organiser,
        ("✅ Принять и опубликовать", "Принять?"),
        ("✅ Да, опубликовать", "✅ показывается"),
    )
    asks_until_it_serves(child)
    child.taps("ⓘ")
    goes(child, ("🚩 Что-то не так?", "Что здесь не так?"))
    shot(child.page, "3-flag")
    goes(child, ("Трудно понять", "Сигнал засчитан"), ("▶ Продолжить", "A boat has a lock."))
    what_changes_for_people_is_told(editor, shot)
    editor.writes("/menu")
    editor.sees("интересно")
    goes(editor, ("🛠 Мастерская", "Редактор 1"), ("🚩 Сигналы о карточках", "Трудно понять: меньше 10"))
    shot(editor.page, "5-flags")


def asks_until_it_serves(child: Chat) -> None:
    """Every process looks each two seconds what serves; until then the link leads nowhere."""
    for _ in range(20):
        before = child.screen.get_attribute("data-id") or ""
        child.writes("/start lesson_harbour_boats_9-11")
        # The answer to this very question, not the one before: what is tapped next must be the newest message.
        expect(child.screen).not_to_have_attribute("data-id", before)
        expect(child.screen).to_contain_text(re.compile("Этой страницы|A boat has a lock"))
        if "A boat has a lock" in child.screen.inner_text():
            return
        child.page.wait_for_timeout(500)
    pytest.fail("it does not serve")


def what_changes_for_people_is_told(editor: Chat, shot: Callable[[Page, str], None]) -> None:
    """A second edition, whose second card says something else."""
    words = changed("A boat has a lock.", "Every boat has a lock.")
    sends(editor, "harbour.zip", zipped({**words, "pack.yml": RAISED}))
    editor.sees("Черновик здесь: Harbour 1.1.0")
    goes(editor, ("📤 Сдать рецензенту", "Сейчас проходят: меньше 10"))
    editor.sees("свою карточку изменённой: меньше 10")
    expect(editor.screen).to_contain_text("Сдать рецензенту?")
    shot(editor.page, "4-reach")

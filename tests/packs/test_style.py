"""Style: what a human editor would mark is marked; what only looks like it is not."""

from __future__ import annotations

import pytest

from bot.packs.lint.readability import measure, sentences
from bot.packs.model import Kind
from tests.packs.pack_kit import codes, draft


def warned(words: str, locale: str = "ru") -> set[str]:
    found = draft(f'## Карточка <a id="c"></a>\n\n{words}\n', style=True, locale=locale)
    return {code for code in codes(found) if code.startswith("W6")}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Это просто ужас.", "W604"),
        ("Фото останется там навсегда.", "W604"),
        ("Ты сам виноват.", "W605"),
        ("Ну зачем отправил фото?", "W605"),
        ("Ты нажал на ссылку.", "W607"),
        ("Если ты случайно отправила код, скажи взрослому.", "W607"),
        ("Теперь ты готов(а)? Сделал(а) всё?", "W607"),
        ("Открой Ютуб и смотри.", "W608"),
        ("Спроси маму или папу.", "W609"),
        ("Смотри 🎉 🎉 🎉", "W612"),
        ("Введи password сюда.", "W618"),
        ("Это твой пaроль.", "W619"),
        ("Не теряй серию!", "W623"),
        ("Никогда не беги. Никогда не сиди. Всегда смотри. Всегда спроси.", "W606"),
    ],
)
def test_what_an_editor_would_mark(words: str, code: str) -> None:
    assert code in warned(words)


@pytest.mark.parametrize(
    "words",
    [
        "«Ты выиграл робота!» — так пишет обманщик.",
        "Это не твоя вина. Ты ни в чём не виноват, так бывает.",
        "Вот ты, стол и файл. Ты стол видишь?",
        "Спроси маму, папу или другого взрослого.",
        "Спроси маму или папу. А можно бабушку.",
        "Телефон с SIM-картой и Wi-Fi, код QR и PIN.",
        "Письмо пришло с адреса `paypa1-login.com` ночью.",
        "На экране слово «password» и кнопка.",
        "Одноклассник прислал ссылку. Открой окно.",
        "Молодец 🎉 👩‍👩‍👧‍👦",
        "Ребята из пятого «А» играют в 3D.",
    ],
)
def test_what_only_looks_like_it(words: str) -> None:
    assert warned(words) == set()


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("steam comes out of the window and windows are open, the amazon is a river", True),
        ("Whoever did it is at fault, not you. It is not your fault.", True),
        ("It was your own fault.", False),
        ("Never mind. He always walks.", True),
        ("Ask mum or dad.", False),
        ("Ask mum or dad or any grown-up you trust.", True),
    ],
)
def test_english_words(words: str, clean: bool) -> None:  # noqa: FBT001 - a case
    assert (warned(words, "en") == set()) is clean


def test_a_wrong_option_may_say_what_is_wrong() -> None:
    options = "- [ ] Сам виноват\n  > Винить не надо.\n- [x] Я рядом\n- [ ] Молчу\n  > Скажи.\n"
    found = draft(f'## Что ты скажешь? <a id="c"></a>\n\n{options}', Kind.QUIZ, style=True, locale="ru")
    assert "W605" not in codes(found)


def test_sources_may_name_brands_and_foreign_words() -> None:
    found = draft(
        '## Карточка <a id="c"></a>\n\nСлово.[^n]\n\n[^n]: Google, Be Internet Awesome, 2021.\n',
        style=True,
        locale="ru",
    )
    assert not {"W608", "W618"} & codes(found)


def test_sentences_inside_quotation_marks_stand_for_themselves() -> None:
    assert sentences("Тебе пишут: «Я админ. Пришли код» — и ждут. Что делать?") == [
        ["Тебе", "пишут"],
        ["Я", "админ"],
        ["Пришли", "код"],
        ["и", "ждут"],
        ["Что", "делать"],
    ]


def test_reading_ease_is_that_of_the_published_formulas() -> None:
    russian = measure([["мама", "мыла", "раму"]] * 20, "ru")
    assert russian
    assert russian.ease == pytest.approx(206.835 - 1.3 * 3 - 60.1 * 2)
    english = measure([["the", "table", "made", "of", "wood"]] * 20, "en")
    assert english
    assert english.ease == pytest.approx(206.835 - 1.015 * 5 - 84.6 * 6 / 5)
    kazakh = measure([["сөз"]] * 60, "kk")
    assert kazakh
    assert kazakh.ease is None
    assert measure([["мало", "слов"]], "ru") is None


@pytest.mark.parametrize(("tier", "wants"), [("6-8", set[str]()), ("9-11", {"W114"})])
def test_a_tale_for_the_youngest_needs_no_source(tier: str, wants: set[str]) -> None:
    assert codes(draft('## The key <a id="key"></a>\n\nFox wants the key.\n', tier=tier)) == wants

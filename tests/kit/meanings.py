"""A pack whose questions mean different things in two languages."""

from __future__ import annotations

from tests.kit.studio import PACK, QUIZ

RUSSIAN = """---
title: Замки
objective: Выбрать замок.
translation: {of: en, hash: "", by: human, reviewed: false}
---
# Замки

Какой замок держит.[^guide]

## Что держит? <a id="holds"></a>

Какой замок крепкий?

- [x] Длинное слово
- [ ] 1234
  > Четыре цифры угадывают за секунду.

## Что хранить? <a id="keep"></a>

Что остаётся только у тебя?

- [ ] Лодка
  > Лодку видят все.
- [x] Ключ

[^guide]: Путеводитель по гавани, 2020.
"""


ENGLISH = QUIZ.replace(
    "\n[^guide]: H",
    """
## What to keep? <a id="keep"></a>

What stays with you alone?

- [ ] The boat
  > Everybody sees the boat.
- [x] The key

[^guide]: H""",
)


FILES = {
    "pack.yml": PACK["pack.yml"].replace("locales: [en]", "locales: [en, ru]"),
    "boats/9-11/quiz.en.md": ENGLISH,
    "boats/9-11/quiz.ru.md": RUSSIAN,
}

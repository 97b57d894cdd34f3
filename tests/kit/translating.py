"""A pack in two languages whose source has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kit.comparing import raised, sent
from tests.kit.reviewing import approves
from tests.kit.studio import PACK, zipped

if TYPE_CHECKING:
    from tests.talk import Person

RUSSIAN = """---
title: Своя лодка
objective: Запереть лодку.
translation: {of: en, hash: "HASH", by: human, reviewed: true}
---
# Своя лодка

Как лодка остаётся твоей.[^guide]

## Замок <a id="lock"></a>

У лодки есть замок. Ключ только у тебя.

## Что держит? <a id="holds"></a>

Какой замок крепче?

- [x] Длинное слово
- [ ] 1234
  > Четыре цифры угадают за секунду.

[^guide]: Книга гавани, 2020.
"""


BOTH = {**PACK, "pack.yml": PACK["pack.yml"].replace("locales: [en]", "locales: [en, ru]")}


WHERE = "boats/9-11/lesson.en.md"


def stamped(editor: Person) -> dict[str, str]:
    """The pack with a translation that is stamped with the hash that the check names."""
    file = "boats/9-11/lesson.ru.md"
    editor.sends_pack(zipped({**BOTH, file: RUSSIAN.replace("HASH", "000000000000")}))
    digest = editor.sees.partition("its hash is ")[2][:12]
    assert len(digest) == 12, editor.sees
    return {**BOTH, file: RUSSIAN.replace("HASH", digest)}


@pytest.fixture
def changed_source(editor: Person, reviewer: Person) -> Person:
    """The source of a translated lesson has changed in one sentence since; the draft of it is edition 2."""
    files = stamped(editor)
    sent(editor, files, 1)
    approves(reviewer, 1)
    newer = raised(
        {**files, WHERE: files[WHERE].replace("Only you have the key.", "Only you have the golden key.")}
    )
    editor.sends_pack(zipped(newer))
    assert "Your draft is here" in editor.sees, editor.sees
    return editor

"""Mistakes that beginners make in a pack."""

from __future__ import annotations

LESSON, QUIZ, STORY = "lamp/light/9-11/lesson.ru.md", "lamp-sets/light/9-11/quiz.ru.md", "lamp/night/story.ru.md"


ENGLISH = "lamp/light/9-11/lesson.en.md"


MISTAKES = [
    ("no first line of dashes", LESSON, "---\ntitle", "title", 1, "E001", "begin with a line `---`"),
    (
        "no second line of dashes",
        LESSON,
        "quiz:lamp-sets/light/9-11\n---",
        "quiz:lamp-sets/light/9-11",
        1,
        "E001",
        "---",
    ),
    ("a colon in a title", LESSON, "title: Лампа и", "title: Лампа: и", 2, "E017", 'title: "Лампа: и секрет"'),
    ("a tab", QUIZ, "  hat: Шапка", "\that: Шапка", 12, "E018", "spaces"),
    ("smart quotation marks", LESSON, '["9-11"]', "[“9-11”]", 3, "E007", 'tiers: ["9-11"]'),
    ("a Russian x in a box", QUIZ, "- [x] Лампа", "- [х] Лампа", 28, "E206", "Latin x"),
    ("a box without its space", QUIZ, "- [ ] Шапка", "- [] Шапка", 26, "E206", "- [ ]"),
    ("feedback at the margin", LESSON, "  > Чужой унесёт", "> Чужой унесёт", 26, "E215", "two spaces"),
    ("no space after ##", LESSON, "## Секрет лампы", "##Секрет лампы", 16, "E103", "## Title"),
    ("a heading too deep", LESSON, "Так бывает.", "### Так бывает", 34, "E103", "##"),
    ("a misspelt callout", LESSON, "[!WARNING]", "[!WARNNING]", 39, "E109", "WARNING"),
    ("a misspelt key", LESSON, "minutes:", "minuts:", 7, "E005", "did you mean 'minutes'?"),
    ("a tier that does not exist", LESSON, '["9-11"]', '["9-12"]', 3, "E007", "did you mean '9-11'?"),
    ("a topic that does not exist", LESSON, "[accounts]", "[account]", 5, "E007", "did you mean 'accounts'?"),
    ("no anchor", LESSON, ' <a id="lost"></a>', "", 32, "E105", "--fix"),
    ("a choice to a misspelt scene", STORY, "(#give)", "(#giv)", 20, "E402", "did you mean '#give'?"),
    ("no right answer", LESSON, "- [x] Неправда", "- [ ] Неправда", 25, "E201", "[x]"),
    ("a footnote without its source", LESSON, "[^lamp]: Книга", "Книга", 18, "E112", "[^lamp]: who"),
    (
        "a card forgotten in the translation",
        ENGLISH,
        '## If the key is out <a id="lost"></a>',
        "",
        18,
        "E502",
        'id="lost"',
    ),
    (
        "a picture that is not there",
        "lamp/light/6-8/lesson.ru.md",
        "lamp.png",
        "lump.png",
        18,
        "E114",
        "img/lamp.png",
    ),
]

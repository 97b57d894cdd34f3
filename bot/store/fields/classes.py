"""The columns of classes, with their purpose: a part of the ledger's data."""

from __future__ import annotations

from bot.store.ledger import A_YEAR, Field, Line, Words, row_of

W = Words

CLASS = Line(
    W(
        "Your classes, your alias there, what is done; a live quiz while it lasts",
        "Классы: псевдоним и что сделано; живой квиз, пока он идёт",
    ),
    W("to learn together; a teacher sees totals alone", "чтобы учиться вместе; педагогу видны лишь итоги"),
    A_YEAR,
)


def _field(table: str, column: str, name: Words, purpose: Words) -> Field:
    return Field(table, column, name, purpose, CLASS)


def _room(table: str) -> Field:
    return _field(table, "room", W("class", "класс"), W("which class", "какой класс"))


def _task(table: str) -> Field:
    return _field(table, "task", W("assignment", "задание"), W("which assignment", "какое задание"))


def _meaning(table: str) -> Field:
    return _field(
        table,
        "meaning",
        W("wording mark", "отпечаток формулировки"),
        W("a changed question is a new one", "изменённый вопрос считается новым"),
    )


CLASSES = (
    _room("classrooms"),
    _field("classrooms", "colour", W("colour", "цвет"), W("its name", "имя класса")),
    _field("classrooms", "animal", W("animal", "зверь"), W("its name", "имя класса")),
    _field("classrooms", "tier", W("age", "возраст"), W("fitting content", "подходящее содержание")),
    _field("classrooms", "code", W("code", "код класса"), W("lets pupils in", "впускает учеников")),
    _field(
        "classrooms",
        "code_number",
        W("code number", "номер кода"),
        W("renewed once a tap", "одно обновление за раз"),
    ),
    _field("classrooms", "code_until", W("code until", "код до"), W("when it ends", "когда кончается")),
    _field("classrooms", "invite", W("invitation", "приглашение"), W("lets a teacher in", "впускает педагога")),
    _field(
        "classrooms", "invite_until", W("invitation until", "приглашение до"), W("when it ends", "когда кончается")
    ),
    _field("classrooms", "closed", W("closed", "закрыт"), W("open or not", "открыт или нет")),
    _field("classrooms", "ends_on", W("erased on", "стирается"), W("to erase in time", "чтобы вовремя стереть")),
    row_of("teachers", CLASS),
    _room("teachers"),
    row_of("memberships", CLASS),
    _room("memberships"),
    _field("memberships", "number", W("alias number", "номер псевдонима"), W("your alias", "псевдоним")),
    _field(
        "memberships",
        "chat",
        W("encrypted chat number", "зашифрованный номер чата"),
        W("to tell you of an assignment", "чтобы сказать о задании"),
    ),
    row_of("tries", CLASS),
    _field("tries", "number", W("codes tried", "попыток ввести код"), W("five an hour", "пять в час")),
    _field("tries", "since", W("since", "с какого часа"), W("five an hour", "пять в час")),
    _task("assignments"),
    _room("assignments"),
    _field("assignments", "ref", W("item", "материал"), W("what was given", "что задано")),
    _field("assignments", "given_on", W("given on", "задано"), W("its order", "порядок")),
    _field("assignments", "due_on", W("due on", "срок"), W("until when", "до какого дня")),
    _field("assignments", "late", W("late too", "можно позже"), W("the late rule", "правило опоздания")),
    _field("assignments", "phase", W("before or after", "до или после"), W("to compare", "чтобы сравнить")),
    _field("assignments", "recipe", W("questions", "вопросы"), W("an own set, as given", "свой набор, как задан")),
    row_of("ownsets", CLASS),
    _field("ownsets", "number", W("number of the set", "номер набора"), W("which set", "какой набор")),
    _field("ownsets", "revision", W("changes", "изменений"), W("a changed set is another", "изменённый — другой")),
    _field("ownsets", "recipe", W("questions picked", "выбранные вопросы"), W("your own set", "свой набор")),
    row_of("handed", CLASS),
    _task("handed"),
    _field("handed", "done_on", W("done on", "сделано"), W("done or not", "сделано или нет")),
    _task("papers"),
    _field("papers", "number", W("alias number", "номер псевдонима"), W("counted once", "учтено один раз")),
    _task("counted"),
    _meaning("counted"),
    _field("counted", "number", W("answers", "ответов"), W("how many", "сколько")),
    _task("tallies"),
    _meaning("tallies"),
    _field("tallies", "block", W("block of five", "пятёрка"), W("nothing smaller is shown", "меньше не покажем")),
    _field("tallies", "marks", W("options", "варианты"), W("what was chosen", "что выбрано")),
    _field("tallies", "number", W("answers", "ответов"), W("how many", "сколько")),
)

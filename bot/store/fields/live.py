"""The columns of live quizzes, with their purpose: a part of the ledger's data."""

from __future__ import annotations

from bot.store.fields.classes import CLASS
from bot.store.ledger import Field, Words, row_of

W = Words


def _field(table: str, column: str, name: Words, purpose: Words) -> Field:
    return Field(table, column, name, purpose, CLASS)


LIVE = (
    row_of("lives", CLASS),
    _field("lives", "task", W("assignment", "задание"), W("which set, which class", "какой набор и класс")),
    _field("lives", "code", W("code of the page", "код страницы"), W("opens the projector", "открывает проектор")),
    _field("lives", "card", W("question", "вопрос"), W("what is asked now", "что спрашивают сейчас")),
    _field("lives", "number", W("its number", "его номер"), W("how far it is", "сколько пройдено")),
    _field("lives", "step", W("step", "шаг"), W("open, closed or shown", "открыт, закрыт или показан")),
    _field("lives", "until", W("until", "до"), W("it ends by itself", "квиз закончится сам")),
    row_of("taking_part", CLASS),
    _field("taking_part", "task", W("assignment", "задание"), W("which quiz", "какой квиз")),
    _field(
        "taking_part",
        "chat",
        W("encrypted chat number", "зашифрованный номер чата"),
        W("to bring its questions", "чтобы приносить вопросы"),
    ),
    _field("groups", "code", W("code of the quiz", "код квиза"), W("which quiz", "какой квиз")),
    _field(
        "groups",
        "chat",
        W("encrypted number of the group", "зашифрованный номер группы"),
        W("where its questions go", "куда приходят вопросы"),
    ),
    _field("groups", "number", W("question", "вопрос"), W("what it has seen", "что уже показано")),
    _field("groups", "step", W("step", "шаг"), W("what it has seen", "что уже показано")),
    _field("groups", "poll", W("poll", "опрос"), W("to close it", "чтобы закрыть его")),
    _field("groups", "locale", W("language", "язык"), W("how it is spoken to", "на каком языке там говорить")),
    _field("groups", "next_at", W("next at", "когда дальше"), W("nothing comes twice", "чтобы не дважды")),
    _field("groups", "until", W("until", "до"), W("it is forgotten by then", "к этому времени забыта")),
)

"""Every column there is, with its purpose: the ledger's data. A test holds it equal to the schema."""

from __future__ import annotations

from bot.store.fields.classes import CLASSES
from bot.store.fields.learning import CAMPAIGNS, LEARNING
from bot.store.fields.live import LIVE
from bot.store.fields.publishing import FLAGS, PUBLISHING
from bot.store.fields.sending import SENDING
from bot.store.ledger import Words

W = Words

FIELDS = (*LEARNING, *SENDING, *CAMPAIGNS, *CLASSES, *LIVE, *PUBLISHING, *FLAGS)

TABLES = {
    "people": W("The person", "Человек"),
    "progress": W("Lessons and stories", "Уроки и истории"),
    "attempts": W("Quizzes", "Квизы"),
    "asked": W("Questions asked", "Заданные вопросы"),
    "answers": W("Your answers", "Ответы"),
    "repeats": W("Questions that come back", "Вопросы, которые вернутся"),
    "deliveries": W("Messages on their way", "Сообщения в пути"),
    "dispatches": W("What I sent first", "Что отправлено первым"),
    "planned": W("What is planned", "Что запланировано"),
    "tip_wishes": W("Tips", "Советы"),
    "tips_seen": W("Tips seen", "Показанные советы"),
    "joined": W("Campaigns", "Кампании"),
    "steps": W("Steps of campaigns", "Шаги кампаний"),
    "pairs": W("A quiz before and after", "Квиз до и после"),
    "outcomes": W("Campaigns in numbers", "Кампании в числах"),
    "gains": W("What campaigns taught", "Чему научили кампании"),
    "paused": W("Paused campaigns", "Приостановленные кампании"),
    "updates": W("Handled messages", "Обработанные сообщения"),
    "visits": W("Looking round", "Осматриваетесь"),
    "classrooms": W("Classes", "Классы"),
    "teachers": W("Classes you teach", "Классы, где преподаю"),
    "memberships": W("Classes you are in", "Мои классы"),
    "tries": W("Tries at codes", "Попытки ввести код"),
    "assignments": W("Assignments", "Задания"),
    "ownsets": W("Your own question sets", "Свои наборы вопросов"),
    "handed": W("Assignments done", "Сделанные задания"),
    "papers": W("Done on paper", "Сделано на бумаге"),
    "findings": W("How questions work", "Как работают вопросы"),
    "counted": W("Counts of answers", "Счёт ответов"),
    "tallies": W("Totals of a class", "Итоги класса"),
    "lives": W("Live quizzes you lead", "Живые квизы, которые веду"),
    "groups": W("The group of a live quiz", "Группа живого квиза"),
    "taking_part": W("A live quiz you take part in", "Живой квиз, где участвую"),
    "editors": W("Editor", "Редактор"),
    "invitations": W("Invitations of editors", "Приглашения редакторов"),
    "packs": W("Packs sent in", "Присланные наборы"),
    "editions": W("Editions of packs", "Издания наборов"),
    "acts": W("Steps of publishing", "Шаги публикации"),
    "notes": W("Notes of reviewers", "Заметки рецензентов"),
    "flagged": W("Cards you flagged", "О каких карточках был сигнал"),
    "flags": W("Counts of flags", "Счёт сигналов"),
}

NAMES = {(field.table, field.column): field.name for field in FIELDS}

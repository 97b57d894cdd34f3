"""The columns of publishing, with their purpose: a part of the ledger's data."""

from __future__ import annotations

from bot.store.fields.learning import ANSWERS, PROGRESS
from bot.store.ledger import WITH_YOU, Field, Line, Words, row_of

W = Words

EDITING = Line(
    W(
        "Editors: your number and role; your encrypted chat number, if you wish for news of your packs",
        "Редакторы: номер и роль; зашифрованный номер чата, если вы хотите новостей о паках",
    ),
    W(
        "editors' work; packs and notes stay under the number, which then means nobody",
        "для работы редакторов; наборы и заметки остаются под номером, за которым уже никого нет",
    ),
    WITH_YOU,
)


def _field(table: str, column: str, name: Words, purpose: Words) -> Field:
    return Field(table, column, name, purpose, EDITING)


def _edition(table: str) -> Field:
    return _field(table, "edition", W("edition", "издание"), W("which edition", "какое издание"))


def _pack(table: str) -> Field:
    return _field(table, "pack", W("pack", "набор"), W("which pack", "какой набор"))


def _number(table: str, column: str) -> Field:
    return _field(table, column, W("editor's number", "номер редактора"), W("who did it", "кто это сделал"))


def _duty(table: str) -> Field:
    return _field(table, "duty", W("role", "роль"), W("who may do what", "кому что можно"))


PUBLISHING = (
    row_of("editors", EDITING),
    _number("editors", "number"),
    _duty("editors"),
    _field("editors", "since", W("agreed on", "согласие дано"), W("as proof", "как подтверждение")),
    _field(
        "editors",
        "trial",
        W("preview", "просмотр"),
        W("what is tried out, as whom", "что и за кого просматривается"),
    ),
    _field(
        "editors",
        "chat",
        W("encrypted chat number", "зашифрованный номер чата"),
        W("news of your packs, if you wish", "новости о ваших паках, если вы этого хотите"),
    ),
    _field("invitations", "code", W("code", "код"), W("lets an editor in, once", "впускает редактора один раз")),
    _duty("invitations"),
    _field("invitations", "until", W("valid until", "действует до"), W("it ends by itself", "кончается само")),
    _pack("packs"),
    _number("packs", "owner"),
    _edition("packs"),
    _edition("editions"),
    _pack("editions"),
    _field("editions", "version", W("version", "версия"), W("an older one is refused", "старая не принимается")),
    _field("editions", "title", W("title", "название"), W("to know it by", "чтобы узнать набор")),
    _field("editions", "state", W("state", "состояние"), W("draft, sent, approved", "черновик, сдано, принято")),
    _field(
        "editions",
        "sensitive",
        W("for a psychologist", "для психолога"),
        W("who has to read it", "кто должен прочитать"),
    ),
    _field(
        "editions", "changed_on", W("changed on", "изменено"), W("old drafts go", "старые черновики стираются")
    ),
    _field(
        "editions",
        "vouched_on",
        W("read by a psychologist on", "психолог прочитал"),
        W("the date", "дата проверки"),
    ),
    _field("editions", "digest", W("mark", "отпечаток"), W("to see a change", "чтобы заметить перемену")),
    _field("editions", "content", W("content", "содержание"), W("what is shown", "что показывается")),
    _field("acts", "act", W("order", "порядок"), W("what came first", "что было раньше")),
    _edition("acts"),
    _field("acts", "did", W("step", "шаг"), W("what was done", "что сделано")),
    _number("acts", "number"),
    _duty("acts"),
    _field("acts", "done_on", W("day", "день"), W("when", "когда")),
    _edition("notes"),
    _field("notes", "card", W("card", "карточка"), W("what the note is about", "о чём заметка")),
    _field("notes", "words", W("note", "заметка"), W("from reviewers to editors", "от рецензентов редакторам")),
)

_ONCE = W("counts once", "считается один раз")
_WHAT = W("what was flagged", "о чём сигнал")

FLAGS = (
    row_of("flagged", PROGRESS),
    Field("flagged", "ref", W("item", "материал"), _ONCE, PROGRESS),
    Field("flagged", "card", W("card", "карточка"), _ONCE, PROGRESS),
    Field("flagged", "wording", W("wording mark", "отпечаток текста"), _ONCE, PROGRESS),
    Field("flags", "pack", W("pack", "набор"), _WHAT, ANSWERS),
    Field("flags", "ref", W("item", "материал"), _WHAT, ANSWERS),
    Field("flags", "locale", W("language", "язык"), _WHAT, ANSWERS),
    Field("flags", "card", W("card", "карточка"), _WHAT, ANSWERS),
    Field("flags", "wording", W("wording mark", "отпечаток текста"), _WHAT, ANSWERS),
    Field("flags", "reason", W("reason", "причина"), W("what to mend", "что исправить"), ANSWERS),
    Field("flags", "number", W("people", "человек"), W("how many", "сколько"), ANSWERS),
    Field("flags", "last_on", W("last on", "последний раз"), W("old ones go", "старые стираются"), ANSWERS),
)

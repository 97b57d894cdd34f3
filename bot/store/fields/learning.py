"""Columns about people and what they have learnt."""

from __future__ import annotations

from bot.store.fields.sending import WISHES
from bot.store.ledger import HALF_A_YEAR, WITH_YOU, Field, Line, Words, row_of

W = Words

KNOWN = Line(
    W("A random code instead of your name", "Случайный код вместо имени"),
    W(
        "with a scrambled form of your Telegram number I know you again; I cannot read the number back from it",
        "по отпечатку номера в Telegram мы узнаём друг друга снова; сам номер из отпечатка не прочесть",
    ),
    WITH_YOU,
)
CHOSEN = Line(
    W(
        "What you chose (who you are, language, text mode, country, time zone)",
        "Выбранное: кто я, язык, текстовый режим, страна, часовой пояс",
    ),
    W(
        "so that you get what suits you, the right help lines, the right hour",
        "чтобы показывать подходящее, нужные линии помощи и знать местный час",
    ),
    WITH_YOU,
)
AGREED = Line(
    W("That you agreed to this page, and on which day", "Согласие с этой страницей и его день"),
    W("as proof that you were asked", "как подтверждение, что вопрос был задан"),
    WITH_YOU,
)
PLACE = Line(
    W(
        "The page where you stopped and the day of your last visit",
        "Страница, где чтение прервалось, и день визита",
    ),
    W("so that you can go on from there; help pages are never kept", "чтобы продолжить; помощь не запоминается"),
    WITH_YOU,
)
PROGRESS = Line(
    W(
        "Which lessons, stories and quizzes you have begun and finished, which cards you flagged",
        "Какие уроки, истории и квизы начаты и пройдены, о каких карточках был сигнал",
    ),
    W(
        "so that you see what is done, a quiz knows your next go, a flag counts once",
        "чтобы видеть пройденное, знать, какая это попытка, и считать сигнал один раз",
    ),
    WITH_YOU,
)
ANSWERS = Line(
    W(
        "What a quiz asked and which options you chose; how often a card was flagged, how campaigns went, by "
        "nobody's name",
        "Что спросил квиз и какие варианты выбраны; сколько было сигналов о карточке, как прошли кампании, "
        "без имён",
    ),
    W(
        "to show your result, to mend cards; words that you write are never kept",
        "для результата и чтобы исправлять карточки; написанные слова не хранятся",
    ),
    HALF_A_YEAR,
)
REPEATS = Line(
    W("Questions that you missed", "Вопросы, где вышла ошибка"),
    W("so that they come back until you know them", "чтобы они возвращались, пока не запомнятся"),
    WITH_YOU,
)
LEARNING = (
    Field(
        "people",
        "key",
        W("your code", "код"),
        W("stands for you everywhere", "стоит вместо человека везде"),
        KNOWN,
    ),
    Field(
        "people",
        "lookup",
        W("your scrambled number", "отпечаток номера"),
        W("to know you again (HMAC of the Telegram id)", "чтобы узнавать снова (HMAC номера в Telegram)"),
        KNOWN,
    ),
    Field("people", "audience", W("who you are", "кто я"), W("fitting content", "подходящее содержание"), CHOSEN),
    Field("people", "locale", W("language", "язык"), W("the bot's language", "язык бота"), CHOSEN),
    Field("people", "text_mode", W("text mode", "текстовый режим"), W("how screens look", "вид экранов"), CHOSEN),
    Field("people", "country", W("country", "страна"), W("help lines", "линии помощи"), CHOSEN),
    Field("people", "zone", W("time zone", "часовой пояс"), W("your hour and day", "местные час и день"), CHOSEN),
    Field("people", "agreed_text", W("text agreed to", "согласие с текстом"), W("proof", "подтверждение"), AGREED),
    Field("people", "agreed_on", W("agreed on", "день согласия"), W("proof", "подтверждение"), AGREED),
    Field("people", "place", W("last page", "последняя страница"), W("to go on", "чтобы продолжить"), PLACE),
    Field("people", "reading", W("begun last", "начато последним"), W("to go on", "чтобы продолжить"), PLACE),
    Field(
        "people",
        "seen_on",
        W("last visit", "последний визит"),
        W("to erase those who left", "чтобы стереть тех, кто ушёл"),
        PLACE,
    ),
    Field(
        "people",
        "not_before",
        W("not before", "не раньше"),
        W(
            "when I may write unasked again (a pause, a rest, something unfinished: all alike)",
            "когда снова можно писать первым (пауза, отдых, незаконченное: всё одинаково)",
        ),
        WISHES,
    ),
    Field(
        "people",
        "blocked_on",
        W("blocked on", "день блокировки"),
        W("not to write to who wants no messages", "чтобы не писать тем, кто не хочет сообщений"),
        WISHES,
    ),
    row_of("progress", PROGRESS),
    Field("progress", "ref", W("item", "материал"), W("what was begun", "что начато"), PROGRESS),
    Field("progress", "card", W("card", "карточка"), W("where to go on", "где продолжить"), PROGRESS),
    Field("progress", "done_on", W("finished on", "пройдено"), W("what is done", "что пройдено"), PROGRESS),
    row_of("attempts", PROGRESS),
    Field("attempts", "attempt", W("attempt", "попытка"), W("finds it again", "чтобы её найти"), PROGRESS),
    Field("attempts", "quiz", W("quiz", "квиз"), W("which quiz", "какой квиз"), PROGRESS),
    Field("attempts", "number", W("go", "который раз"), W("which go it is", "который раз по счёту"), PROGRESS),
    Field("attempts", "closed_on", W("ended on", "закончено"), W("open or ended", "идёт или закончена"), PROGRESS),
    Field(
        "attempts",
        "seed",
        W("shuffle number", "число для перемешивания"),
        W("the same order again", "тот же порядок вариантов"),
        PROGRESS,
    ),
    Field(
        "attempts", "begun_on", W("begun on", "начато"), W("to erase in time", "чтобы вовремя стереть"), ANSWERS
    ),
    row_of("asked", ANSWERS),
    Field("asked", "attempt", W("attempt", "попытка"), W("which go", "какая попытка"), ANSWERS),
    Field("asked", "number", W("question", "вопрос"), W("its place", "место по порядку"), ANSWERS),
    Field("asked", "ref", W("item", "материал"), W("where it is from", "откуда вопрос"), ANSWERS),
    Field("asked", "card", W("card", "карточка"), W("which question", "какой вопрос"), ANSWERS),
    Field(
        "asked",
        "meaning",
        W("wording mark", "отпечаток формулировки"),
        W("a changed question is a new one", "изменённый вопрос считается новым"),
        ANSWERS,
    ),
    row_of("answers", ANSWERS),
    Field("answers", "attempt", W("attempt", "попытка"), W("which go", "какая попытка"), ANSWERS),
    Field("answers", "number", W("question", "вопрос"), W("which question", "какой вопрос"), ANSWERS),
    Field(
        "answers",
        "meaning",
        W("wording mark", "отпечаток формулировки"),
        W("which wording was answered", "на какую формулировку дан ответ"),
        ANSWERS,
    ),
    Field("answers", "marks", W("options", "варианты"), W("what was chosen", "что выбрано"), ANSWERS),
    Field("answers", "right", W("right", "верно"), W("your result", "результат"), ANSWERS),
    Field("answers", "answered_on", W("day", "день"), W("the order of answers", "порядок ответов"), ANSWERS),
    row_of("repeats", REPEATS),
    Field("repeats", "quiz", W("quiz", "квиз"), W("where it is from", "откуда вопрос"), REPEATS),
    Field("repeats", "card", W("card", "карточка"), W("which question", "какой вопрос"), REPEATS),
    Field(
        "repeats",
        "meaning",
        W("wording mark", "отпечаток формулировки"),
        W("a changed question is a new one", "изменённый вопрос считается новым"),
        REPEATS,
    ),
    Field("repeats", "state", W("box", "коробка"), W("how well it is known", "насколько запомнилось"), REPEATS),
    Field(
        "repeats", "due_on", W("comes back from", "вернётся с"), W("when to ask again", "когда спросить"), REPEATS
    ),
    *(
        Field(
            "findings",
            column,
            W(en, ru),
            W("how a question works, without you", "как работает вопрос, без вас"),
            ANSWERS,
        )
        for column, en, ru in (
            ("meaning", "wording mark", "отпечаток формулировки"),
            ("fresh", "answers that wait for a fifth", "ответы, которые ждут пятого"),
            ("answers", "answers", "ответов"),
            ("least", "right, at least", "верных, не меньше"),
            ("most", "right, at most", "верных, не больше"),
            ("misled", "what misled", "что сбивало"),
            ("pairs", "attempts compared", "попыток сравнено"),
            ("rights", "right among them", "верных среди них"),
            ("rests", "percent right of the rest", "процент верных в остальном"),
            ("squares", "its squares", "его квадраты"),
            ("both", "the two together", "то и другое вместе"),
            ("last_on", "last on", "последний раз"),
        )
    ),
)
CAMPAIGNS = tuple(
    Field(table, column, W(en, ru), W("how a campaign went, without you", "как прошла кампания, без вас"), ANSWERS)
    for table, columns in (
        (
            "outcomes",
            (
                ("campaign", "campaign", "кампания"),
                ("locale", "language", "язык"),
                ("audience", "age", "возраст"),
                ("country", "country", "страна"),
                ("variant", "variant", "вариант"),
                ("measure", "what is counted", "что считается"),
                ("number", "people", "человек"),
                ("last_on", "last on", "последний раз"),
            ),
        ),
        (
            "gains",
            (
                ("campaign", "campaign", "кампания"),
                ("dimension", "compared by", "сравнение по"),
                ("name", "group", "группа"),
                ("day", "day", "день"),
                ("people", "people, in tens", "человек, десятками"),
                ("before", "right before", "верно до"),
                ("after", "right after", "верно после"),
                ("squares", "squares of differences", "квадраты разниц"),
                ("better", "better after", "лучше после"),
            ),
        ),
    )
    for column, en, ru in columns
)

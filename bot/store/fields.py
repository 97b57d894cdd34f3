"""Every column there is, with its purpose: the ledger's data. A test holds it equal to the schema."""

from __future__ import annotations

from bot.store.ledger import A_WEEK, AN_HOUR, HALF_A_YEAR, TWO_DAYS, WITH_YOU, Field, Line, Words

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
    W("What you chose (who you are, language, text mode)", "Выбранное: кто я, язык, текстовый режим"),
    W("so that you get what suits you", "чтобы показывать подходящее"),
    WITH_YOU,
)
WHEREABOUTS = Line(
    W("Your country and time zone, as you chose them", "Выбранные страна и часовой пояс"),
    W("for the right help lines and the right hour", "чтобы показать нужные телефоны помощи и знать местный час"),
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
    W("Which lessons and stories you have begun and finished", "Какие уроки и истории начаты и пройдены"),
    W("so that you see what is done", "чтобы было видно, что уже пройдено"),
    WITH_YOU,
)
ATTEMPTS = Line(
    W("Which quizzes you have taken", "Какие квизы пройдены"),
    W("so that a quiz knows your next go", "чтобы квиз знал, какая это попытка"),
    WITH_YOU,
)
ANSWERS = Line(
    W("What a quiz asked and which options you chose", "Что спросил квиз и какие варианты выбраны"),
    W("to show your result; words that you write are never kept", "для результата; написанные слова не хранятся"),
    HALF_A_YEAR,
)
REPEATS = Line(
    W("Questions that you missed", "Вопросы, где вышла ошибка"),
    W("so that they come back until you know them", "чтобы они возвращались, пока не запомнятся"),
    WITH_YOU,
)
OWED = Line(
    W("A reply on its way and your encrypted chat number", "Ответ в пути и зашифрованный номер чата"),
    W("so that no reply is lost", "чтобы ответ не потерялся"),
    A_WEEK,
)
HANDLED = Line(
    W("Numbers of handled messages, without their content or sender", "Номера обработанных сообщений"),
    W("so that nothing counts twice", "без содержания и отправителя, чтобы ничто не засчиталось дважды"),
    TWO_DAYS,
)
LOOKING = Line(
    W("All of this, if you only look round", "Всё это, если только осматриваться"),
    W("so that the buttons work", "чтобы работали кнопки"),
    AN_HOUR,
)


def _person(table: str, line: Line) -> Field:
    return Field(table, "person", W("your code", "код"), W("whose row it is", "чья это запись"), line)


FIELDS = (
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
    Field("people", "country", W("country", "страна"), W("help lines", "телефоны помощи"), WHEREABOUTS),
    Field(
        "people", "zone", W("time zone", "часовой пояс"), W("your hour and day", "местные час и день"), WHEREABOUTS
    ),
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
    _person("progress", PROGRESS),
    Field("progress", "ref", W("item", "материал"), W("what was begun", "что начато"), PROGRESS),
    Field("progress", "card", W("card", "карточка"), W("where to go on", "где продолжить"), PROGRESS),
    Field("progress", "done_on", W("finished on", "пройдено"), W("what is done", "что пройдено"), PROGRESS),
    _person("attempts", ATTEMPTS),
    Field("attempts", "attempt", W("attempt", "попытка"), W("finds it again", "чтобы её найти"), ATTEMPTS),
    Field("attempts", "quiz", W("quiz", "квиз"), W("which quiz", "какой квиз"), ATTEMPTS),
    Field("attempts", "number", W("go", "который раз"), W("which go it is", "который раз по счёту"), ATTEMPTS),
    Field("attempts", "closed_on", W("ended on", "закончено"), W("open or ended", "идёт или закончена"), ATTEMPTS),
    Field(
        "attempts",
        "seed",
        W("shuffle number", "число для перемешивания"),
        W("the same order again", "тот же порядок вариантов"),
        ATTEMPTS,
    ),
    Field(
        "attempts", "begun_on", W("begun on", "начато"), W("to erase in time", "чтобы вовремя стереть"), ANSWERS
    ),
    _person("asked", ANSWERS),
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
    _person("answers", ANSWERS),
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
    _person("repeats", REPEATS),
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
    Field("deliveries", "id", W("number", "номер"), W("finds it again", "чтобы его найти"), OWED),
    _person("deliveries", OWED),
    Field(
        "deliveries",
        "chat",
        W("encrypted chat number", "зашифрованный номер чата"),
        W("where to send it", "куда отправить"),
        OWED,
    ),
    Field("deliveries", "path", W("page", "страница"), W("what to send", "что отправить"), OWED),
    Field("deliveries", "due_at", W("due", "срок"), W("when to send it", "когда отправить"), OWED),
    Field("deliveries", "why", W("why", "почему"), W("why it is sent", "почему отправляется"), OWED),
    Field("deliveries", "state", W("state", "состояние"), W("waiting or failed", "ждёт или не дошёл"), OWED),
    Field("deliveries", "attempts", W("tries", "попытки"), W("when to give up", "когда перестать"), OWED),
    Field(
        "deliveries",
        "lease_until",
        W("being sent until", "отправляется до"),
        W("nobody else sends it meanwhile", "чтобы не отправить дважды"),
        OWED,
    ),
    Field("updates", "bot_id", W("bot", "бот"), W("whose message number", "чей номер сообщения"), HANDLED),
    Field("updates", "update_id", W("message", "сообщение"), W("handled already", "уже обработано"), HANDLED),
    Field(
        "updates",
        "answered",
        W("answered", "отвечено"),
        W("not to answer twice", "чтобы не ответить дважды"),
        HANDLED,
    ),
    Field("updates", "day", W("day", "день"), W("to erase in time", "чтобы вовремя стереть"), HANDLED),
    _person("visits", LOOKING),
    Field(
        "visits",
        "touched_at",
        W("last tap", "последнее действие"),
        W("to forget a visitor", "чтобы забыть гостя"),
        LOOKING,
    ),
)

TABLES = {
    "people": W("The person", "Человек"),
    "progress": W("Lessons and stories", "Уроки и истории"),
    "attempts": W("Quizzes", "Квизы"),
    "asked": W("Questions asked", "Заданные вопросы"),
    "answers": W("Your answers", "Ответы"),
    "repeats": W("Questions that come back", "Вопросы, которые вернутся"),
    "deliveries": W("Replies on their way", "Ответы в пути"),
    "updates": W("Handled messages", "Обработанные сообщения"),
    "visits": W("Looking round", "Осматриваетесь"),
}

NAMES = {(field.table, field.column): field.name for field in FIELDS}

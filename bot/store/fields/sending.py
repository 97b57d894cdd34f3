"""Columns about what is sent: updates handled, visits planned, what became of them, who asked for what."""

from __future__ import annotations

from bot.store.ledger import A_MONTH, A_WEEK, AN_HOUR, TWO_DAYS, UNTIL_STOPPED, Field, Line, Words, row_of

W = Words

OWED = Line(
    W("A message on its way and your encrypted chat number", "Сообщение в пути и зашифрованный номер чата"),
    W("so that none is lost", "чтобы ничто не потерялось"),
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
WISHES = Line(
    W(
        "What you asked me to send (tips, campaigns), when I may write, and your encrypted chat number",
        "О чём можно писать (советы, кампании), когда можно и зашифрованный номер чата",
    ),
    W("so that it comes at your hour, never twice", "чтобы приходило в выбранный час и не дважды"),
    UNTIL_STOPPED,
)
SENT = Line(
    W("What I sent you first, or why I did not", "Что я отправляю первым или почему не отправляю"),
    W(
        "so that it is never too much, and anyone can ask why",
        "чтобы не было слишком часто и можно было спросить почему",
    ),
    A_MONTH,
)

_CAMPAIGN = W("campaign", "кампания")
_STEP = W("step", "шаг")
_ZONE = W("time zone", "часовой пояс")
_CHAT = W("encrypted chat number", "зашифрованный номер чата")
_WHERE = W("where to send it", "куда отправить")
_WHICH = W("which one it is", "какая именно")
_ONCE = W("counted once", "считается раз")
_GROUP = W("in which group you count", "в какой группе это считается")
_TEN = W("waits until ten can be told as one number", "ждёт, пока десять не станут одним числом")

SENDING = (
    Field("deliveries", "id", W("number", "номер"), W("finds it again", "чтобы его найти"), OWED),
    row_of("deliveries", OWED),
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
    Field("deliveries", "campaign", W("campaign", "кампания"), W("what it belongs to", "к чему относится"), OWED),
    Field("deliveries", "version", W("version", "версия"), W("a changed plan", "изменённый план"), OWED),
    Field("deliveries", "step", W("step", "шаг"), W("which day of it", "какой это день"), OWED),
    Field(
        "deliveries", "good_until", W("good until", "годно до"), W("never stale", "чтобы не пришло поздно"), OWED
    ),
    Field(
        "deliveries", "next_at", W("next look", "когда смотреть"), W("not twice at once", "чтобы не дважды"), OWED
    ),
    Field(
        "deliveries",
        "reason",
        W("waits for", "чего ждёт"),
        W("why it is not sent yet", "почему ещё не отправлено"),
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
    row_of("visits", LOOKING),
    Field(
        "visits",
        "touched_at",
        W("last tap", "последнее действие"),
        W("to forget a visitor", "чтобы забыть гостя"),
        LOOKING,
    ),
    row_of("dispatches", SENT),
    Field("dispatches", "due_at", W("due", "срок"), W("when it should come", "когда должно было прийти"), SENT),
    Field(
        "dispatches", "why", W("why", "почему"), W("a tip, a campaign, a class", "совет, кампания, класс"), SENT
    ),
    Field("dispatches", "campaign", _CAMPAIGN, _WHICH, SENT),
    Field("dispatches", "step", _STEP, W("which day of it", "какой это день"), SENT),
    Field("dispatches", "path", W("page", "страница"), W("what was sent", "что отправлено"), SENT),
    Field(
        "dispatches", "outcome", W("outcome", "что вышло"), W("sent or why not", "отправлено или почему нет"), SENT
    ),
    Field("dispatches", "at", W("when", "когда"), W("not too often", "чтобы не слишком часто"), SENT),
    Field(
        "dispatches",
        "attempts",
        W("tries", "попытки"),
        W("may it have come twice", "могло ли прийти дважды"),
        SENT,
    ),
    Field("planned", "why", W("why", "почему"), W("tips or a campaign", "советы или кампания"), OWED),
    Field("planned", "campaign", _CAMPAIGN, _WHICH, OWED),
    Field("planned", "step", _STEP, W("which day of it", "какой это день"), OWED),
    Field("planned", "zone", _ZONE, W("for which places", "для каких мест"), OWED),
    Field("planned", "due_at", W("due", "срок"), W("for which hour", "для какого часа"), OWED),
    Field("planned", "version", W("version", "версия"), W("a changed plan", "изменённый план"), OWED),
    Field(
        "planned",
        "cursor",
        W("how far", "докуда"),
        W("to go on after a restart", "чтобы продолжить после сбоя"),
        OWED,
    ),
    Field("planned", "done", W("done", "готово"), W("not to plan twice", "чтобы не запланировать дважды"), OWED),
    row_of("tip_wishes", WISHES),
    Field("tip_wishes", "zone", _ZONE, W("your hour", "местный час"), WISHES),
    Field("tip_wishes", "hour", W("hour", "час"), W("when to write", "когда писать"), WISHES),
    Field(
        "tip_wishes",
        "days",
        W("days of the week", "дни недели"),
        W("how often to write", "как часто писать"),
        WISHES,
    ),
    Field("tip_wishes", "chat", _CHAT, _WHERE, WISHES),
    row_of("tips_seen", WISHES),
    Field("tips_seen", "path", W("tip", "совет"), W("not the same twice", "чтобы не повторяться"), WISHES),
    Field(
        "tips_seen",
        "seen_on",
        W("day", "день"),
        W("the oldest comes again first", "давний вернётся первым"),
        WISHES,
    ),
    row_of("joined", WISHES),
    Field("joined", "campaign", _CAMPAIGN, _WHICH, WISHES),
    Field("joined", "zone", _ZONE, W("your hour", "местный час"), WISHES),
    Field(
        "joined", "slot", W("slot", "место в очереди"), W("not everybody at once", "чтобы не всем сразу"), WISHES
    ),
    Field(
        "joined", "variant", W("variant", "вариант"), W("which wording works", "какой вариант понятнее"), WISHES
    ),
    Field("joined", "chat", _CHAT, _WHERE, WISHES),
    Field("joined", "joined_on", W("joined on", "участие с"), W("from which day", "с какого дня"), WISHES),
    Field("joined", "ends_on", W("ends on", "последний день"), W("until which day", "до какого дня"), WISHES),
    Field("joined", "left_on", W("left on", "выход"), W("nothing more comes", "больше ничего не придёт"), WISHES),
    Field("joined", "exposed_on", W("first sent on", "первое сообщение"), _ONCE, WISHES),
    Field("joined", "locale", W("language then", "язык тогда"), _GROUP, WISHES),
    Field("joined", "audience", W("who you were then", "кто это был"), _GROUP, WISHES),
    Field("joined", "country", W("country then", "страна тогда"), _GROUP, WISHES),
    Field("joined", "opened_on", W("first opened on", "первое открытие"), _ONCE, WISHES),
    Field("joined", "done", W("days done", "сделано дней"), _ONCE, WISHES),
    Field("joined", "paired_on", W("compared on", "день сравнения"), _ONCE, WISHES),
    row_of("pairs", WISHES),
    Field("pairs", "campaign", _CAMPAIGN, _WHICH, WISHES),
    Field("pairs", "dimension", W("compared by", "сравнение по"), _TEN, WISHES),
    Field("pairs", "name", W("group", "группа"), _TEN, WISHES),
    Field("pairs", "before", W("right before", "верно до"), _TEN, WISHES),
    Field("pairs", "after", W("right after", "верно после"), _TEN, WISHES),
    row_of("steps", WISHES),
    Field("steps", "campaign", _CAMPAIGN, _WHICH, WISHES),
    Field("steps", "step", _STEP, W("which day of it", "какой это день"), WISHES),
    Field("steps", "name", W("name", "название"), W("never twice on another day", "чтобы не дважды"), WISHES),
    Field("steps", "sent_on", W("sent on", "отправлено"), W("never twice", "чтобы не дважды"), WISHES),
    Field("steps", "opened_on", W("opened on", "открыто"), W("your progress", "что уже сделано"), WISHES),
    Field("steps", "done_on", W("done on", "сделано"), W("your progress", "что уже сделано"), WISHES),
    Field("paused", "campaign", _CAMPAIGN, W("stopped by an organiser", "остановлена организатором"), OWED),
    Field("paused", "at", W("when", "когда"), W("since when", "с какого времени"), OWED),
)

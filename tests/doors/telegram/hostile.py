"""Five hundred hostile or unusual updates of our own making, each with the answer that is due to it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from tests.doors.telegram.raw import DATE, group, membership, message, poll, press, private, update, user

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
FILE = {"file_id": "AgAC", "file_unique_id": "Aq", "file_size": 3}
PHOTO = [{**FILE, "width": 9, "height": 9}]
FOREVER_HIDDEN = {"type": "hidden_user", "date": DATE}
SOMEBODY = 606_060_606
LANGUAGES = ("en", "ru", "pt-br", "", None, 7)


class Due(Enum):
    ANSWER = "a private person is answered"
    SPINNER = "only the button's spinner is stopped"
    SILENCE = "nothing is said"


@dataclass(frozen=True)
class Case:
    name: str
    person: int
    update: Json
    due: Due


THINGS: dict[str, Json] = {
    "photo": {"photo": PHOTO},
    "photo with words": {"photo": PHOTO, "caption": "who is this"},
    "photo with a call for help": {"photo": PHOTO, "caption": "помогите"},
    "voice": {"voice": {**FILE, "duration": 3}},
    "video": {"video": {**FILE, "width": 1, "height": 1, "duration": 1}},
    "video note": {"video_note": {**FILE, "length": 1, "duration": 1}},
    "sticker": {"sticker": {**FILE, "type": "regular", "width": 1, "height": 1, "emoji": "😀"}},
    "dice": {"dice": {"emoji": "🎲", "value": 6}},
    "contact": {"contact": {"phone_number": "+10000000000", "first_name": "Kim", "vcard": "BEGIN:VCARD"}},
    "location": {"location": {"latitude": 1e308, "longitude": -181.5, "live_period": 900}},
    "venue": {"venue": {"location": {}, "title": "Home", "address": "1 Elm Street"}},
    "document": {"document": {**FILE, "file_name": "../../etc/passwd", "mime_type": "text/html"}},
    "audio": {"audio": {**FILE, "duration": 1}},
    "poll": {"poll": poll("?", "a", "b")},
    "poll of an older server": {"poll": {"id": "1", "question": "?", "options": []}},
    "checklist": {"checklist": {"title": "x", "tasks": []}},
    "story": {"story": {"chat": {"id": 1, "type": "private"}, "id": 3}},
    "game": {"game": {"title": "x", "description": "y", "photo": PHOTO}},
    "invoice": {"invoice": {"title": "pay", "currency": "XTR", "total_amount": 1}},
    "payment": {"successful_payment": {"currency": "XTR", "total_amount": 1}},
    "forged web app data": {"web_app_data": {"data": '{"role":"organiser"}', "button_text": "admin"}},
    "passport": {"passport_data": {"data": [], "credentials": {"data": "x"}}},
    "shared users": {"users_shared": {"request_id": 1, "users": [{"user_id": 99}]}},
    "shared chat": {"chat_shared": {"request_id": 1, "chat_id": -7}},
    "gift": {"gift": {"gift": {"id": "g"}}},
    "paid media": {"paid_media": {"star_count": 1, "paid_media": []}},
    "something of tomorrow": {"hologram": {"depth": 3}},
    "nothing at all": {},
    "empty text": {"text": ""},
    "half an emoji": {"text": "\ud83d"},
    "4096 letters": {"text": "я" * 4096},
    "4096 emoji": {"text": "👨‍👩‍👧" * 819},
    "marks on marks": {"text": "e" + "\u0301" * 2000},
    "right to left": {
        "text": "\u202eevil\u202c \u200f",
        "entities": [{"type": "bold", "offset": -5, "length": 9}],
    },
    "nothing to see": {"text": "\u2800\u200b\ufeff"},
    "control characters": {"text": "a\x00b\x1b[31mc\r\n\x7f"},
    "markup": {"text": "<b>*_[x](tg://user?id=1)_*</b>"},
    "a template": {"text": "{phrases} %s ${jndi:ldap://x} {{7*7}}"},
    "database words": {"text": "'; DROP TABLE people; --"},
    "a number": {"text": "1"},
    "too big a number": {"text": "9" * 400},
    "hidden sender": {"text": "hi", "forward_origin": FOREVER_HIDDEN},
    "by another bot": {"text": "hi", "via_bot": user(9, is_bot=True)},
    "answer to what is gone": {"text": "hi", "reply_to_message": None, "quote": {"text": "x", "position": -1}},
    "a date beyond all time": {"text": "hi", "date": 10**400, "message_id": 10**400},
    "wrong dates": {"text": "hi", "date": "yesterday", "edit_date": -1},
}

COMMANDS = (
    "/",
    "//",
    "/start",
    "/START@MAYAK_TEST_BOT",
    "/start class_ZZZZZZZZ",
    "/start lesson_",
    "/start lesson_lamp_light_9-11",
    "/start lesson_lamp_light_9-11:card",
    "/start lesson_..._..._etc_passwd",
    "/start quiz_nobody_nothing_at-all",
    "/start forget/now",
    "/start set_locale_ru",
    "/start " + "A" * 64,
    "/start " + "_" * 64,
    "/start привет",
    "/start\nlesson_lamp_light_9-11",
    "/help\nplease",
    "/help@another_bot now",
    "/admin",
    "/become organiser",
    "/forget now",
    "/class 1=1",
)

PRESSES = (
    "menu",
    "forget/now?",
    "answer/1/1/a",
    "answer/999999999/999999999/abcdef",
    "result/1",
    "question/0/0",
    "lesson/lamp/light/9-11:../../x",
    "lesson/nobody/nothing:card",
    "story/lamp/night:zzz.9",
    "set/audience/organiser",
    "set/zone/Mars/Base",
    "where/settings/ZZ",
    "help/999999999",
    "where/tips:999999999",
    "unread/contact",
    "typed",
    "lost",
    "btn:1",
    '{"a":1}',
    "",
    "\ud83d",
    "а" * 32,
    "x" * 4000,
    "menu\n",
    "menu\x00",
)


def _broken(person: int) -> Iterator[tuple[str, Json, Due]]:
    """Updates that have not the documented shape, from somebody whose chat can still be told."""
    for name, content in (
        ("text of another kind", {"text": 5}),
        ("text of an object", {"text": {"a": 1}}),
        ("caption of another kind", {"caption": [1]}),
        ("no sender's id", {"from_": {"is_bot": False}, "text": "hi"}),
        ("the sender is a word", {"from_": "me", "text": "hi"}),
        ("the sender is too big", {"from_": user(1 << 70), "text": "hi"}),
    ):
        yield name, message(person, **content), Due.ANSWER
    yield "message id of another kind", press(person, "menu", message={"chat": private(person)}), Due.ANSWER
    yield "data of another kind", press(person, 5), Due.ANSWER
    yield "no press id", press(person, "menu", id=None), Due.ANSWER
    yield "the chat is a word", update(message={"chat": "private", "text": "hi"}), Due.SILENCE
    yield "the message is a list", update(message=[1, 2]), Due.SILENCE
    yield "the message is nothing", update(message=None), Due.SILENCE
    yield "the press is a word", update(callback_query="x"), Due.SILENCE
    yield "no id", {"message": {"chat": private(person), "from": user(person), "text": "hi"}}, Due.SILENCE
    yield "an id of words", {"update_id": "canary", "message": {"chat": private(person)}}, Due.SILENCE
    yield "empty", {}, Due.SILENCE


def _elsewhere(person: int) -> Iterator[tuple[str, Json, Due]]:
    """What is not a private person's: groups, channels, businesses, service messages, other bots."""
    room = group()
    for words in ("hi", "помогите", "/help@other_bot", "/start@mayak_test_bot", "@mayak_test_bot hi"):
        yield f"group: {words}", message(person, chat=room, text=words), Due.SILENCE
        yield f"supergroup: {words}", message(person, chat=group(-1001, "supergroup"), text=words), Due.SILENCE
        yield f"edited in a group: {words}", message(person, "edited_message", room, text=words), Due.SILENCE
        yield (
            f"channel: {words}",
            message(person, "channel_post", group(-1002, "channel"), text=words),
            Due.SILENCE,
        )
        yield f"business: {words}", message(person, "business_message", text=words), Due.SILENCE
    yield "a bot writes", message(person, from_=user(9, is_bot=True), text="hi"), Due.SILENCE
    yield "an anonymous admin", message(person, chat=room, sender_chat=room, text="hi"), Due.SILENCE
    for service in ({"new_chat_members": [user(9)]}, {"left_chat_member": user(9)}, {"migrate_to_chat_id": -100}):
        yield f"group: {next(iter(service))}", message(person, chat=room, **service), Due.SILENCE
    yield "pinned", message(person, pinned_message={"message_id": 1}), Due.SILENCE
    yield "timer", message(person, message_auto_delete_timer_changed={"message_auto_delete_time": 1}), Due.SILENCE
    yield (
        "press in a group",
        press(person, "help", message={"message_id": 1, "chat": room, "date": 1}),
        Due.SPINNER,
    )
    yield "press of an inline message", press(person, "menu", message=None, inline_message_id="x"), Due.SPINNER
    nameless = press(person, "menu", game_short_name="x")
    del nameless["callback_query"]["data"]
    yield "press of a game", nameless, Due.SPINNER
    for kind in (
        "business_connection", "edited_business_message", "deleted_business_messages", "message_reaction",
        "message_reaction_count", "inline_query", "chosen_inline_result", "shipping_query", "pre_checkout_query",
        "purchased_paid_media", "poll", "poll_answer", "chat_member", "chat_join_request", "chat_boost",
        "removed_chat_boost", "edited_channel_post", "quantum_message",
    ):  # fmt: skip
        yield kind, update(**{kind: {"id": "1", "from": user(person), "user": user(person)}}), Due.SILENCE
    for status in ("kicked", "member"):
        for chat in (private(person), room):
            yield f"{status} in {chat['type']}", membership(person, status, chat), Due.SILENCE
            change = {"chat": chat, "from": user(person), "new_chat_member": {"status": status}}
            yield f"{status} in {chat['type']}, cut short", update(my_chat_member=change), Due.SILENCE


def _private(person: int) -> Iterator[tuple[str, Json, Due]]:
    for name, content in THINGS.items():
        yield name, message(person, **content), Due.ANSWER
        if "text" in content or "caption" in content:
            yield f"edited: {name}", message(person, "edited_message", **content), Due.ANSWER
    for words in COMMANDS:
        yield words, message(person, text=words), Due.ANSWER
    for data in PRESSES:
        yield f"press {data[:20]!r}", press(person, data), Due.ANSWER
    for data in ("menu", "help", "nothing"):
        old = {"message_id": 4, "date": 0, "chat": private(person)}
        yield f"press of what is too old: {data}", press(person, data, message=old), Due.ANSWER


def cases() -> list[Case]:
    """Every case, each by a person of their own, in languages that Telegram clients may name (or not)."""
    people = itertools.count(600_001)
    languages = itertools.cycle(LANGUAGES)
    rounds = [part(SOMEBODY) for _ in range(3) for part in (_private, _broken, _elsewhere)]
    made: list[Case] = []
    for name, raw, due in itertools.chain(*rounds, _private(SOMEBODY)):
        person = next(people)
        _speak(raw, next(languages))
        made.append(Case(name, person, _by(raw, person), due))
    return made


def _by(part: Any, person: int) -> Any:
    """Put the person in the place of `SOMEBODY`."""
    if isinstance(part, dict):
        return {name: _by(value, person) for name, value in part.items()}
    return person if part == SOMEBODY and not isinstance(part, bool) else part


def _speak(raw: Json, language: object) -> None:
    """Let the sender's client be of this language; None leaves it out."""
    for part in raw.values():
        sender = part.get("from") if isinstance(part, dict) else None
        if isinstance(sender, dict):
            sender.pop("language_code", None)
            sender.update({} if language is None else {"language_code": language})

"""Texts of a call: plain, with entities or marked up, checked against Telegram's lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.simulator.entities import settle, to_json, utf16_length
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.html_markup import parse_html
from bot.simulator.links import BadLink, checked_link, linked_user
from bot.simulator.spans import PRE, SPLITTABLE, Span

if TYPE_CHECKING:
    from bot.simulator.args import Args
    from bot.simulator.world import World

Json = dict[str, Any]
MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100
_MAX_RAW = 32_768
_BY_ITSELF = frozenset(["mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"])
_PLAIN = frozenset({*SPLITTABLE, "code", "blockquote", "expandable_blockquote"})


class NotModelled(Exception):
    """Something real that this simulator does not imitate: the call answers 501 and the journal turns red."""


def _entity(value: Any) -> Span | None:
    """Return the span of one MessageEntity object; None for kinds that Telegram finds by itself."""
    if not isinstance(value, dict):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    kind = value.get("type")
    if kind in _BY_ITSELF:
        return None
    try:
        span = Span(str(kind), int(value["offset"]), int(value["length"]))
    except (KeyError, TypeError, ValueError):
        raise bad_request("Can't parse MessageEntity: Can't find field \"offset\"") from None
    if kind == "pre":
        if value.get("language"):
            span.extra = {"language": str(value["language"])}
    elif kind == "text_link":
        _link(span, str(value.get("url", "")))
    elif kind == "text_mention":
        span.extra = {"user": {"id": int(value.get("user", {}).get("id", 0))}}
    elif kind == "custom_emoji":
        span.extra = {"custom_emoji_id": str(value.get("custom_emoji_id", ""))}
    elif kind not in _PLAIN:
        raise bad_request("Can't parse MessageEntity: Unsupported type specified")
    return span


def _link(span: Span, url: str) -> None:
    if user := linked_user(url):
        span.type, span.extra = "text_mention", {"user": {"id": user}}
        return
    try:
        span.extra = {"url": checked_link(url)}
    except BadLink as why:
        raise bad_request(f"Entity {why}") from None


def _spans(args: Args, name: str) -> list[Span]:
    value = args.json(name, "message entities")
    if value is None:
        return []
    if not isinstance(value, list):
        raise bad_request("Can't parse entities: expected an Array")
    return [span for span in map(_entity, value) if span is not None]


def formatted(
    world: World, args: Args, field: str, mode_field: str, entities_field: str
) -> tuple[str, list[Json]]:
    """Return the call's text and MessageEntity list as Telegram would store them; "" when nothing is left.

    Errors: ApiError 400; NotModelled for parse modes other than HTML.
    """
    text = args.text(field)
    if len(text) * 4 > _MAX_RAW and len(text.encode()) > _MAX_RAW:
        raise bad_request("Text is too long")
    mode = args.text(mode_field).lower()
    if mode == "html":
        text, spans = parse_html(text)
    elif mode in ("markdown", "markdownv2"):
        raise NotModelled(f"parse mode {args.text(mode_field)}")
    elif mode and mode != "none":
        raise bad_request("Unsupported parse_mode")
    else:
        spans = _spans(args, entities_field)
    text, spans = settle(text, spans)
    if len(spans) > MAX_ENTITIES:
        world.doubt(f"more than {MAX_ENTITIES} entities: the rest is ignored")
        spans = spans[:MAX_ENTITIES]
    return text, with_users(world, to_json(spans)) if spans else []


def with_users(world: World, entities: list[Json]) -> list[Json]:
    """Fill in the users of text mentions; those that the bot doesn't know are dropped, as Telegram does."""
    kept = []
    for entity in entities:
        if entity["type"] == "text_mention":
            person = world.people.get(entity["user"]["id"])
            if person is None:
                continue
            entity["user"] = person.user()
        kept.append(entity)
    return kept


def check_length(world: World, text: str, most: int, error: str) -> None:
    """Refuse more than `most` characters (code points); more UTF-16 units are doubtful. Errors: ApiError 400."""
    if len(text) > most:
        raise bad_request(error)
    if len(text) * 2 > most and utf16_length(text) > most:
        world.doubt(f"more than {most} UTF-16 units: accepted here, unsettled in the cloud")


def message_text(world: World, args: Args) -> Json:
    """Return {"text", "entities"} of sendMessage and editMessageText. Errors: ApiError 400."""
    if not args.text("text"):
        raise bad_request("Message text is empty")
    text, entities = formatted(world, args, "text", "parse_mode", "entities")
    if not text:
        raise bad_request("Text must be non-empty")
    check_length(world, text, MAX_TEXT, "Message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    return content


def caption(world: World, args: Args) -> Json:
    """Return {"caption", "caption_entities"} of a media message, empty without one. Errors: ApiError 400."""
    if not args.has("caption"):
        return {}
    text, entities = formatted(world, args, "caption", "parse_mode", "caption_entities")
    check_length(world, text, MAX_CAPTION, "Message caption is too long")
    content: Json = {"caption": text} if text else {}
    if text and entities:
        content["caption_entities"] = entities
    if text and args.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


__all__ = [
    "MAX_CAPTION",
    "MAX_TEXT",
    "PRE",
    "ApiError",
    "NotModelled",
    "caption",
    "check_length",
    "formatted",
    "message_text",
    "with_users",
]

"""Texts of a call: plain, with entities or marked up, checked against Telegram's lengths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simulator.entities import settle, to_json, utf16_length
from simulator.errors import NotModelled, bad_request
from simulator.html_markup import parse_html
from simulator.links import BadLink, checked_link, linked_user
from simulator.spans import SPLITTABLE, Span

if TYPE_CHECKING:
    from simulator.args import Args
    from simulator.world import World

Json = dict[str, Any]
MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100
_MAX_RAW = 32_768
_BY_ITSELF = frozenset(["mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"])
_UNCOUNTED = _BY_ITSELF | {"custom_emoji"}
_PLAIN = frozenset({*SPLITTABLE, "code", "blockquote", "expandable_blockquote"})


def _field(value: Json, name: str) -> Any:
    if value.get(name) is None:
        raise bad_request(f"Can't parse MessageEntity: Can't find field \"{name}\"")
    return value[name]


def _whole(value: Json, name: str) -> int:
    number = str(_field(value, name))
    if not re.fullmatch(r"-?[0-9]{1,18}", number):
        raise bad_request(f'Can\'t parse MessageEntity: Field "{name}" must be a valid Number')
    return int(number)


def _entity(value: Any) -> Span | None:
    """Return the span of one MessageEntity object; None for kinds that Telegram detects itself."""
    if not isinstance(value, dict):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    kind = str(_field(value, "type"))
    if kind in _BY_ITSELF:
        return None
    span = Span(kind, _whole(value, "offset"), _whole(value, "length"))
    if kind == "pre":
        span.extra = {"language": str(value["language"])} if value.get("language") else {}
    elif kind == "text_link":
        _link(span, str(_field(value, "url")))
    elif kind == "text_mention":
        span.extra = {"user": {"id": _whole(_field(value, "user"), "id")}}
    elif kind == "custom_emoji":
        span.extra = {"custom_emoji_id": str(_whole(value, "custom_emoji_id"))}
    elif kind == "date_time":
        raise NotModelled("entities of type date_time")
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


def spans_of(value: Any) -> list[Span]:
    """Return the spans of a list of MessageEntity objects. Errors: ApiError 400."""
    if not isinstance(value, list):
        raise bad_request("Can't parse entities: expected an Array")
    return [span for span in map(_entity, value) if span is not None]


def _limited(world: World, spans: list[Span]) -> list[Span]:
    """Keep 100 formatted stretches, links before styles; automatically detected ones are not counted."""
    chosen = [span for span in spans if span.type not in _UNCOUNTED]
    counted = sorted(chosen, key=lambda span: span.type in SPLITTABLE)
    if len(counted) <= MAX_ENTITIES:
        return spans
    world.doubt(f"more than {MAX_ENTITIES} entities: the rest is ignored")
    dropped = {id(span) for span in counted[MAX_ENTITIES:]}
    return [span for span in spans if id(span) not in dropped]


def formatted(
    world: World, args: Args, field: str, mode_field: str, entities_field: str
) -> tuple[str, list[Json]]:
    """Return the call's text and MessageEntity list as Telegram would store them; "" if nothing is left.

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
        given = args.json(entities_field, "message entities")
        spans = [] if given is None else spans_of(given)
        if any(s.type == "text_mention" and s.extra["user"]["id"] not in world.people for s in spans):
            raise bad_request("User not found")
    text, spans = settle(text, spans)
    if any(span.type == "custom_emoji" for span in spans):
        world.doubt("custom emoji are taken from bots without a bought username")
    if len(spans) > MAX_ENTITIES:
        spans = _limited(world, spans)
    return text, with_users(world, to_json(spans)) if spans else []


def with_users(world: World, entities: list[Json]) -> list[Json]:
    """Fill in the users of text mentions; unknown users are dropped, as in Telegram."""
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


def preview(args: Args) -> Json:
    """Return {"link_preview_options": …} when the call has them. Errors: ApiError 400."""
    options = args.json("link_preview_options", "link preview options")
    if options is None:
        return {"link_preview_options": {"is_disabled": True}} if args.flag("disable_web_page_preview") else {}
    if not isinstance(options, dict):
        raise bad_request("Can't parse link preview options JSON object")
    for name in ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text"):
        if not isinstance(options.get(name, False), bool):
            raise bad_request(f'Field "{name}" must be of type Boolean')
    if url := options.get("url"):
        try:
            checked_link(str(url))
        except BadLink:
            raise bad_request("WEBPAGE_URL_INVALID") from None
    shown = {name: value for name, value in options.items() if value}
    return {"link_preview_options": shown} if shown else {}


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
    if "link_preview_options" in args.values or "disable_web_page_preview" in args.values:
        content |= preview(args)
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

"""The user plane over HTTP, for the page: JSON in, JSON out; a refusal is 400 {"error": words}."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from simulator import actions, assets, groups
from simulator.args import read_args
from simulator.errors import ApiError, PlaneError
from simulator.faults import Fault
from simulator.mini_apps import address_for
from simulator.people import LANGUAGE
from simulator.sample_attachments import sample_content, sample_file
from simulator.stream import Stream
from simulator.transcript import transcript
from simulator.view import chat_view, state_view

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from simulator.people import Person
    from simulator.world import World

Json = dict[str, Any]
_TEN_YEARS = 10 * 366 * 86_400


class UserPlane:
    """The handlers under / and /_sim for one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._stream = Stream(world)

    def add_routes(self, app: web.Application) -> None:
        """Put all routes into an application."""
        get, post = app.router.add_get, app.router.add_post
        get("/", assets.index)
        get("/_sim/static/{path:.+}", assets.static)
        get("/_sim/files/{unique}", self._file)
        get("/_sim/events", self._stream.handle)
        get("/_sim/mini-app", self._mini_app)
        for path, handler in (
            ("/_sim/state", self._state),
            ("/_sim/chats/{chat}/messages", self._messages),
            ("/_sim/journal", self._journal),
        ):
            get(path, _json(handler))
        get("/_sim/chats/{chat}/transcript", self._transcript)
        for path, handler in (
            ("/_sim/people", self._add_person),
            ("/_sim/people/{id}/{act}", self._act),
            ("/_sim/groups", self._found_group),
            ("/_sim/groups/{id}/members", self._change_group),
            ("/_sim/clock", self._clock),
            ("/_sim/faults", self._add_fault),
        ):
            post(path, _json(handler))
        app.router.add_patch("/_sim/people/{id}", _json(self._change_person))
        app.router.add_delete("/_sim/faults", _json(self._no_faults))

    def close(self) -> None:
        """End all streams."""
        self._stream.close()

    # Looking

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self._world.files.by_unique.get(request.match_info["unique"])
        if file is None:
            raise web.HTTPNotFound
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        return web.Response(body=file.data, content_type=file.mime or "application/octet-stream", headers=headers)

    async def _mini_app(self, request: web.Request) -> web.StreamResponse:
        """Open the bot's Mini App as a person, in a window of its own, as in Telegram's apps."""
        person = self._world.people.get(_number(request.query.get("person", "")))
        if person is None or not self._world.mini_app:
            raise web.HTTPNotFound
        address = address_for(self._world.mini_app, self._world.token, person, self._world.clock.seconds())
        return web.Response(status=303, headers={"Location": address, "Cache-Control": "no-store"})

    async def _state(self, _: web.Request) -> Json:
        return state_view(self._world) | {"mini_app": bool(self._world.mini_app)}

    async def _messages(self, request: web.Request) -> Json:
        person = self._person(request.query.get("person", ""))
        return chat_view(
            self._world, actions.where(self._world, person, _number(request.match_info["chat"])), person
        )

    async def _journal(self, request: web.Request) -> Json:
        journal, query = self._world.journal, request.query
        return {
            "entries": journal.after(_number(query.get("after", "0")), last=_number(query.get("last", "0"))),
            "red": journal.red,
        }

    async def _transcript(self, request: web.Request) -> web.StreamResponse:
        room = self._world.rooms.get(_number(request.match_info["chat"]))
        return web.Response(text=transcript(room) if room else "")

    # Acting

    def _person(self, text: str) -> Person:
        try:
            return self._world.person(int(text) if text.lstrip("-").isdigit() else text)
        except KeyError:
            raise PlaneError("there is no such person") from None

    async def _add_person(self, request: web.Request) -> Json:
        body = await _body(request)
        name = str(body.get("first_name", "")).strip()
        if not name:
            raise PlaneError("a person needs a first name")
        person = self._world.add_person(name, str(body.get("language_code", LANGUAGE)), str(body.get("note", "")))
        self._world.tell({"type": "people"})
        return person.about()

    async def _change_person(self, request: web.Request) -> Json:
        person = self._person(request.match_info["id"])
        body = await _body(request)
        person.language_code = str(body.get("language_code", person.language_code))
        self._world.rename(person, str(body.get("first_name", "")).strip())
        self._world.tell({"type": "people"})
        return person.about()

    async def _act(self, request: web.Request) -> Json:
        person = self._person(request.match_info["id"])
        act = request.match_info["act"]
        if act == "attach":
            return await self._attach(request, person)
        body = await _body(request)
        handler = _ACTS.get(act)
        if handler is None:
            raise PlaneError(f"there is no act {act}")
        return handler(self._world, person, _number(body.get("chat_id") or person.id), body)

    async def _attach(self, request: web.Request, person: Person) -> Json:
        file = None
        if request.content_type == "multipart/form-data":
            form = await read_args(request)
            body: Json = form.values
            upload = form.files.get("file")
            file = (upload.name, upload.mime, upload.data) if upload else None
        else:
            body = await _body(request)
        kind, chat_id = str(body.get("kind", "")), _number(body.get("chat_id") or person.id)
        content = sample_content(kind, person)
        if content is None:
            file = file or sample_file(kind)
            content = actions.file_content(self._world, kind, file, str(body.get("caption") or ""))
        return actions.attach(self._world, person, chat_id, content)

    async def _found_group(self, request: web.Request) -> Json:
        body = await _body(request)
        members = [_number(member) for member in body.get("members") or []]
        kind = str(body.get("type", "group"))
        bot = body.get("bot") is not False
        return groups.found(self._world, str(body.get("title", "")), kind, members, bot=bot).about()

    async def _change_group(self, request: web.Request) -> Json:
        group = self._world.groups.get(_number(request.match_info["id"]))
        if group is None:
            raise PlaneError("there is no such group")
        body = await _body(request)
        who, action = body.get("person", "bot"), body.get("action")
        person = None if who == "bot" else self._person(str(who))
        if action == "upgrade":
            group = groups.upgrade(self._world, group)
        elif action == "promote" and person is None:
            groups.promote(self._world, group)
        elif action in ("join", "leave"):
            (groups.let_in if action == "join" else groups.let_go)(self._world, group, person)
        else:
            raise PlaneError("the action is join or leave, promote for the bot, upgrade for the group")
        return group.about()

    # Clock and faults

    async def _clock(self, request: web.Request) -> Json:
        body = await _body(request)
        clock = self._world.clock
        if body.get("next_delivery"):
            due = await self._world.next_due() if self._world.next_due else None
            if due is None:
                raise web.HTTPConflict(
                    text=json.dumps({"error": "nothing is planned"}), content_type="application/json"
                )
            seconds = max(0.0, (due - clock.now()).total_seconds())
        else:
            seconds = body.get("advance", 0)
            if not isinstance(seconds, int | float) or not 0 <= seconds <= _TEN_YEARS:
                raise PlaneError("time moves forward only, by seconds, ten years at most")
        now = clock.advance(seconds).isoformat()
        self._world.tell({"type": "clock", "now": now})
        return {"now": now}

    async def _add_fault(self, request: web.Request) -> Json:
        body = await _body(request)
        try:
            self._world.order_fault(Fault(**body))
        except (TypeError, ValueError) as why:
            raise PlaneError(str(why)) from None
        return {"faults": self._world.fault_view()}

    async def _no_faults(self, _: web.Request) -> Json:
        self._world.no_faults()
        return {"faults": []}


def _press(world: World, person: Person, chat_id: int, body: Json) -> Json:
    place = (_number(body.get("row")), _number(body.get("column")))
    alone = _number(body.get("ephemeral") or 0)
    number = 0 if alone else _number(body.get("message_id"))
    return {"callback_id": actions.press(world, person, chat_id, number, place, alone=alone)}


def _vote(world: World, person: Person, chat_id: int, body: Json) -> Json:
    options = [_number(option) for option in body.get("options") or []]
    return actions.vote(world, person, chat_id, _number(body.get("message_id")), options)


def _edit(world: World, person: Person, chat_id: int, body: Json) -> Json:
    return actions.edit(world, person, chat_id, _number(body.get("message_id")), str(body.get("text", "")))


def _send(world: World, person: Person, chat_id: int, body: Json) -> Json:
    text, alone = str(body.get("text", "")), _number(body.get("ephemeral") or 0)
    if alone:
        return actions.answer_alone(world, person, chat_id, alone, text)
    return actions.send(world, person, chat_id, text, _number(body.get("reply_to") or 0))


def _inline(world: World, person: Person, chat_id: int, body: Json) -> Json:
    return {"query": actions.ask_inline(world, person, chat_id, str(body.get("text", "")))}


def _choose(world: World, person: Person, chat_id: int, body: Json) -> Json:
    return actions.choose(world, person, chat_id, str(body.get("query", "")), str(body.get("result", "")))


def _start(world: World, person: Person, chat_id: int, body: Json) -> Json:
    payload = str(body.get("payload") or "")
    if chat_id < 0:
        return actions.start_in_group(world, person, chat_id, payload)
    return actions.start(world, person, payload)


def _plain(act: Callable[[World, Person], None]) -> Callable[[World, Person, int, Json], Json]:
    def run(world: World, person: Person, _: int, __: Json) -> Json:
        act(world, person)
        return person.about()

    return run


_ACTS: dict[str, Callable[[World, Person, int, Json], Json]] = {
    "send": _send,
    "edit": _edit,
    "press": _press,
    "vote": _vote,
    "keyboard": lambda world, person, chat_id, body: actions.keyboard(
        world, person, chat_id, str(body.get("text", ""))
    ),
    "start": _start,
    "inline": _inline,
    "choose": _choose,
    "block": _plain(actions.block),
    "unblock": _plain(actions.unblock),
    "delete_chat": _plain(actions.delete_chat),
}


def _number(value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise PlaneError(f"expected a number, got {value!r}") from None


async def _body(request: web.Request) -> Json:
    """Return the JSON object of a request, {} if there is none. Only JSON is accepted, so a plain form cannot
    reach the plane.
    """
    raw = await request.read()
    if not raw:
        return {}
    if request.content_type != "application/json":
        raise PlaneError("the body must be JSON")
    try:
        body = json.loads(raw)
    except ValueError:
        raise PlaneError("the body is no JSON") from None
    if not isinstance(body, dict):
        raise PlaneError("the body must be a JSON object")
    return body


def _json(
    handler: Callable[[web.Request], Awaitable[Json]],
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(await handler(request))
        except PlaneError as why:
            return web.json_response({"error": str(why)}, status=400)
        except ApiError as why:
            return web.json_response({"error": why.description}, status=400)

    return answer

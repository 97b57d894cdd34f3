"""The Bot API's refusals: codes, descriptions and their wording."""

from __future__ import annotations

from typing import Any

QUERY_OLD = "query is too old and response timeout expired or query ID is invalid"
"""The refusal for a press or inline query that waits for no answer (any more)."""


class ApiError(Exception):
    """A refusal with the HTTP `code`, the full `description` and optional `parameters` (ResponseParameters)."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Return the answer's JSON object."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class NotModelled(Exception):
    """A real feature that this simulator does not imitate: the call answers 501 and the journal turns red."""


class PlaneError(Exception):
    """A person's action that Telegram's app would not offer; the user plane answers 400 with these words."""


_PREFIX = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    409: "Conflict",
    500: "Internal Server Error",
}


def refusal(code: int, message: str) -> ApiError:
    """Return an error worded as the server words it: prefix, then the message with a small first letter.

    Messages of the cloud in capitals (`BUTTON_DATA_INVALID`) keep their case.
    """
    loud = len(message) > 1 and (message[1] == "_" or "A" <= message[1] <= "Z")
    words = message if loud else message[:1].lower() + message[1:]
    return ApiError(code, f"{_PREFIX[code]}: {words}")


def bad_request(message: str) -> ApiError:
    """Return a 400 in the server's wording."""
    return refusal(400, message)


def forbidden(message: str) -> ApiError:
    """Return a 403 in the server's wording."""
    return refusal(403, message)


def upgraded(chat_id: int) -> ApiError:
    """Return the 400 for a group that has become the supergroup `chat_id`."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, words, migrate_to_chat_id=chat_id)


def too_many(seconds: int) -> ApiError:
    """Return a 429 that asks to wait `seconds`."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

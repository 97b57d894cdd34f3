"""Small attachments for a person without a file of their own."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw

from simulator.errors import PlaneError
from simulator.people import NOTE_FILE

if TYPE_CHECKING:
    from simulator.people import Person

Json = dict[str, Any]
FILES = ("photo", "document", "voice", "video", "sticker")
_SILENCE = 8_000  # samples at 8 kHz: one second


def _picture(form: str, size: tuple[int, int]) -> bytes:
    """Return a drawing of a sun over the sea."""
    width, height = size
    picture = Image.new("RGB", size, "#9fd3ff")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width * 0.6, height * 0.1, width * 0.6 + height * 0.3, height * 0.4), fill="#ffd34d")
    draw.rectangle((0, height * 0.65, width, height), fill="#2f7fb8")
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def _silence() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(_SILENCE)
        sound.writeframes(b"\x80" * _SILENCE)
    return out.getvalue()


def sample_file(kind: str) -> tuple[str, str, bytes]:
    """Return name, MIME type and bytes of a small file of a kind. Errors: PlaneError."""
    if kind == "photo":
        return "photo.jpg", "image/jpeg", _picture("JPEG", (640, 400))
    if kind == "sticker":
        return "sticker.webp", "image/webp", _picture("WEBP", (512, 512))
    if kind == "document":
        name, words = NOTE_FILE
        return name, "text/plain", words.encode()
    if kind == "voice":
        return "voice.wav", "audio/wav", _silence()
    if kind == "video":
        return "video.mp4", "video/mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"
    raise PlaneError(f"nothing of the kind {kind} can be attached")


def sample_content(kind: str, person: Person) -> Json | None:
    """Return the content of a contact or a place, None for kinds that are files."""
    if kind == "contact":
        return {"contact": {"phone_number": "+70000000000", "first_name": person.first_name, "user_id": person.id}}
    if kind == "location":
        return {"location": {"latitude": 59.8433, "longitude": 30.1539}}
    return None

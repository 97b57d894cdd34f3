"""Files uploaded by the bot or by people: ids, paths, sizes, and dimensions of pictures."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PIL import Image, UnidentifiedImageError

from simulator.errors import bad_request

if TYPE_CHECKING:
    import random

Json = dict[str, Any]
MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
_MAX_SIDES = 10_000
_MAX_RATIO = 20
_THUMBNAIL = 320
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "sticker": "stickers"}
_ENDINGS = {"photo": "jpg", "voice": "oga", "video": "mp4", "sticker": "webp"}


@dataclass(slots=True)
class File:
    """One stored file. `kind`: photo, document, voice, video or sticker; `path`: the answer of getFile."""

    id: str
    unique: str
    kind: str
    name: str
    mime: str
    data: bytes
    path: str
    width: int = 0
    height: int = 0
    thumbnail: File | None = None

    def short(self) -> Json:
        """Return the fields that every file object begins with."""
        return {"file_id": self.id, "file_unique_id": self.unique, "file_size": len(self.data)}

    def size(self) -> Json:
        """Return a PhotoSize."""
        return {**self.short(), "width": self.width, "height": self.height}


class Files:
    """Keeps files by id and by path."""

    def __init__(self, random_source: random.Random) -> None:
        self._random_source = random_source
        self.by_id: dict[str, File] = {}
        self.by_unique: dict[str, File] = {}
        self.by_path: dict[str, File] = {}

    def _name(self, size: int) -> str:
        return base64.urlsafe_b64encode(self._random_source.randbytes(size)).decode().rstrip("=")

    def add(self, kind: str, name: str, mime: str, data: bytes) -> File:
        """Store bytes as a file. Errors: ApiError 400 for pictures that Telegram does not accept."""
        ending = _ENDINGS.get(kind) or (name.rpartition(".")[2] if "." in name else "")
        path = f"{_FOLDERS.get(kind, 'documents')}/file_{len(self.by_path)}{'.' + ending if ending else ''}"
        file = File("AgAC" + self._name(40), "AQAD" + self._name(9), kind, name, mime, data, path)
        if kind in ("photo", "sticker"):
            self._measure(file)
        self.by_id[file.id] = self.by_unique[file.unique] = self.by_path[path] = file
        return file

    def _measure(self, file: File) -> None:
        if len(file.data) > MAX_PHOTO:
            raise bad_request(
                f"file of size {len(file.data)} bytes is too big for a photo; the maximum size is 10 MB"
            )
        try:
            with Image.open(io.BytesIO(file.data)) as picture:
                file.width, file.height = picture.size
                small = picture.convert("RGB") if max(picture.size) > _THUMBNAIL and file.kind == "photo" else None
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
            raise bad_request("IMAGE_PROCESS_FAILED") from None
        sides = sorted((file.width, file.height))
        if sum(sides) > _MAX_SIDES or sides[1] > sides[0] * _MAX_RATIO:
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        if small is not None:
            small.thumbnail((_THUMBNAIL, _THUMBNAIL))
            out = io.BytesIO()
            small.save(out, "JPEG")
            file.thumbnail = self.add("photo", "", "image/jpeg", out.getvalue())

    def find(self, file_id: str, kind: str) -> File:
        """Return a file by its id for use as `kind`. Errors: ApiError 400."""
        file = self.by_id.get(file_id)
        if file is None:
            raise bad_request("Wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            raise bad_request(f"Can't use file of type {file.kind.title()} as {kind.title()}")
        return file


def photo_sizes(file: File) -> list[Json]:
    """Return the PhotoSize list of a photo, smallest first."""
    return [file.thumbnail.size(), file.size()] if file.thumbnail else [file.size()]


def media(file: File) -> Json:
    """Return the message field for a file: {"photo": […]} or {"document": {…}} and so on."""
    if file.kind == "photo":
        return {"photo": photo_sizes(file)}
    about = file.short()
    if file.kind == "document":
        about = {"file_name": file.name, "mime_type": file.mime or "application/octet-stream", **about}
    elif file.kind == "voice":
        about = {"duration": 1, "mime_type": file.mime or "audio/ogg", **about}
    elif file.kind == "video":
        about = {"duration": 1, "width": 320, "height": 240, "mime_type": file.mime or "video/mp4", **about}
    elif file.kind == "sticker":
        sides = {"width": file.width, "height": file.height}
        about = {**sides, "type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂", **about}
    return {file.kind: about}

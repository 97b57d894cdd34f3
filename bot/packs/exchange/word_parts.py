"""Unpacks the parts of a Word document with words, up to a limit, and reports what the library skips.

A document is a stranger's .zip of XML: each part is read up to the size claimed in its header, and refused if it
has a document type, by which XML can grow.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from bot.packs.sheets import Unreadable
from bot.packs.upload.archive import DAMAGED, UPLOAD_BYTES
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

ENTRIES = 2000
"""Most files inside."""

XML_BYTES = 4 * 2**20
"""Most unpacked bytes of all parts with words: a thousand pages; reading takes 40 times as much memory."""

DEPTH = 100
"""Deepest nesting of a part."""

_PART = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:_rels/)?\w{1,40}\.xml(?:\.rels)?")
"""Parts with words and what they refer to; fonts and programs are not unpacked."""

_PICTURE = re.compile(r"word/media/[\w.-]{1,80}\.(?:png|jpe?g|gif|bmp)", re.IGNORECASE)

PICTURES, PICTURE_BYTES = 40, 20 * 2**20
"""Most pictures of a document that are unpacked, and most bytes of all of them; those above stay behind."""

_AROUND = re.compile(r"word/(?:header|footer)\d*\.xml")
_OLD = b"\xd0\xcf\x11\xe0"
"""The first bytes of a Word file from before 2007, or of one locked with a password."""


def read_parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a document with words. Errors: Unreadable."""
    if content[:4] == _OLD:
        raise Unreadable(phrase("an old or locked Word file: open it and save it as .docx, without a password"))
    if len(content) > UPLOAD_BYTES:
        raise Unreadable(phrase("the file is larger than {most} MiB", most=UPLOAD_BYTES // 2**20))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _unpacked(archive)
    except DAMAGED as error:
        raise Unreadable(phrase("no Word document, or a damaged one")) from error
    if "[Content_Types].xml" not in parts or not any(name.startswith("word/") for name in parts):
        raise Unreadable(phrase("no Word document, or a damaged one"))
    for part in parts.values():
        _check_xml(part)
    return parts


def read_pictures(content: bytes) -> dict[str, bytes]:
    """Return the pictures of a document, whose parts were read already; those above the limits are left out."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        room = PICTURE_BYTES
        for entry in archive.infolist():
            if not _PICTURE.fullmatch(entry.filename) or entry.file_size > room or len(found) >= PICTURES:
                continue
            try:
                with archive.open(entry) as opened:
                    picture = opened.read(entry.file_size + 1)
            except DAMAGED:
                continue
            if len(picture) == entry.file_size and entry.filename not in found:
                found[entry.filename] = picture
                room -= len(picture)
    return found


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    wanted = [entry for entry in entries if _PART.fullmatch(entry.filename)]
    too_much = phrase("it unpacks to more than a document of words does: save it anew, or split it")
    if len(entries) > ENTRIES or len({entry.filename for entry in wanted}) < len(wanted):
        raise Unreadable(too_much)
    if sum(entry.file_size for entry in wanted) > XML_BYTES:
        raise Unreadable(too_much)
    parts = {}
    for entry in wanted:
        with archive.open(entry) as opened:
            parts[entry.filename] = opened.read(entry.file_size + 1)
        if len(parts[entry.filename]) > entry.file_size:
            raise Unreadable(too_much)
    return parts


def _check_xml(part: bytes) -> None:
    try:
        root = ElementTree.fromstring(part, forbid_dtd=True)
    except (DefusedXmlException, ElementTree.ParseError) as error:
        raise Unreadable(phrase("no Word document, or a damaged one")) from error
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        if depth > DEPTH:
            raise Unreadable(phrase("no Word document, or a damaged one"))
        waiting += [(child, depth + 1) for child in element]


def hidden_in(parts: dict[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Yield the parts that the library skips silently: their kind, their words, what to do."""
    for name in sorted(parts):
        root = ElementTree.fromstring(parts[name], forbid_dtd=True)
        if _AROUND.fullmatch(name) and (words := _said(root, "t")):
            yield phrase("a line at the head or foot of each page"), words, phrase("write it into a card")
        if name != "word/document.xml":
            continue
        for element in root.iter():
            kind = _local(element)
            if kind in {"del", "moveFrom"} and (words := _said(element, "delText", "t")):
                yield phrase("deleted words (changes are tracked)"), words, phrase("accept or reject the changes")
            elif kind == "oMath" and (words := _said(element, "t")):
                yield phrase("a formula"), words, phrase("write it in words")
            elif kind == "drawing" and not {"blip", "txbxContent"} & {_local(one) for one in element.iter()}:
                named = next(
                    (one.get("descr") or one.get("name") for one in element.iter() if one.get("name")), ""
                )
                yield phrase("a drawing or chart"), str(named or ""), phrase("save it as a picture")


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _said(element: Element, *tags: str) -> str:
    return " ".join("".join(one.text or "" for one in element.iter() if _local(one) in tags).split())

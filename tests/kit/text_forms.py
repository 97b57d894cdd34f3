"""A translated page in the browser: its fields of text, and the page that comes."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.doors.web.browsing import Seen

PAGE = "/p/edition/{}/words/ru/0"


_INPUT = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


_TEXT = re.compile(r'<textarea id="text-\d+" name="(text\.[^"]+)"[^>]*>\n([^<]*)</textarea>')


def form_on(page: Seen) -> dict[str, str]:
    """What the form of texts on a page carries."""
    inside = page.html[page.html.index('<form class="texts-form"') :]
    inside = inside[: inside.index("</form>")]
    found = {name: html.unescape(value) for name, value in _INPUT.findall(inside)}
    return found | {name: html.unescape(words) for name, words in _TEXT.findall(inside)}


def translated(form: dict[str, str]) -> dict[str, str]:
    """Every text written, links and sources kept."""
    words = {
        name: "Слово [^guide]." if name.endswith("#.body") else f"Слово {at}"
        for at, name in enumerate(form)
        if name.startswith("text.")
    }
    return form | words

"""The studio in the browser: its forms and files."""

from __future__ import annotations

import html
import io
import re

from aiohttp import FormData

from tests.doors.web.browsing import Browser, Seen, read


def form_on(page: Seen) -> dict[str, str]:
    """What the form beside the preview carries, as a browser would send it."""
    form = re.search(r'<form class="studio".*?</form>', page.html, re.DOTALL)
    assert form, page.words
    ticked = re.sub(r'<input type="checkbox"(?![^>]* checked)[^>]*>', "", form[0])
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', ticked))
    areas = re.findall(r'<textarea[^>]*name="(f\.[^"]+)"[^>]*>\n?(.*?)</textarea>', form[0], re.DOTALL)
    fields |= dict(areas)
    written = re.search(r"<textarea id=\"written\"[^>]*>\n(.*?)</textarea>", form[0], re.DOTALL)
    assert written
    fields["text"] = written[1]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form[0]):
        chosen = re.search(r'value="([^"]+)" selected', options) or re.search(r'value="([^"]+)"', options)
        assert chosen
        fields[name] = chosen[1]
    return {name: html.unescape(value) for name, value in fields.items()}


async def opens_file(browser: Browser, name: str, content: bytes, place: str) -> Seen:
    """Send a file to go on with, as a browser does."""
    page = await browser.opens("/edit")
    found = re.search(
        r'action="/edit/file".*?name="csrf" value="([^"]+)".*?name="step" value="([^"]+)"', page.html, re.DOTALL
    )
    assert found
    data = FormData([("csrf", found[1]), ("step", found[2]), ("place", place)])
    data.add_field("file", io.BytesIO(content), filename=name, content_type="application/octet-stream")
    told = browser.headers | {"Origin": browser.address, "Sec-Fetch-Site": "same-origin"} | browser.cookie
    async with browser.session.post(browser.address + "/edit/file", data=data, headers=told) as answer:
        browser.page = read(answer.status, await answer.text(), dict(answer.headers))
        return browser.page


LESSON = "boats/9-11/lesson.en.md"

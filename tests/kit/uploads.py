"""Files that are sent from the browser."""

from __future__ import annotations

import io

from aiohttp import FormData

from tests.doors.web.browsing import Browser, Seen, read


def sending(browser: Browser) -> dict[str, str]:
    """What the form for a file carries on the page that is seen."""
    page = browser.see()
    assert 'enctype="multipart/form-data"' in page.html
    assert page.typing
    return page.typing


async def sends_file(
    browser: Browser, form: dict[str, str], name: str, content: bytes, *, to: str = "/send", **headers: str
) -> Seen:
    """Send a form with a file, as a browser does."""
    data = FormData(list(form.items()))
    data.add_field("file", io.BytesIO(content), filename=name, content_type="application/octet-stream")
    told = (
        browser.headers | {"Origin": browser.address, "Sec-Fetch-Site": "same-origin"} | browser.cookie | headers
    )
    async with browser.session.post(
        browser.address + to, data=data, headers=told, allow_redirects=False
    ) as answer:
        browser.page = read(answer.status, await answer.text(), dict(answer.headers))
        return browser.page

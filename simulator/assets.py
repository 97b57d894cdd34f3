"""The page's own files for HTTP: never framed by other sites, sniffed, or cached past a change."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"
_HINT = "There is no page here yet: simulator/page/index.html is missing. The Bot API and /_sim work without it.\n"
# index.html itself says what the page may load; only the frame rule has to be a header.
HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'none'",
}


async def index(_: web.Request) -> web.StreamResponse:
    """Answer `/` with the page, or 404 with a hint if it is missing."""
    file = PAGE / "index.html"
    if not file.is_file():
        return web.Response(status=404, text=_HINT)
    return web.FileResponse(file, headers=HEADERS)


async def static(request: web.Request) -> web.StreamResponse:
    """Answer `/_sim/static/{path}` with a file of the page, never with a file outside its folder."""
    file = (PAGE / request.match_info["path"]).resolve()
    if not file.is_relative_to(PAGE.resolve()) or not file.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(file, headers=HEADERS)

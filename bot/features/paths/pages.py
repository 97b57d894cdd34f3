"""Pages of paths: the weeks of one, what a week leads to."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("path/{pack}/{item}")
class Path(Page):
    """The weeks of a path, what is done and what comes next."""

    opens = "path"

    pack: fields.Pack
    item: fields.Item


@page("path/{pack}/{item}:{card}.{list_page}")
class Week(Page):
    """What one week leads to; `card` is that week, `list_page` the page of its list."""

    pack: fields.Pack
    item: fields.Item
    card: fields.Card
    list_page: fields.Choice = 0

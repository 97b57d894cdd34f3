"""Instance: this running bot, as its operator set it up and its messenger named it; the same for everybody."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.chat.links import is_shared, payload_of
from bot.values.repetition import Repetition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.values.page import Page
    from bot.values.phrases import Phrases


@dataclass(slots=True)
class Instance:
    """What views say about this bot, and its addresses. All outside addresses are made here, so that no view
    depends on the messenger.
    """

    bot: str = ""
    """The bot's username; empty until the messenger has told it."""
    operator: str = ""
    """Who answers for the data and how to reach them; empty when the operator has not said."""
    projector: str = ""
    """The address under which the web is reached from outside, for projectors; empty where the bot serves none."""
    bulk_rate: int = 30
    """Messages a second that may go out unasked, by the operator's settings; a forecast needs it."""
    repetition: Repetition = Repetition.SPACED
    """By which rule missed questions come back."""
    languages: Mapping[str, Phrases] = field(default_factory=dict, repr=False)
    """The phrases of every language that the bot speaks, by locale."""

    @property
    def address(self) -> str:
        """The address of the chat with the bot; empty while its name is not known."""
        return f"https://t.me/{self.bot}" if self.bot else ""

    def link(self, page: Page) -> str:
        """Return the link by which others open a page. Errors: ValueError for a page that cannot be shared."""
        return f"https://t.me/{self.bot}?start={payload_of(page)}"

    def link_into_group(self, payload: str) -> str:
        """Return the link by which a person adds the bot to one of their groups."""
        return f"https://t.me/{self.bot}?startgroup={payload}"

    def web_address(self, page: Page) -> str:
        """Return the plain web address at which anybody reads a page; empty where the bot serves no web, and for
        pages that are not for others.
        """
        return f"{self.projector}/p/{page.path}" if self.projector and is_shared(page) else ""

    def browser_link(self, page: Page) -> str:
        """Return the address at which a browser opens a page as a link of the messenger does; empty where the bot
        serves no web. Errors: ValueError for a page that cannot be shared.
        """
        return f"{self.projector}/?start={payload_of(page)}" if self.projector else ""

    def sharing(self, page: Page, title: str) -> str:
        """Return the address at which a person chooses who gets the link to a page."""
        return f"https://t.me/share/url?url={quote(self.link(page), safe='')}&text={quote(title)}"

"""Talk with people without Telegram: the conversation of the chat, about all that needs no chat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.chat.browser_people import PROOF
from bot.chat.conversation import Conversation
from bot.chat.items import dead_end
from bot.chat.links import of_payload, payload_of
from bot.features.account import pages as account_pages
from bot.features.desk import pages as desk_pages
from bot.values import landmarks
from bot.values.audience import Audience
from bot.values.screen import Address, Link, Screen
from bot.values.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.chat.instance import Instance
    from bot.chat.services import Services
    from bot.chat.turn import Reader, Turn
    from bot.chat.views import Outcome, View, Views
    from bot.values.page import Page

SAYING_WHO = (account_pages.IAm, account_pages.SetAudience)
"""Pages at which somebody says who they are: a pupil of a class is not an adult, and its teacher is."""

FOR_GOOD = (account_pages.ForgetNow, landmarks.ForgetPhone)
"""Pages for everybody that a teacher's return code alone does not open."""


class ChatlessTalk:
    """The conversation with some people in a browser; `views_of` returns their views."""

    def __init__(self, services: Services, views_of: Callable[[Views], Views]) -> None:
        self._house = services
        self.conversation = Conversation(replace(services, views=views_of(services.views)))

    def keep_up(self) -> None:
        """Serve the packs that the chat serves."""
        own = self.conversation.services
        if own.library is not self._house.library:
            own.take(self._house.library)


def of_pupils(house: Views) -> Views:
    """Return the views of the house as pupils without a chat see them."""
    own = _without_chat(house)
    for saying in SAYING_WHO:
        own.by_page[saying] = replace(own.by_page[saying], draw=_still_a_pupil(own.by_page[saying]))
    return own


def of_teachers(house: Views) -> Views:
    """Return the views of the house as teachers without a chat see them once they have typed the PIN."""
    own = _without_chat(house)
    for saying in SAYING_WHO:
        own.by_page[saying] = replace(own.by_page[saying], draw=_still_a_teacher(own.by_page[saying]))
    return own


def of_looking_teachers(house: Views) -> Views:
    """Return the views of the house as a teacher's return code alone shows them: nothing can be changed."""
    own = of_teachers(house)
    for page, view in own.by_page.items():
        if (view.role is not None and not page.only_shows) or page in FOR_GOOD:
            own.by_page[page] = replace(view, draw=_needs_pin, kept=False)
    return own


def before_the_tap(reader: Reader, screen: Screen, instance: Instance) -> Screen:
    """Return a screen whose buttons say what needs Telegram; they open it there, at the same place where that has
    a link.
    """

    def fitting(button: object) -> object:
        if not isinstance(button, Link) or not button.page.needs_chat or not instance.bot:
            return button
        if isinstance(button.page, desk_pages.Desk):  # one is there already
            return button
        label = reader.say("{what} (in Telegram)", what=button.label)
        return Address(label, instance.link(button.page) if _has_link(button.page) else instance.address)

    rows = tuple(tuple(fitting(button) for button in row) for row in screen.rows)
    return replace(screen, rows=rows)  # type: ignore[arg-type]  # a button for a button


def _has_link(page: Page) -> bool:
    try:
        return of_payload(payload_of(page)) == page
    except ValueError:
        return False


def _without_chat(house: Views) -> Views:
    own = house.merge(house)
    for page, view in own.by_page.items():
        if page.needs_chat:
            own.by_page[page] = replace(view, draw=_needs_chat, kept=False)
    return own


def _needs_chat(turn: Turn, page: Page) -> Screen:
    screen = dead_end(turn, turn.say("That is for Telegram: from a browser I cannot write to you first."))
    if not turn.instance.bot:
        return screen
    address = turn.instance.link(page) if _has_link(page) else turn.instance.address
    return replace(screen, rows=((Address(turn.say("Open the chat"), address),), *screen.rows))


def _needs_pin(turn: Turn, page: Page) -> Screen:
    """Ask for the PIN, and keep where the teacher wants to go on."""
    words = turn.say("The return code alone shows things. To change something, type the PIN that you chose.")
    proof = Address(turn.say("🔒 Type my PIN"), f"{PROOF}?to={quote(page.path)}")
    return Screen(Text(words), ((proof,), (Link(turn.say("☰ Menu"), landmarks.Menu()),)))


def _still_a_pupil(view: View) -> Callable[[Turn, Page], Screen | Page | Outcome]:
    """Return a view that takes nobody for an adult."""

    def draw(turn: Turn, page: Page) -> Screen | Page | Outcome:
        if isinstance(page, SAYING_WHO) and not page.audience.is_child:
            words = turn.say("Here you are a pupil of a class. Adults read without a return code, or in Telegram.")
            return dead_end(turn, words)
        return view.draw(turn, page)

    return draw


def _still_a_teacher(view: View) -> Callable[[Turn, Page], Screen | Page | Outcome]:
    """Return a view that takes nobody for a pupil or a parent."""

    def draw(turn: Turn, page: Page) -> Screen | Page | Outcome:
        if isinstance(page, SAYING_WHO) and page.audience is not Audience.EDUCATOR:
            words = turn.say("Here you are a teacher. To read as somebody else, end this visit.")
            return dead_end(turn, words)
        return view.draw(turn, page)

    return draw

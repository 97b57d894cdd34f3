"""Pages of partner spaces: the list of them, one space with its people and packs, and its sheets."""

from __future__ import annotations

from bot.values import fields
from bot.values.audience import Duty
from bot.values.page import Page, page


@page("spaces:{number}")
class Spaces(Page):
    """For organisers: the spaces of partners."""

    number: int = 0


@page("spaces/new")
class NewSpace(Page):
    """For organisers: type the name of an organisation that gets a space."""


@page("space/{space}")
class SpaceHome(Page):
    """One space: who works in it, its packs, and the ways to its sheets."""

    space: int


@page("space/{space}/invite/{duty}")
class SpaceInvited(Page):
    """The one-time link that makes somebody an editor or a reviewer of the space; its lead and psychologists are
    invited by an organiser.
    """

    space: int
    duty: Duty


@page("space/{space}/out/{editor}")
class EndWork(Page):
    """For who leads: ask whether the editor of this number works in the space no more."""

    space: int
    editor: int


@page("space/{space}/out/{editor}/yes")
class WorkEnded(Page):
    """The editor of this number works in the space no more."""

    acts = True
    space: int
    editor: int


@page("space/{space}/packs:{number}")
class SpacePacks(Page):
    """For who leads: which pack of the space belongs to which of its editors."""

    space: int
    number: int = 0


@page("space/{space}/owner/{pack}")
class SpaceHandOver(Page):
    """For who leads: choose another editor of the space for a pack."""

    space: int
    pack: fields.Pack


@page("space/{space}/owner/{pack}/to:{editor}")
class SpaceHandedOver(Page):
    """The pack belongs to the editor of this number."""

    space: int
    pack: fields.Pack
    editor: int


@page("space/{space}/{sheet}/{number}")
class SpaceNumbers(Page):
    """One sheet of a space, such as how many people have begun what: a part of its rows."""

    space: int
    sheet: fields.SpaceSheet
    number: int = 0


@page("space/{space}/{sheet}/files")
class SpaceFiles(Page):
    """A sheet of a space as CSV."""

    space: int
    sheet: fields.SpaceSheet

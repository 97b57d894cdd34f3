"""Pages of the studio: inviting editors, sending a pack in, trying it out, reviewing, publishing, going back."""

from __future__ import annotations

from bot.values.page import Page, page


@page("invite")
class InviteEditors(Page):
    """For organisers: choose what somebody is invited to do."""


@page("invite/{duty}")
class EditorInvited(Page):
    """The one-time link that makes somebody an editor, a reviewer or a psychologist."""

    duty: str


@page("edit/{code}")
class Edit(Page):
    """What such a link opens: what editors do, and what is kept of them."""

    code: str


@page("edit/{code}/yes")
class Editing(Page):
    """The person is an editor from now on."""

    code: str


@page("owners:{number}")
class PackOwners(Page):
    """For organisers: which pack belongs to which editor."""

    number: int = 0


@page("owner/{pack}")
class HandOver(Page):
    """For organisers: choose another editor for a pack."""

    pack: str


@page("owner/{pack}/to:{number}")
class HandedOver(Page):
    """The pack belongs to the editor of this number."""

    pack: str
    number: int


@page("studio")
class Studio(Page):
    """The editor's own packs, what waits for a reviewer, and how to send a pack in."""


@page("studio/template")
class PackTemplate(Page):
    """A pack to begin with, as a file."""


@page("studio/news/{switch}")
class StudioNews(Page):
    """`on`: the editor is told what happens with their packs; `off`: no more."""

    switch: str


@page("studio/stop")
class StopEditing(Page):
    """Ask whether to stop being an editor."""


@page("studio/stopped")
class StoppedEditing(Page):
    """The person is no editor any more."""


@page("arrived")
class Arrived(Page):
    """A file was sent: what is wrong with it, or the draft that it became."""


@page("edition/{edition}")
class Edition(Page):
    """One edition of a pack: how far it has come, what can be done with it. Nothing is tried out here."""

    edition: int


@page("edition/{edition}/send")
class SendIn(Page):
    """What would change for people; ask whether to send it to a reviewer."""

    edition: int


@page("edition/{edition}/sent")
class SentIn(Page):
    """It waits for a reviewer."""

    edition: int


@page("edition/{edition}/approve")
class Approve(Page):
    """For reviewers: what would change for people; ask whether to approve and publish it."""

    edition: int


@page("edition/{edition}/approved")
class Approved(Page):
    """It is approved and serves."""

    edition: int


@page("edition/{edition}/cards:{number}")
class NoteCards(Page):
    """For reviewers: the cards, to write a note on one."""

    edition: int
    number: int = 0


@page("edition/{edition}/note:{number}")
class NoteOn(Page):
    """For reviewers: type a note on the card of this number."""

    edition: int
    number: int


@page("edition/{edition}/return")
class SentBack(Page):
    """It goes back to its editor with the notes."""

    edition: int


@page("edition/{edition}/serve/{switch}")
class Serve(Page):
    """For reviewers: what would change for people; ask whether this approved edition serves again (`on`), or
    nothing of its pack does (`off`).
    """

    edition: int
    switch: str


@page("edition/{edition}/served/{switch}")
class Served(Page):
    """It serves again (`on`), or nothing of its pack does (`off`)."""

    edition: int
    switch: str


@page("versions/{pack}")
class Versions(Page):
    """The editions of a pack and who did what."""

    pack: str


@page("edition/{edition}/try")
class TryOut(Page):
    """Choose as whom and in which language to see it."""

    edition: int


@page("edition/{edition}/try/{audience}:{locale}")
class TryAs(Page):
    """The edition as this reader sees it, through the same pages."""

    edition: int
    audience: str
    locale: str

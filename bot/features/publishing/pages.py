"""Pages of the studio: inviting editors, sending a pack in, trying it out, reviewing, publishing, going back."""

from __future__ import annotations

from bot.values import fields
from bot.values.audience import Audience, Duty
from bot.values.page import Page, page


@page("invite")
class InviteEditors(Page):
    """For organisers: choose what somebody is invited to do."""


@page("invite/{duty}")
class EditorInvited(Page):
    """The one-time link that makes somebody an editor, a reviewer or a psychologist."""

    duty: Duty


@page("edit/{code}")
class Edit(Page):
    """What such a link opens: what editors do, and what is kept of them."""

    needs_chat = True
    payload = "edit"

    code: fields.Code


@page("edit/{code}/yes")
class Editing(Page):
    """The person is an editor from now on."""

    code: fields.Code


@page("owners:{number}")
class PackOwners(Page):
    """For organisers: which pack belongs to which editor."""

    number: int = 0


@page("owner/{pack}")
class HandOver(Page):
    """For organisers: choose another editor for a pack."""

    pack: fields.Pack


@page("owner/{pack}/to:{number}")
class HandedOver(Page):
    """The pack belongs to the editor of this number."""

    pack: fields.Pack
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

    switch: fields.Switch


@page("studio/stop")
class StopEditing(Page):
    """Ask whether to stop being an editor."""


@page("studio/stopped")
class StoppedEditing(Page):
    """The person stops being an editor."""

    acts = True


@page("checking")
class Checking(Page):
    """A file was sent and is being checked."""


@page("checking/busy")
class StillChecking(Page):
    """Another file was sent while one is being checked: it was not taken."""


@page("checking/broken-off")
class CheckBrokenOff(Page):
    """The check of a file did not come to its end: it has to be sent again."""

    must_send = True


@page("arrived")
class Arrived(Page):
    """A file was checked: what is wrong with it."""


@page("arrived/{edition}")
class Drafted(Page):
    """A file was checked: the draft that it became."""

    must_send = True

    edition: int


@page("edition/{edition}")
class Edition(Page):
    """One edition of a pack: how far it has come, what can be done with it. Nothing is tried out here."""

    edition: int


@page("edition/{edition}/send")
class SendIn(Page):
    """What would change for people; ask whether to send it to a reviewer."""

    edition: int


@page("edition/{edition}/ready")
class MakeReady(Page):
    """For its editor: what is marked as a draft in it is ready for readers from now on."""

    edition: int


@page("edition/{edition}/name")
class NamePack(Page):
    """For its editor: type the title of a pack that came without one, then who gives it."""

    edition: int


@page("edition/{edition}/sent")
class SentIn(Page):
    """It waits for a reviewer."""

    edition: int


@page("edition/{edition}/changes:{number}")
class Changes(Page):
    """An edition's changes against the serving one: one page of them."""

    edition: int
    number: int = 0


@page("compare/{edition}")
class CompareWith(Page):
    """Choose another edition of the same pack to compare one with."""

    edition: int


@page("compare/{earlier}:{edition}/{number}")
class Compare(Page):
    """What an edition says differently from an earlier one of its pack: one page of it."""

    earlier: int
    edition: int
    number: int = 0


@page("edition/{edition}/approve")
class Approve(Page):
    """For reviewers who have seen every change: what would change for people; ask whether to publish it."""

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


@page("edition/{edition}/note:{number}/off")
class NoteTakenBack(Page):
    """The reviewer's own note on the card of this number is gone."""

    edition: int
    number: int


@page("edition/{edition}/remark")
class VersionNote(Page):
    """For reviewers: type a note on the whole version."""

    edition: int


@page("edition/{edition}/remark/off")
class VersionNoteTakenBack(Page):
    """The reviewer's own note on the whole version is gone."""

    edition: int


@page("edition/{edition}/return")
class SentBack(Page):
    """It goes back to its editor with the notes."""

    edition: int


@page("serving:{number}")
class ServingPacks(Page):
    """For who answers for packs: those that serve or were taken off, each with the way to its versions."""

    number: int = 0


@page("edition/{edition}/serve/{switch}")
class Serve(Page):
    """For who answers for it: what would change for people; ask whether this approved edition serves again (`on`),
    or nothing of its pack does (`off`).
    """

    edition: int
    switch: fields.Switch


@page("edition/{edition}/served/{switch}")
class Served(Page):
    """It serves again (`on`), or nothing of its pack does (`off`)."""

    edition: int
    switch: fields.Switch


@page("edition/{edition}/back")
class GoBack(Page):
    """For its editor: ask whether an approved edition becomes a new draft, under the next version."""

    edition: int


@page("edition/{edition}/again")
class WentBack(Page):
    """The edition is a draft under the next version, which goes through review like any other."""

    edition: int


@page("waiting:{number}")
class Waiting(Page):
    """The reviewers' table: the versions that wait, what each still misses, and who was asked to read it."""

    number: int = 0


@page("ask/{edition}")
class AskReviewers(Page):
    """For who leads: choose who is asked to review an edition."""

    edition: int


@page("ask/{edition}/{number}:{switch}")
class ReviewerAsked(Page):
    """The reviewer of this number is asked to review it (`on`), or no more (`off`)."""

    edition: int
    number: int
    switch: fields.Switch


@page("edition/{edition}/words")
class Translations(Page):
    """The languages of an edition's pack, and how far the translation into each has come."""

    edition: int


@page("edition/{edition}/words/{locale}:{number}")
class TranslatedFiles(Page):
    """The files of an edition in one language, each with its new, changed and done texts: one page of them."""

    edition: int
    locale: fields.Locale
    number: int = 0


@page("edition/{edition}/catalogue/{locale}")
class TranslationTaken(Page):
    """All words of an edition in one language as files for translators (PO, XLSX)."""

    edition: int
    locale: fields.Locale


@page("edition/{edition}/words/{locale}/{file}")
class TranslatedFile(Page):
    """One file of an edition, source and translation side by side; `file` is its place among the sources."""

    edition: int
    locale: fields.Locale
    file: int


@page("versions/{pack}")
class Versions(Page):
    """The editions of a pack and who did what."""

    pack: fields.Pack


@page("edition/{edition}/try")
class TryOut(Page):
    """Choose the audience and the language in which to see it."""

    edition: int


@page("edition/{edition}/try/{audience}:{locale}")
class TryAs(Page):
    """The edition as this reader sees it, through the same pages."""

    edition: int
    audience: Audience
    locale: fields.Locale


@page("studio/flags:{number}")
class StudioFlags(Page):
    """For editors: the cards of their packs that were flagged; for reviewers, those of all packs."""

    number: int = 0


@page("organise/flags:{number}")
class OrganiseFlags(Page):
    """For organisers: every card that was flagged."""

    number: int = 0

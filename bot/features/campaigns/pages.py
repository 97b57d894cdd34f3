"""Pages of campaigns: the list, one campaign, taking part, one day of it; and those of organisers."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("campaigns/{number}")
class Campaigns(Page):
    """The campaigns that are for this person, now or soon, and those that they take part in."""

    number: int = 0


@page("campaign/{pack}/{item}")
class Campaign(Page):
    """What a campaign is: its days, what comes and when, how to join and leave. Shared by link and QR code."""

    opens = "campaign"

    pack: fields.Pack
    item: fields.Item


@page("campaign/{pack}/{item}:{day}")
class CampaignDay(Page):
    """The doorway of a day: what comes today, and the button that opens it. This is the message that is sent."""

    pack: fields.Pack
    item: fields.Item
    day: int


@page("open/{pack}/{item}:{day}")
class OpenDay(Page):
    """The person's own tap: the day counts as opened, and its lesson, story, quiz, round or drill begins."""

    pack: fields.Pack
    item: fields.Item
    day: int


@page("part/{pack}/{item}:{part}")
class TakePart(Page):
    """`on`: the person joins. `off`: they leave, and nothing more comes. `back`: they take the leaving back."""

    needs_chat = True
    pack: fields.Pack
    item: fields.Item
    part: fields.Part


@page("poster/{pack}/{item}")
class CampaignPoster(Page):
    """The campaign's link, and its QR code as a picture to print."""

    pack: fields.Pack
    item: fields.Item


@page("keepsake/{pack}/{item}")
class Keepsake(Page):
    """The end of a campaign: its last words and a picture to keep, the same for all who joined."""

    pack: fields.Pack
    item: fields.Item


@page("keepsake-file/{pack}/{item}")
class KeepsakeFile(Page):
    """The picture as a file, in the size in which it was drawn."""

    pack: fields.Pack
    item: fields.Item


@page("organise/{number}")
class Organise(Page):
    """For organisers: all campaigns, running, paused and to come."""

    number: int = 0


@page("organise/{pack}/{item}")
class OrganiseCampaign(Page):
    """For organisers: one campaign in numbers, with the switch that stops it."""

    pack: fields.Pack
    item: fields.Item


@page("pause/{pack}/{item}")
class AskPause(Page):
    """For organisers: asks whether to stop a campaign."""

    pack: fields.Pack
    item: fields.Item


@page("pause/{pack}/{item}:{switch}")
class PauseCampaign(Page):
    """For organisers: `on` stops a campaign within a tick, `off` lets it go on."""

    acts = True

    pack: fields.Pack
    item: fields.Item
    switch: fields.Switch


@page("invite/{pack}/{item}")
class Invitation(Page):
    """The doorway of an invitation to a campaign: sent once, to people who wished for it."""

    pack: fields.Pack
    item: fields.Item


@page("invites/{switch}")
class Invites(Page):
    """`on`: tell me when a campaign for me is about to begin. `off`: do not."""

    needs_chat = True
    switch: fields.Switch

"""The sheet of messages: planned ones, waiting ones with the reason, and the outcome of those due since
yesterday.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.chat.notification_policy import Reason
from bot.db import backlog, dispatches
from bot.features.organiser.campaign_sheets import tens_note, title_of
from bot.features.organiser.sheet import Sheet
from bot.values.few import told
from bot.values.why import Why

if TYPE_CHECKING:
    from bot.chat.turn import Reader, Turn
    from bot.db.backlog import Tally


def sending(turn: Turn) -> Sheet:
    """Return messages by what they are and how they stand, in tens; what concerns fewer has no row."""
    titles = {f"{one.ref.pack}/{one.ref.item}": title_of(turn, one) for one in turn.library.campaigns()}
    whys, outcomes = why_names(turn), outcome_names(turn)

    def name(one: Tally) -> str:
        kind = whys.get(one.why, one.why)
        return f"{kind} · {titles.get(one.campaign, one.campaign)}" if one.campaign in titles else kind

    def stands(one: Tally) -> str:
        if one.outcome:
            words = outcomes.get(one.outcome, one.outcome)
            return turn.say("waits: {reason}", reason=words)
        return turn.say("waits for its turn") if one.due else turn.say("planned")

    rows = [
        (name(one), stands(one), least)
        for one in backlog.waiting(turn.db, turn.now)
        if (least := told(one.number))
    ]
    rows += [
        (name(one), outcomes.get(one.outcome, one.outcome), least)
        for one in backlog.handled(turn.db, turn.now)
        if (least := told(one.number))
    ]
    capped = turn.say("At most {number} of a kind are counted.", number=backlog.COUNTED)
    return Sheet(
        turn.say("Messages"),
        (turn.say("Message"), turn.say("How it stands"), turn.say("How many")),
        rows,
        f"{tens_note(turn)} {capped}",
        turn.say("Nothing that concerns ten people and more waits or went out since yesterday."),
    )


def why_names(reader: Reader) -> dict[str, str]:
    """Return the kinds of messages that come unasked."""
    return {
        Why.NUDGE: reader.say("Evening reminder"),
        Why.LIVE: reader.say("Question of a live quiz"),
        Why.ASSIGNMENT: reader.say("Task of a class"),
        Why.CAMPAIGN: reader.say("Day of a campaign"),
        Why.INVITE: reader.say("Invitation to a campaign"),
        Why.WORK: reader.say("News for editors"),
        Why.TIP: reader.say("Tip"),
    }


def outcome_names(reader: Reader) -> dict[str, str]:
    """Return what became of a message, or what it waits for."""
    return {
        dispatches.SENT: reader.say("sent"),
        dispatches.SENDING: reader.say("being sent"),
        dispatches.UNREADABLE: reader.say("cannot be read"),
        "refused": reader.say("refused by Telegram"),
        "late": reader.say("not taken by Telegram in time"),
        "empty": reader.say("nothing to show any more"),
        "failed": reader.say("could not be drawn"),
        Reason.BLOCKED: reader.say("the bot is blocked there"),
        Reason.PAUSED: reader.say("the campaign is paused"),
        Reason.STALE: reader.say("its time was over"),
        Reason.REPLACED: reader.say("a campaign took its place"),
        Reason.OUTRANKED: reader.say("something more important came first"),
        Reason.ALREADY: reader.say("had come already"),
        Reason.REST: reader.say("the person rests"),
        Reason.QUIET: reader.say("quiet hours"),
        Reason.DAY: reader.say("one message a day is enough"),
        Reason.WEEK: reader.say("three messages a week are enough"),
        Reason.CLASS: reader.say("one message a week is kept for classes"),
    }

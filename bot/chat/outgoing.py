"""Outgoing: a batch of what comes unasked, taken, judged and drawn in one transaction, settled in another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.chat.aftercare import LASTS
from bot.chat.attention import Reason, Standing, Verdict, judge, zone_of
from bot.chat.campaigning import campaign_of
from bot.chat.delivery import NothingToShow
from bot.chat.drawing import BUSY
from bot.store import deliveries, dispatches, joined, people
from bot.store.away import StoreAway
from bot.store.dispatches import Fate, Known
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.chat.conversation import Conversation
    from bot.store.deliveries import Delivery
    from bot.values.screen import Screen

log = structlog.get_logger()

EMPTY = "empty"
"""Outcome: the doorway had nothing to show to this person (no tip for their age, a step withdrawn)."""

FAILED = "failed"
"""Outcome: our own bug; the log has it."""


Going = tuple["Delivery", Known, int]
"""What may go now, to whom, and their chat."""

PAUSE = timedelta(minutes=5)
"""How soon it is looked whether a paused campaign goes on."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out now: a screen for a chat (its id lives in memory only), and the path of what it shows."""

    delivery: Delivery
    chat: int
    screen: Screen
    path: str


class Outgoing:
    """Decides about planned visits. Synchronous: called in the store's thread. Errors: StoreAway."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._household = conversation.household
        self._store = conversation.household.stores.durable

    def take(self, now: datetime, limit: int) -> tuple[list[Letter], int]:
        """Take up to `limit` planned visits that are due, the higher ranks first, and judge each: what may go now
        is begun in the ledger, drawn and returned; the rest waits or is dropped there and then. Also return how
        many were taken; 0 when nothing is due.
        """
        with self._store.turn() as db:
            taken: list[Delivery] = []
            for why in deliveries.whys_due(db, now):
                if len(taken) < limit:
                    taken += deliveries.due(db, now, limit - len(taken), (why,))
            if not taken:
                return [], 0
            going, fates = self._judged(db, taken, now)
            dispatches.begin(db, [delivery for delivery, _, _ in going], now)
            letters = self._drawn(db, going, fates, now)
            dispatches.settle(db, fates)
        return letters, len(taken)

    def paused(self) -> frozenset[str]:
        """Return the campaigns that are paused at this moment."""
        with self._store.turn() as db:
            return frozenset(dispatches.paused_campaigns(db))

    def settle(self, fates: Sequence[Fate], blocked: Sequence[Delivery] = ()) -> None:
        """Write down what became of letters; who has blocked the bot is written to no more."""
        with self._store.turn() as db:
            dispatches.settle(db, fates)
            for delivery in blocked:
                if delivery.person is not None:
                    people.block(db, delivery.person, delivery.due_at.date())
                    deliveries.drop_person(db, delivery.person)

    def _judged(self, db: Connection, taken: Sequence[Delivery], now: datetime) -> tuple[list[Going], list[Fate]]:
        """Tell what may go now, with its chat, from what waits or never goes."""
        about = dispatches.know(db, taken, now)
        resting = dispatches.paused_campaigns(db)
        going: list[Going] = []
        fates: list[Fate] = []
        for delivery in taken:
            known = about.get(delivery.person or b"")
            if known is None:
                continue  # forgotten in this very moment: its row is gone as well
            chat = self._household.keys.open(delivery.chat, known.person.key)
            if (delivery.campaign, delivery.step) in known.steps:
                verdict = Verdict(None, Reason.ALREADY)
            else:
                who = self._standing(delivery, known, chat, now)
                verdict = judge(Why(delivery.why), delivery.due_at, delivery.good_until, who, now)
                if campaign_of(delivery) in resting and verdict.at is not None:
                    verdict = Verdict(max(verdict.at, now + PAUSE), Reason.PAUSED)
            if verdict.at is not None and verdict.at <= now:
                going.append((delivery, known, chat))
                if Why(delivery.why).is_budgeted:
                    known.sent.append((dispatches.name_of(delivery), now))
            else:
                fates.append(Fate(delivery, verdict.reason, now, verdict.at))
        return going, fates

    def _standing(self, delivery: Delivery, known: Known, chat: int, now: datetime) -> Standing:
        """Return what the rules need; help that was shown just now counts as a rest at once."""
        person, not_before = known.person, known.not_before
        if delivery.why == Why.NUDGE and not_before is not None and not_before <= now + BUSY:
            # Only a dialogue sets so little: who asked for a word at this hour wants it in the middle of one too.
            not_before = None
        if self._conversation.first_aid.aftercare.lasts(chat, now):
            not_before = max(not_before or now, now + LASTS)
        this = dispatches.name_of(delivery)
        today = now.astimezone(zone_of(person.zone)).date()
        return Standing(
            person.zone,
            person.audience,
            not_before,
            known.blocked,
            [at for name, at in known.sent if name != this],
            any(ends_on >= today for ends_on in known.campaigns_end),
            min(known.awaits, key=list(Why).index, default=None),
        )

    def _drawn(self, db: Connection, going: Sequence[Going], fates: list[Fate], now: datetime) -> list[Letter]:
        """Draw what goes, without effects; what cannot be drawn must not hold up the others for good."""
        letters: list[Letter] = []
        days: list[tuple[bytes, str, int, str]] = []
        trial = db.begin_nested()
        for delivery, known, chat in going:
            try:
                drawn = self._conversation.deliveries.screen(db, known.person, delivery.path, now)
            except NothingToShow:
                fates.append(Fate(delivery, EMPTY, now))
            except StoreAway:
                raise
            except Exception:
                log.exception("a delivery could not be drawn", id=delivery.id, why=delivery.why)
                fates.append(Fate(delivery, FAILED, now))
                trial.rollback()
                trial = db.begin_nested()
            else:
                letters.append(Letter(delivery, chat, drawn.screen, drawn.path))
                if drawn.step:
                    days.append((known.person.key, delivery.campaign, delivery.step, drawn.step))
        trial.rollback()
        joined.name_days(db, days)
        return letters

"""Takes, judges and draws a batch of planned deliveries in one transaction; settles them in another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.chat.aftercare import LASTS
from bot.chat.delivery import NothingToShow
from bot.chat.drawing import BUSY
from bot.chat.notification_policy import EVERYWHERE, Reason, Standing, Verdict, by_budget, judge, zone_of
from bot.db import deliveries, dispatches, people
from bot.db.away import StoreAway
from bot.db.dispatches import DeliveryResult, InCampaign, Known
from bot.db.keys import SealedError
from bot.values import places
from bot.values.why import Why

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from bot.chat.conversation import Conversation
    from bot.db.deliveries import Delivery
    from bot.db.people import Person
    from bot.values.screen import Screen

log = structlog.get_logger()

EMPTY = "empty"
"""Outcome: the doorway had nothing to show to this person (no tip for their age, a step withdrawn)."""

FAILED = "failed"
"""Outcome: our own bug; the log has it."""


Going = tuple["Delivery", Known, int]
"""A delivery that may go now, its person, and their chat."""

PAUSE = timedelta(minutes=5)
"""How soon to look again whether a paused campaign goes on."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message that goes out now: a screen for a chat (its id lives in memory only), and the path of its page."""

    delivery: Delivery
    chat: int
    screen: Screen
    path: str


class DeliveryBatches:
    """Decides about planned visits. Synchronous: called in the store's thread. Errors: StoreAway."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._services = conversation.services
        self._store = conversation.services.stores.durable

    def take(self, now: datetime, limit: int) -> tuple[list[Message], int]:
        """Take up to `limit` planned visits that are due, higher ranks first, and judge each one. Visits that
        may go now are begun in the ledger, drawn and returned; the others are postponed or dropped at once.

        Also returns how many were taken; 0 when nothing is due. Unreadable rows are set aside, so that they
        hold up nobody else's.
        """
        try:
            with self._store.transaction() as db:
                taken = _take(db, now, limit)
                return self._begun(db, taken, now), len(taken)
        except StoreAway:
            raise
        except Exception:
            log.exception("a batch of deliveries cannot be read: each is tried alone")
            return self._each_alone(now, limit)

    def _each_alone(self, now: datetime, limit: int) -> tuple[list[Message], int]:
        """Take each delivery of a batch in its own transaction, because one row breaks the batch."""
        with self._store.transaction() as db:
            taken = _take(db, now, limit)
        messages: list[Message] = []
        for one in taken:
            try:
                with self._store.transaction() as db:
                    messages += self._begun(db, [one], now)
            except StoreAway:
                raise
            except Exception:
                log.exception("a delivery cannot be read and is set aside", id=one.id, why=one.why)
                with self._store.transaction() as db:
                    dispatches.set_aside(db, [one], now)
        return messages, len(taken)

    def _begun(self, db: Connection, taken: Sequence[Delivery], now: datetime) -> list[Message]:
        """Judge the taken visits: those that may go now are begun in the ledger and drawn, the others wait or
        are dropped.
        """
        if not taken:
            return []
        going, results, unreadable = self._judged(db, taken, now)
        if unreadable:
            ids = [one.id for one in unreadable]
            log.error("deliveries whose chat does not open with the key are set aside", ids=ids, count=len(ids))
            dispatches.set_aside(db, unreadable, now)
        dispatches.begin(db, [delivery for delivery, _, _ in going], now)
        messages, undrawn = self._drawn(db, going, now)
        dispatches.settle(db, [*results, *undrawn])
        return messages

    def held_back(self) -> frozenset[str]:
        """Return the campaigns and paths that may send nothing at this moment."""
        with self._store.transaction() as db:
            return dispatches.held_back(db)

    def settle(self, results: Sequence[DeliveryResult], blocked: Sequence[Delivery] = ()) -> None:
        """Write down what became of messages; people who have blocked the bot get no more."""
        with self._store.transaction() as db:
            dispatches.settle(db, results)
            for delivery in blocked:
                if delivery.person is not None:
                    people.block(db, delivery.person, delivery.due_at.date())
                    deliveries.drop_person(db, delivery.person)

    def _judged(
        self, db: Connection, taken: Sequence[Delivery], now: datetime
    ) -> tuple[list[Going], list[DeliveryResult], list[Delivery]]:
        """Sort deliveries: those that may go now with their chat, those that wait or never go, those that
        cannot be opened.
        """
        about = dispatches.know(db, taken, now)
        held = dispatches.held_back(db)
        going: list[Going] = []
        results: list[DeliveryResult] = []
        unreadable: list[Delivery] = []
        for delivery in taken:
            known = about.get(delivery.person or b"")
            if known is None:
                continue  # forgotten at this very moment: its row is gone as well
            try:
                chat = self._services.keys.open(delivery.chat, known.person.key)
            except SealedError:
                unreadable.append(delivery)
                continue
            if (delivery.campaign, delivery.step) in known.steps:
                verdict = Verdict(None, Reason.ALREADY)
            else:
                who = self._standing(db, delivery, known, chat, now)
                verdict = judge(Why(delivery.why), delivery.due_at, delivery.good_until, who, now)
                if is_held(delivery, held) and verdict.at is not None:
                    verdict = Verdict(max(verdict.at, now + PAUSE), Reason.PAUSED)
            if verdict.at is not None and verdict.at <= now:
                going.append((delivery, known, chat))
                if Why(delivery.why).is_budgeted:
                    known.sent.append((dispatches.name_of(delivery), now))
            else:
                results.append(DeliveryResult(delivery, verdict.reason, now, verdict.at, tried=False))
        return going, results, unreadable

    def _standing(self, db: Connection, delivery: Delivery, known: Known, chat: int, now: datetime) -> Standing:
        """Return the facts that the rules need; help that was shown just now counts as a rest at once."""
        person, not_before = known.person, known.not_before
        if delivery.why == Why.NUDGE and not_before is not None and not_before <= now + BUSY:
            # Only a dialogue sets so short a rest; people who asked for a message at this hour want it even
            # then.
            not_before = None
        if self._conversation.first_aid.aftercare.lasts(chat, now):
            not_before = max(not_before or now, now + LASTS)
        if person.picture:
            not_before = max(not_before or now, self._dialogue_on(db, chat, person, now))
        campaigns, classes, others = by_budget(known.sent_but(dispatches.name_of(delivery)))
        today = now.astimezone(zone_of(person.clock)).date()
        return Standing(
            person.clock,
            person.audience,
            not_before,
            known.blocked,
            others,
            any(self._is_on(part, today) for part in known.campaigns),
            min(known.awaits, key=list(Why).index, default=None),
            () if person.zone else places.times(person.country, now.year) or EVERYWHERE,
            campaigns,
            classes,
            known.in_class,
        )

    def _is_on(self, part: InCampaign, today: date) -> bool:
        """Whether a campaign is on for somebody; one that the library has lost sends nothing."""
        campaign = self._services.library.campaign(*part.name.split("/", 1)) if "/" in part.name else None
        return campaign is not None and campaign.first_day(part.joined_on) <= today <= part.ends_on

    def _dialogue_on(self, db: Connection, chat: int, person: Person, now: datetime) -> datetime:
        """Return until when another person on this phone is in the middle of something, or else now."""
        here = people.find(
            db, self._services.lookups(chat), now.date()
        )  # the id of a private chat is its person's id
        until = people.rests_until(db, here.key) if here is not None and here.key != person.key else None
        return until if until is not None and now < until <= now + BUSY else now

    def _drawn(
        self, db: Connection, going: Sequence[Going], now: datetime
    ) -> tuple[list[Message], list[DeliveryResult]]:
        """Draw the messages that go, without effects. A message that cannot be drawn must not hold up the
        others for good: its result is returned beside the messages.
        """
        messages: list[Message] = []
        results: list[DeliveryResult] = []
        days: list[tuple[bytes, str, int, str]] = []
        trial = db.begin_nested()
        for delivery, known, chat in going:
            try:
                drawn = self._conversation.deliveries.screen(db, known.person, delivery.path, now)
            except NothingToShow:
                results.append(DeliveryResult(delivery, EMPTY, now))
            except StoreAway:
                raise
            except Exception:
                log.exception("a delivery could not be drawn", id=delivery.id, why=delivery.why)
                results.append(DeliveryResult(delivery, FAILED, now))
                trial.rollback()
                trial = db.begin_nested()
            else:
                messages.append(Message(delivery, chat, drawn.screen, drawn.path))
                if drawn.step:
                    days.append((known.person.key, delivery.campaign, delivery.step, drawn.step))
        trial.rollback()
        dispatches.on_draw.call(db, days)
        return messages, results


def is_held(delivery: Delivery, held: frozenset[str]) -> bool:
    """Whether a delivery is one of those that are held back (see `dispatches.held_back`)."""
    return not held.isdisjoint((delivery.campaign, delivery.path))


def _take(db: Connection, now: datetime, limit: int) -> list[Delivery]:
    """Take up to `limit` planned visits that are due, the higher ranks first."""
    taken: list[Delivery] = []
    for why in deliveries.whys_due(db, now):
        if len(taken) < limit:
            taken += deliveries.due(db, now, limit - len(taken), (why,))
    return taken

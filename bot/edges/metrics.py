"""Metrics: what the edges count for the operator, in Prometheus' form. Counts and seconds only: never who, never
what was said; help only in steps of ten, so that a step tells nothing of one person.
"""

from __future__ import annotations

from collections import Counter as Tally
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

from bot.help.situations import spot_of
from bot.values import sitemap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.store.backlog import Backlog
    from bot.values.page import Page

ANSWER_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds. 0.3 is the p99 of check 18, 1 that of Help, 2 the patience with Telegram, 60 with the database."""

STEP = 10
"""Help is counted in steps of so many: a group that is smaller is shown to nobody (DESIGN §3)."""

OTHER_HELP = "lines and first screen"


class Metrics:
    """The counters of one process, in a registry of their own. Several processes are several targets."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = Counter(
            "mayak_updates",
            "Updates by what became of them: answered, again (came before), help, silent, flood (refused), group, "
            "unreadable, late (owed), apology (database away), blocked, refused (by Telegram), failed (our bug).",
            ["outcome"],
            registry=self.registry,
        )
        self.answer_seconds = Histogram(
            "mayak_answer_seconds",
            "From an update's arrival here until its answer was shown; help apart.",
            ["kind"],
            buckets=ANSWER_BUCKETS,
            registry=self.registry,
        )
        self.webhook_refused = Counter(
            "mayak_webhook_refused",
            "Calls of the webhook that are not Telegram's, or break off.",
            ["why"],
            registry=self.registry,
        )
        self.sends = Counter(
            "mayak_sends", "Calls to Telegram by lane and outcome.", ["lane", "outcome"], registry=self.registry
        )
        self.pace_seconds = Counter(
            "mayak_pace_wait_seconds",
            "Seconds that sends have waited for the pace, by lane.",
            ["lane"],
            registry=self.registry,
        )
        self.held_seconds = Counter(
            "mayak_pace_held_seconds", "Seconds that Telegram has told us to wait (429).", registry=self.registry
        )
        self.away = Counter(
            "mayak_away",
            "Times that something this bot needs was found away: database, redis.",
            ["what"],
            registry=self.registry,
        )
        self.ready = Gauge("mayak_ready", "1 while all that is needed answers, else 0.", registry=self.registry)
        self.packs_refused = Counter(
            "mayak_packs_refused",
            "Errors found in packs: those files or changes are kept out, the log has the lines.",
            registry=self.registry,
        )
        self.deliveries = Gauge(
            "mayak_deliveries",
            "Deliveries: waiting (also for later), late (due for over a minute), failed; counted to 10,000.",
            ["state"],
            registry=self.registry,
        )
        self.oldest_seconds = Gauge(
            "mayak_delivery_oldest_seconds",
            "How long the delivery that waits longest is overdue; 0 when none is.",
            registry=self.registry,
        )
        self.jobs = Counter(
            "mayak_jobs", "Jobs of a worker by outcome.", ["task", "outcome"], registry=self.registry
        )
        self.help = HelpShown()
        self.registry.register(self.help)

    def stand(self, backlog: Backlog, now: datetime) -> None:
        """Take over how many deliveries wait, as of `now`."""
        for state in ("waiting", "late", "failed"):
            self.deliveries.labels(state).set(getattr(backlog, state))
        oldest = backlog.oldest_due
        self.oldest_seconds.set(max(0.0, (now - oldest).total_seconds()) if oldest is not None else 0.0)

    def written(self) -> bytes:
        """Return everything in Prometheus' text form."""
        return generate_latest(self.registry)


class HelpShown(Collector):
    """How often help was shown, in all and by topic, rounded down to tens; whole tens are all that is known."""

    def __init__(self) -> None:
        self._shown: Tally[str] = Tally()

    def count(self, page: Page | None) -> None:
        """Count a page of help that was shown; None for an answer that fits no page."""
        self._shown[_topic(page)] += 1

    def collect(self) -> Iterator[CounterMetricFamily]:
        """Yield the counters for a scrape."""
        total = CounterMetricFamily("mayak_help_shown", "Help pages shown, in whole tens.")
        total.add_metric([], self._shown.total() // STEP * STEP)
        yield total
        by_topic = CounterMetricFamily(
            "mayak_help_shown_by_topic", "The same by topic, in whole tens.", labels=["topic"]
        )
        for topic, count in sorted(self._shown.items()):
            if count >= STEP:
                by_topic.add_metric([topic], count // STEP * STEP)
        yield by_topic


def _topic(page: Page | None) -> str:
    """Return what a page of help is about; never for whom, and no country."""
    if not isinstance(page, sitemap.HelpPage | sitemap.Heard | sitemap.Offer):
        return OTHER_HELP
    spot = spot_of(page.number)
    return spot.situation.name.lower().replace("_", " ") if spot else OTHER_HELP

"""What the operator can measure, in Prometheus' format: counts and seconds, never who or what was said. Help
is counted in steps of ten, so that a step tells nothing of one person.
"""

from __future__ import annotations

import platform
from collections import Counter as Tally
from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

from bot import __version__
from bot.features.help import pages as help_pages
from bot.help.call_sheet import due
from bot.help.help_book import EVERYWHERE
from bot.help.situations import spot_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from bot.db.backlog import Backlog
    from bot.help.help_book import HelpBook
    from bot.values.page import Page

ANSWER_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0)
"""Buckets in seconds. 0.3 is the p99 of check 18, 1 that of Help, 2 the time limit for Telegram, 60 for the
database."""

STEP = 10
"""Help is counted in steps of this size: smaller groups are shown to nobody (docs/design.md §3)."""

OTHER_HELP = "lines and first screen"


class Metrics:
    """The counters of one process, in a registry of their own. Several processes are several targets."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)  # memory, CPU, open files, when it began
        Info("mayak_build", "Which version runs, on which Python.", registry=self.registry).info(
            {"version": __version__, "python": platform.python_version()}
        )
        self.updates = Counter(
            "mayak_updates",
            "Updates by what became of them: answered, again (came before), help, silent, flood (refused), group, "
            "unreadable, late (sent later), apology (database away), blocked, refused (by Telegram), "
            "failed (our bug).",
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
            "Errors found in packs: those files or changes are refused, the log has the lines.",
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
        self.helplines_due = Gauge(
            "mayak_helplines_due",
            "Help lines of a country that a person must check: nobody has, or longer than a year ago.",
            ["country"],
            registry=self.registry,
        )
        self.help = HelpShown()
        self.registry.register(self.help)

    def stand(self, backlog: Backlog, now: datetime) -> None:
        """Set the gauges to the waiting deliveries, as of `now`."""
        for state, many in (("waiting", backlog.waiting), ("late", backlog.late), ("failed", backlog.failed)):
            self.deliveries.labels(state).set(many)
        oldest = backlog.oldest_due
        self.oldest_seconds.set(max(0.0, (now - oldest).total_seconds()) if oldest is not None else 0.0)

    def check_directory(self, book: HelpBook, today: date) -> None:
        """Set the gauge of help lines that must be checked, as of `today`; `ZZ` stands for everywhere."""
        counted = Tally(one.line.country for one in due(book, today))
        for country in (*book.countries(), EVERYWHERE):
            self.helplines_due.labels(country).set(counted[country])

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
    if not isinstance(page, help_pages.HelpPage | help_pages.Heard | help_pages.Offer):
        return OTHER_HELP
    spot = spot_of(page.number)
    return spot.situation.name.lower().replace("_", " ") if spot else OTHER_HELP

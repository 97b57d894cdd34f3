"""Metrics for the operator in Prometheus' format: counts and seconds, never who or what was said. Help is counted
in steps of ten, so that a step tells nothing about one person.
"""

from __future__ import annotations

import math
import platform
import time
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
from bot.help import pages as help_pages
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
"""The step in which Help is counted: smaller groups are never shown (docs/design.md §3)."""

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
        self.held = Counter(
            "mayak_telegram_held", "Times that Telegram has told us to wait (429).", registry=self.registry
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
        self._of_the_machine()
        self._update_at = time.monotonic()
        Gauge(
            "mayak_update_age_seconds",
            "Seconds since the last update from Telegram came here; since the start, while none has come.",
            registry=self.registry,
        ).set_function(lambda: time.monotonic() - self._update_at)
        self.telegram_away = Gauge(
            "mayak_telegram_away_seconds",
            "For how many seconds no call has reached Telegram; 0 while it is reached.",
            registry=self.registry,
        )
        self.telegram_revoked = Gauge(
            "mayak_telegram_revoked", "1 while Telegram refuses the token (401), else 0.", registry=self.registry
        )
        self.polls_failed = Counter(
            "mayak_polls_failed",
            "Polls that failed: unreached, revoked (401), conflict (another program polls), held (429), refused.",
            ["why"],
            registry=self.registry,
        )
        for why in ("unreached", "revoked", "conflict", "held", "refused"):
            self.polls_failed.labels(why)
        self.updates_pending = Gauge(
            "mayak_updates_pending",
            "Updates that wait at Telegram for this bot, as it said within the last minute.",
            registry=self.registry,
        )
        self.webhook_ours = Gauge(
            "mayak_webhook_ours",
            "1 while Telegram brings updates where they are expected; 0: somebody has changed the webhook.",
            registry=self.registry,
        )
        self.webhook_ours.set(1)
        self.webhook_error_age = Gauge(
            "mayak_webhook_error_age_seconds",
            "Seconds since Telegram last failed to bring an update to the webhook; infinite if it never has.",
            registry=self.registry,
        )
        self.webhook_error_age.set(math.inf)
        for outcome in ("apology", "failed"):  # those that alarms ask for: they count from 0 on
            self.updates.labels(outcome)
        self.help = HelpShown()
        self.registry.register(self.help)

    def _of_the_machine(self) -> None:
        """Make the metrics of the machine, the packs and the work in the background."""
        self.packs_broken = Gauge(
            "mayak_packs_broken", "Packs that have errors now, or cannot be read.", registry=self.registry
        )
        self.queue = Gauge(
            "mayak_delivery_queue",
            "Deliveries that wait, all of them, counted each minute.",
            registry=self.registry,
        )
        self.ticks_skipped = Counter(
            "mayak_ticks_skipped",
            "Times that something done at intervals was left out: the time before it had not ended.",
            ["tick"],
            registry=self.registry,
        )
        self.clock_doubted = Gauge(
            "mayak_clock_doubted",
            "1 while the machine's clock is not believed: nothing is erased or comes unasked.",
            registry=self.registry,
        )
        self.disk_free = Gauge(
            "mayak_disk_free_bytes",
            "Free bytes where the SQLite database lies (data), and where backups lie (backups).",
            ["place"],
            registry=self.registry,
        )
        self.backup_age = Gauge(
            "mayak_backup_age_seconds",
            "Seconds since the newest backup in BACKUPS was written and checked; infinite if there is none.",
            ["place"],
            registry=self.registry,
        )
        self.certificate_days = Gauge(
            "mayak_certificate_days",
            "Days until the certificate of a host of ours ends, as a client sees it; 0 if clients refuse it.",
            ["host"],
            registry=self.registry,
        )

    def update_came(self) -> None:
        """Note that Telegram has brought an update."""
        self._update_at = time.monotonic()

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
    """How often help was shown, in total and by topic, rounded down to tens; only whole tens are known."""

    def __init__(self) -> None:
        self._shown: Tally[str] = Tally()

    def count(self, page: Page | None) -> None:
        """Count a shown page of help; None for an answer that fits no page."""
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
    """Return the topic of a page of help; never its readers or country."""
    if not isinstance(page, help_pages.HelpPage | help_pages.Heard | help_pages.Offer):
        return OTHER_HELP
    spot = spot_of(page.number)
    return spot.situation.name.lower().replace("_", " ") if spot else OTHER_HELP

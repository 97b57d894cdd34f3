"""Rules E8xx on campaigns: dates, hours, readers, quizzes and variants agree; steps have words and items."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from babel import Locale

from bot.packs.campaign import FINALE
from bot.packs.lint.known import check_together, known_items
from bot.packs.lint.rules import across, within
from bot.packs.model import Kind
from bot.packs.parser.source import did_you_mean, suggestion
from bot.packs.problem import Problem, Severity
from bot.packs.refs import candidates, resolve
from bot.values.locales import SOURCE_LOCALE
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.packs.lint.known import KnownItems
    from bot.packs.model import Ref
    from bot.packs.pack import Pack
    from bot.packs.parser.head import CampaignHead, PackHead, StepHead
    from bot.packs.parser.parsed_file import ParsedFile
    from bot.packs.parser.source import Report
    from bot.packs.parser.yaml import Document
    from bot.packs.schedule import Schedule
    from bot.values.audience import Audience

STEP_KINDS = (Kind.LESSON, Kind.STORY, Kind.QUIZ, Kind.ROUND, Kind.DRILL)
"""Kinds of items to which a step may lead: those with a page of their own."""


class _Rules:
    def __init__(self, head: CampaignHead, document: Document, report: Report) -> None:
        self.head = head
        self.document = document
        self.report = report

    def note(self, code: str, what: str, fix: str, *path: str | int) -> None:
        spot = self.document.place(path)
        self.report.add(code, spot.line, what, fix, spot.column)

    def still_open(self, today: date | None) -> None:
        head = self.head
        if head.starts is None and head.until and today and head.until < today:
            what = phrase(
                "everyone begins on joining, but nobody can join any more: it ended on {until}", until=head.until
            )
            self.note("E814", what, phrase("write a later day in `until`, or leave it empty"), "until")

    def dates(self) -> None:
        head = self.head
        if head.starts and head.until and head.until < head.starts:
            what = phrase("it ends on {until}, before it starts on {starts}", until=head.until, starts=head.starts)
            self.note("E801", what, phrase("write a later day in `until`"), "until")
            return
        last = (head.until - head.starts).days + 1 if head.starts and head.until else None
        for place, step in enumerate(head.steps):
            if last is not None and step.day > last:
                what = phrase(
                    "day {day} of '{id}' is after the last day, {until}",
                    day=step.day,
                    id=step.id,
                    until=head.until,
                )
                fix = phrase("write at most {last}, or a later day in `until`", last=last)
                self.note("E802", what, fix, "steps", place, "day")
            elif step.day == 0 and step.id != head.pre:
                what = phrase("day 0 of '{id}': on the day of joining nothing is sent", id=step.id)
                fix = phrase("write 1 or more; only the step in `pre` may have 0")
                self.note("E802", what, fix, "steps", place, "day")

    def hours(self) -> None:
        told = False
        for place, step in enumerate(self.head.steps):
            if step.day == 0 or (told and step.hour is None):
                continue
            hour = self.head.hour if step.hour is None else step.hour
            for audience in readers(self.head, step):
                first, last = audience.awake
                if hour < first or hour * 60 + self.head.window > last * 60:
                    until = f"{hour + self.head.window // 60}:{self.head.window % 60:02}"
                    what = phrase(
                        "'{id}' comes from {hour}:00 to {until}; {audience} is left in peace then",
                        id=step.id,
                        hour=hour,
                        until=until,
                        audience=audience,
                    )
                    fix = phrase("keep hour and window between {first}:00 and {last}:00", first=first, last=last)
                    path = ("hour",) if step.hour is None else ("steps", place, "hour")
                    self.note("E803", what, fix, *path)
                    told = told or step.hour is None
                    break

    def steps(self) -> None:
        seen: set[str] = set()
        for place, step in enumerate(self.head.steps):
            if step.id == FINALE:
                what = phrase("'{id}' is the name of a campaign's last words, not of a step", id=step.id)
                self.note("E811", what, phrase("give it another id"), "steps", place, "id")
            if step.id in seen:
                what = phrase("the step '{id}' stands there already", id=step.id)
                self.note("E804", what, phrase("give it another id"), "steps", place)
            seen.add(step.id)
        for place, step in enumerate(self.head.steps):
            for other in self.head.steps[:place]:
                if step.day == other.day and step.id != other.id:
                    self.one_day(place, step, other)

    def one_day(self, place: int, step: StepHead, other: StepHead) -> None:
        both = set(readers(self.head, step)) & set(readers(self.head, other))
        separate = step.variant and other.variant and step.variant != other.variant
        if both and not separate:
            what = phrase(
                "'{id}' and '{other}' both come to {number} on day {day}",
                id=step.id,
                other=other.id,
                number=min(both),
                day=step.day,
            )
            self.note("E804", what, phrase("one step a day: move one of them"), "steps", place, "day")
        elif step.hour != other.hour:
            what = phrase(
                "'{id}' and '{other}' come at different hours of day {day}",
                id=step.id,
                other=other.id,
                day=step.day,
            )
            self.note("E804", what, phrase("steps of one day have one hour"), "steps", place, "hour")

    def audiences(self) -> None:
        head = self.head
        reached: set[Audience] = set()
        for place, step in enumerate(head.steps):
            if not step.item and not step.items:
                what = phrase("'{id}' leads nowhere", id=step.id)
                self.note("E805", what, phrase("write `item: lesson:pack/item`"), "steps", place)
            reached.update(readers(head, step))
            for audience in step.items:
                if audience not in head.tiers:
                    what = phrase(
                        "'{id}' is for {audience}, for whom the campaign is not", id=step.id, audience=audience
                    )
                    fix = phrase("add {audience} to `tiers`, or take it out here", audience=audience)
                    self.note("E806", what, fix, "steps", place, "items", audience)
        for audience in head.tiers:
            if audience not in reached:
                fix = phrase("take it out of `tiers`, or give it steps")
                self.note("E806", phrase("no step is for {audience}", audience=audience), fix, "tiers")

    def parts(self) -> None:
        head = self.head
        if head.variants and (len(head.variants) == 1 or sum(head.variants.values()) != 100):  # noqa: PLR2004 - percent
            what = phrase(
                "{count} variants of {number} % in all",
                count=len(head.variants),
                number=sum(head.variants.values()),
            )
            fix = phrase("write two or more that make 100, such as {{lesson: 50, story: 50}}")
            self.note("E807", what, fix, "variants")
        for place, step in enumerate(head.steps):
            if step.variant and step.variant not in head.variants:
                fix = suggestion(step.variant, head.variants) if head.variants else phrase("add it to `variants`")
                what = phrase(
                    "'{id}' is for the variant '{variant}', which is not there", id=step.id, variant=step.variant
                )
                self.note("E807", what, fix, "steps", place, "variant")

    def quizzes(self) -> None:
        head = self.head
        if bool(head.pre) != bool(head.post) or (head.goal == "quiz" and not head.post):
            what = phrase("a quiz before and one after belong together")
            fix = phrase("name a step in `pre` and one in `post`, or neither")
            self.note("E808", what, fix, "post" if head.post else "pre")
            return
        by_id = {step.id: (place, step) for place, step in enumerate(head.steps)}
        for field, name in (("pre", head.pre), ("post", head.post)):
            if name and name not in by_id:
                what = phrase("`{field}` names '{name}', which is no step", field=field, name=name)
                self.note("E808", what, suggestion(name, by_id), field)
                return
        if not head.pre:
            return
        (_, pre), (place, post) = by_id[head.pre], by_id[head.post]
        if pre.day >= post.day:
            what = phrase("the quiz after does not come after the one before")
            self.note("E808", what, phrase("give it a later day"), "post")
        for audience in head.tiers:
            before, after = item_for(head, pre, audience), item_for(head, post, audience)
            if before != after:
                what = phrase(
                    "{audience} is asked {before} before and {after} after",
                    audience=audience,
                    before=before or phrase("nothing"),
                    after=after or phrase("nothing"),
                )
                self.note(
                    "E808", what, phrase("ask the same quiz, so that the two can be compared"), "steps", place
                )

    def places(self, pack: PackHead) -> None:
        known = Locale(SOURCE_LOCALE).territories
        for place, country in enumerate(self.head.countries):
            if country not in known:
                fix = phrase("use its ISO 3166 code, such as KZ")
                self.note("E809", phrase("'{country}' is no country", country=country), fix, "countries", place)
        for place, locale in enumerate(self.head.locales):
            if locale not in pack.locales:
                what = phrase("the locale '{locale}' is none of the pack's", locale=locale)
                fix = phrase("add {locale} to `locales` in pack.yml, or take it out", locale=locale)
                self.note("E809", what, fix, "locales", place)


def check_schedule(
    schedule: Schedule, pack: PackHead, document: Document, report: Report, today: date | None = None
) -> None:
    """Report contradictions in campaign.yml, and dates that do not fit the present day (None: any day)."""
    rules = _Rules(schedule.head, document, report)
    rules.still_open(today)
    rules.dates()
    rules.hours()
    rules.steps()
    rules.audiences()
    rules.parts()
    rules.quizzes()
    rules.places(pack)


def readers(head: CampaignHead, step: StepHead) -> tuple[Audience, ...]:
    """Return the audiences that get a step, in the campaign's order."""
    return tuple(audience for audience in head.tiers if item_for(head, step, audience))


def item_for(head: CampaignHead, step: StepHead, audience: Audience) -> str:
    """Return the item of a step for this audience, as its author wrote it; empty if they do not get it."""
    return step.items.get(audience, step.item) if audience in head.tiers else ""


@within
def check_words(pack: Pack) -> Iterator[Problem]:
    """Report steps without words, words without a step, and a campaign with only one of its two files. Missing
    parts of a translation are reported by E502.
    """
    if pack.head is None:
        return
    locale = pack.head.source_locale
    words = {
        parsed.item: parsed
        for parsed in pack.files.values()
        if parsed.kind is Kind.CAMPAIGN and parsed.locale == locale
    }
    for item, schedule in pack.schedules.items():
        parsed = words.get(item)
        if parsed is None:
            what = phrase("a campaign without its words, campaign.{locale}.md", locale=locale)
            yield Problem(
                schedule.path, 1, 1, "E810", what, phrase("write it beside campaign.yml: a `##` for each step")
            )
            continue
        ids = [step.id for step in schedule.head.steps]
        words_of_steps = set(parsed.ids) - {FINALE}
        for place, name in enumerate(ids):
            if name not in parsed.ids:
                fix = did_you_mean(name, words_of_steps - set(ids)) or phrase(
                    'add `## Title <a id="{name}"></a>` and a sentence', name=name
                )
                line = schedule.line("steps", place, "id")
                what = phrase("the step '{name}' has no words in {locale}", name=name, locale=locale)
                yield Problem(schedule.path, line, 1, "E811", what, fix)
        for card in parsed.outline if words_of_steps - set(ids) else ():
            if card.id not in {*ids, FINALE}:
                fix = did_you_mean(card.id, [*ids, FINALE]) or phrase("delete it, or add the step to campaign.yml")
                what = phrase("words for '{id}', which is no step", id=card.id)
                yield Problem(parsed.path, card.line, 1, "E811", what, fix)
    for item, parsed in words.items():
        there = item in pack.schedules or any(f"/{item}/campaign.yml" in found.path for found in pack.problems)
        if not there:
            what = phrase("words of a campaign without campaign.yml")
            yield Problem(parsed.path, 1, 1, "E810", what, phrase("write it beside them: dates, readers, steps"))


@across
def check_items(packs: Sequence[Pack]) -> Iterator[Problem]:
    """Report steps that lead to an unknown item, or to an item that is not for the step's readers."""
    known = known_items(packs)
    names = {pack.head.id for pack in packs if pack.head}
    broken = {problem.path for pack in packs for problem in pack.problems}
    for pack in packs:
        for schedule in pack.schedules.values():
            if pack.head:
                yield from _items(schedule, pack.head.id, names, known, broken)


def _items(
    schedule: Schedule, pack: str, packs: set[str], known: KnownItems, broken: set[str]
) -> Iterator[Problem]:
    """Report steps with an unknown item; an item whose own file has an error (`broken`) is reported there."""
    for place, step in enumerate(schedule.head.steps):
        led: dict[str, list[Audience]] = defaultdict(list)
        for audience in readers(schedule.head, step):
            led[item_for(schedule.head, step, audience)].append(audience)
        for words, audiences in led.items():
            own = audiences[0] in step.items
            line = schedule.line("steps", place, *(("items", audiences[0].value) if own else ("item",)))
            ref = resolve(words, Kind.LESSON, pack, known)
            tried = candidates(words, Kind.LESSON, pack)
            if ref is None and any(f"/{meant.item}/{meant.kind}." in path for meant in tried for path in broken):
                continue
            if ref is None:
                yield _unknown(schedule.path, line, words, pack, packs, known)
                continue
            parsed = known[ref.kind, ref.pack, ref.item]
            yield from _fits(schedule, step, ref, parsed, line)
            if any(problem.code.startswith("E0") for problem in parsed.problems):
                continue  # its head cannot be read, so its readers are unknown
            for audience in audiences:
                if audience not in parsed.audiences:
                    what = phrase(
                        "{ref} is for {names}, not for {audience}",
                        ref=ref,
                        names=", ".join(parsed.audiences),
                        audience=audience,
                    )
                    fix = phrase('give {audience} another: items: {{"{audience}": …}}', audience=audience)
                    yield Problem(schedule.path, line, 1, "E813", what, fix)


def _fits(schedule: Schedule, step: StepHead, ref: Ref, parsed: ParsedFile, line: int) -> Iterator[Problem]:
    if ref.kind not in STEP_KINDS:
        what = phrase("a step cannot open {kind}", kind=ref.kind)
        yield Problem(
            schedule.path, line, 1, "E812", what, phrase("lead to a lesson, story, quiz, round or drill")
        )
    elif parsed.honest:
        what = phrase("{ref} is the honest twin of a drill", ref=ref)
        yield Problem(schedule.path, line, 1, "E429", what, phrase("lead to its trap: a drill goes by that name"))
    elif step.id in {schedule.head.pre, schedule.head.post} and ref.kind is not Kind.QUIZ:
        what = phrase("'{id}' measures, but {ref} is no quiz", id=step.id, ref=ref)
        yield Problem(schedule.path, line, 1, "E808", what, phrase("lead to a quiz:…"))


def _unknown(path: str, line: int, words: str, pack: str, packs: set[str], known: KnownItems) -> Problem:  # noqa: PLR0913, PLR0917 - a problem is all of these
    meant = candidates(words, Kind.LESSON, pack)
    everything = [f"{kind}:{other}/{item}" for kind, other, item in known]
    if meant and all(ref.pack not in packs for ref in meant if ref.pack != pack) and meant[-1].pack != pack:
        what = phrase("the step leads to '{words}', which is in no pack that was checked here", words=words)
        return Problem(path, line, 1, "W812", what, check_together(meant[-1].pack), Severity.WARNING)
    what = phrase("the step leads to '{words}', which does not exist", words=words)
    return Problem(
        path,
        line,
        1,
        "E812",
        what,
        did_you_mean(words, everything) or phrase("write it like lesson:basics/phishing/9-11"),
    )

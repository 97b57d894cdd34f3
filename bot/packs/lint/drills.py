"""Rules E42x on drills: a trap has its honest twin, techniques and signs are named, the chat goes forward; E433 to
E435 on those for two.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.packs.digest import words_of
from bot.packs.drills import (
    DUEL_CHOICES,
    HONEST_ENDS,
    STEPS,
    TRAP_ENDS,
    act_words,
    by_chance,
    find_act,
    known,
    longest,
)
from bot.packs.lint.rules import alone, within
from bot.packs.lint.stories import leads
from bot.packs.model import Kind
from bot.packs.parser.head import DrillFront, TranslationFront
from bot.packs.parser.source import did_you_mean, suggestion
from bot.packs.problem import Problem, Severity
from bot.packs.topics import SENSITIVE
from bot.values.audience import TIERS, Audience
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.drills import Sort
    from bot.packs.pack import Pack
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.parsed_file import ParsedFile

CHOICES_OF_YOUNGEST = 3
"""Most choices for ages 6–8: with the ways out and to help these are five buttons."""

CHANCE = 0.2
"""How much likelier a random tapper may refuse one of the twins than the other."""

_NAMED = re.compile(r"(?m)^([^\W\d_][\w ]{0,29}):\s")


@alone
def check_drill(draft: Draft) -> None:
    """Report what is wrong in one file of a drill."""
    if draft.context.kind is not Kind.DRILL:
        return
    front = draft.front
    _senders(draft)
    for parts in draft.split.cards:
        _acts(draft, parts)
        if len(parts.choices) > CHOICES_OF_YOUNGEST and Audience.TIER_6_8 in draft.audiences:
            what = phrase("more than {most} choices for ages 6–8", most=CHOICES_OF_YOUNGEST)
            draft.report.add("E409", parts.choices[CHOICES_OF_YOUNGEST].line, what, phrase("merge or drop some"))
    if isinstance(front, DrillFront):
        _ends(draft, front)
        _marks(draft, front)
        _forward(draft, front)
        if front.duel:
            _duel(draft, front)


def _senders(draft: Draft) -> None:
    """Report senders who never write, and names that look like another sender's."""
    senders = getattr(draft.front, "sender", [])
    if not senders and isinstance(draft.front, TranslationFront):
        fix = phrase("add `sender: …`: the name as this language writes it")
        draft.report.add("E426", draft.place("translation")[0], phrase("the head names no sender"), fix)
    spoken = set().union(*(parts.speakers for parts in draft.split.cards))
    for name in senders:
        if name not in spoken and draft.split.cards:
            line, column = draft.place("sender")
            fix = phrase("begin a line with `{name}: `, or take the name out of `sender`", name=name)
            draft.report.add("E426", line, phrase("the sender '{name}' writes nothing", name=name), fix, column)
    for parts in draft.split.cards:
        for found in _NAMED.finditer("\n".join(draft.source.lines[parts.line : parts.end])):
            if found[1] not in senders and (fix := did_you_mean(found[1], senders)):
                line, column = draft.source.find(f"{found[1]}:", parts.line, parts.end)
                draft.report.add(
                    "E426",
                    line,
                    phrase("'{found}' is no sender", found=found[1]),
                    fix,
                    column,
                )


def _acts(draft: Draft, parts: Parts) -> None:
    for choice in parts.choices:
        if choice.act and not find_act(choice.act):
            line, column = draft.source.find(choice.act, choice.line, parts.end)
            draft.report.add(
                "E425",
                line,
                phrase("the act '{act}' does not exist", act=choice.act),
                suggestion(choice.act, act_words()),
                column,
            )


def _ends(draft: Draft, front: DrillFront) -> None:
    """Report endings that belong to the other twin, and missing ones."""
    good, bad = HONEST_ENDS if front.honest else TRAP_ENDS
    which = phrase("an honest twin") if front.honest else phrase("a trap")
    for name, end in front.endings.items():
        if end not in (good, bad):
            line, column = draft.place("endings", name)
            fix = phrase("write {good} or {bad}", good=good, bad=bad)
            if not front.honest:
                fix = phrase("write {good} or {bad}, or `honest: true` above", good=good, bad=bad)
            draft.report.add(
                "E422", line, phrase("{which} has no ending that is {end}", which=which, end=end), fix, column
            )
    for end in (good, bad):
        if end not in front.endings.values() and {*front.endings.values()} <= {good, bad}:
            line, column = draft.place("endings")
            fix = phrase("let a choice lead to such an ending: without it there is nothing to decide")
            draft.report.add(
                "E422", line, phrase("{which} without an ending that is {end}", which=which, end=end), fix, column
            )


def _marks(draft: Draft, front: DrillFront) -> None:
    """Report marks that do not exist or belong to the other twin, and a file without any."""
    wanted: Sort = "sign" if front.honest else "technique"
    marks = [mark for parts in draft.split.cards for mark in parts.marks]
    marks += [mark for parts in draft.split.cards for choice in parts.choices for mark in choice.marks]
    for mark in marks:
        if mark.sort != wanted:
            which = phrase("an honest twin") if front.honest else phrase("a trap")
            fix = phrase("write <!-- {wanted}: … -->, or delete it", wanted=wanted)
            draft.report.add("E424", mark.line, phrase("a {sort} in {which}", sort=mark.sort, which=which), fix)
        elif mark.name not in known(wanted):
            fix = suggestion(mark.name, known(wanted))
            draft.report.add(
                "E424",
                mark.line,
                phrase("the {wanted} '{name}' does not exist", wanted=wanted, name=mark.name),
                fix,
            )
    if not marks:
        fix = phrase(
            "write <!-- {wanted}: {example} --> at the end of the bubble where it happens",
            wanted=wanted,
            example=known(wanted)[0],
        )
        draft.report.add(
            "E423",
            draft.split.intro.line,
            phrase("no {wanted} is named: the debrief has nothing to say", wanted=wanted),
            fix,
        )


def _forward(draft: Draft, front: DrillFront) -> None:
    """Report a chat that leads back, or has too many choices."""
    scenes = {parts.id: parts for parts in draft.split.cards}
    if front.start not in scenes:
        return
    length, line = longest(leads(scenes), front.start), scenes[front.start].line
    if length is None:
        fix = phrase("let each choice lead forward; where a moment comes again, write it again")
        draft.report.add("E427", line, phrase("a choice leads back to a moment that was before"), fix)
    elif length > STEPS:
        what = phrase("a way takes {length} choices; it may take {steps}", length=length, steps=STEPS)
        draft.report.add("E427", line, what, phrase("shorten it, or make two drills of it"))


def _duel(draft: Draft, front: DrillFront) -> None:
    """Report moments of a duel that do not follow each other, a moment that would reveal the choice, and a drill
    that is not for both a child and an adult.
    """
    scenes = {parts.id: parts for parts in draft.split.cards}
    line, column = draft.place("duel")
    for name in front.duel:
        if name not in scenes:
            what = phrase("the moment '{name}' of `duel` does not exist", name=name)
            draft.report.add("E433", line, what, suggestion(name, scenes), column)
        elif len(scenes[name].choices) < DUEL_CHOICES:
            what = phrase("'{name}' has two choices or fewer: to differ would tell what was chosen", name=name)
            fix = phrase("add a third choice, or end `duel` before it")
            draft.report.add("E434", scenes[name].line, what, fix)
    if not {*front.duel} <= {*scenes}:
        return
    if front.duel[0] != front.start:
        fix = phrase("begin with '{start}'", start=front.start)
        draft.report.add("E433", line, phrase("`duel` does not begin with the first moment"), fix, column)
    for before, after in pairwise(front.duel):
        led = [choice.scene for choice in scenes[before].choices]
        if after not in led:
            what = phrase("no choice of '{before}' leads to '{after}'", before=before, after=after)
            draft.report.add("E433", line, what, phrase("name one of {names}", names=", ".join(led)), column)
    if draft.item.sensitive or not SENSITIVE.isdisjoint(front.topics):
        what = phrase("a duel in a sensitive drill: an adult would learn what a child chose in it")
        draft.report.add("E435", line, what, phrase("delete `duel`"), column)
    elif not {*draft.audiences} & {*TIERS}:
        what = phrase("a duel in a drill for adults: a child begins it, and both go through the child's")
        draft.report.add("E435", line, what, phrase("delete `duel`"), column)


@within
def check_twins(pack: Pack) -> Iterator[Problem]:
    """Report drills that are not pairs of a trap and an honest chat that looks like it."""
    drills = [
        file for name, file in pack.files.items() if file.kind is Kind.DRILL and pack.source_of(name) is file
    ]
    by_item = {file.item: file for file in drills}
    named = {file.twin for file in drills}
    for file in drills:
        if any(problem.code.startswith("E0") for problem in file.problems):
            continue  # its head cannot be read, so its twin is unknown
        if file.honest:
            if file.twin:
                yield _wrong(
                    file, "E421", phrase("an honest twin names a twin"), phrase("delete `twin`: the trap names it")
                )
            elif file.item not in named:
                fix = phrase("write in the head of the trap: twin: {item}", item=file.item)
                yield _wrong(file, "E421", phrase("no trap names this honest twin"), fix)
            continue
        twin = by_item.get(file.twin)
        if not file.twin:
            fix = phrase(
                "write the honest chat that looks like it, with `honest: true`, and name it here: `twin: …`"
            )
            yield _wrong(file, "E420", phrase("a trap without its honest twin"), fix)
        elif twin is None:
            fix = did_you_mean(file.twin, by_item) or phrase("name the folder of a drill of this pack")
            yield _wrong(file, "E420", phrase("the twin '{twin}' does not exist", twin=file.twin), fix)
        elif not twin.honest:
            fix = phrase("write `honest: true` in the head of {item}, or name another", item=twin.item)
            yield _wrong(file, "E421", phrase("the twin '{twin}' is a trap as well", twin=file.twin), fix)
        else:
            yield from _alike(file, twin)


def _alike(trap: ParsedFile, twin: ParsedFile) -> Iterator[Problem]:
    """Report differences that reveal a twin, or keep it from being drawn."""
    for what, same in (
        ("title", words_of(trap.title) == words_of(twin.title)),
        ("tiers", {*trap.audiences} == {*twin.audiences}),
        ("topics", {*trap.topics} == {*twin.topics}),
        ("status", trap.status == twin.status),
        ("sensitive", trap.sensitive == twin.sensitive),
    ):
        if not same:
            fix = phrase("write the same in both; the trap is {item}", item=trap.item)
            yield _wrong(twin, "E428", phrase("the twin has another `{what}` than its trap", what=what), fix)
    if trap.failed or twin.failed:
        return
    if bool(trap.get().duel) != bool(twin.get().duel):
        what = phrase("one of the twins has a `duel`, the other has none")
        yield _wrong(twin, "E435", what, phrase("name the moments of a duel in both, or in none"))
    refused = by_chance(trap.get()).get(TRAP_ENDS[0], 0), by_chance(twin.get()).get(HONEST_ENDS[1], 0)
    if abs(refused[0] - refused[1]) > CHANCE:
        what = phrase(
            "somebody who taps at random refuses the trap in {trap}, its twin in {twin} of all cases",
            trap=f"{refused[0]:.0%}",
            twin=f"{refused[1]:.0%}",
        )
        fix = phrase("give both about as many choices that trust and that refuse")
        yield _wrong(twin, "W420", what, fix, Severity.WARNING)


def _wrong(file: ParsedFile, code: str, what: str, fix: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(file.path, 1, 1, code, what, fix, severity)

"""Rules E42x on drills: a trap has its honest twin, techniques and signs are named, the chat goes forward."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.packs.digest import words_of
from bot.packs.drills import HONEST_ENDS, STEPS, TRAP_ENDS, act_words, by_chance, find_act, known, longest
from bot.packs.lint.stories import leads
from bot.packs.model import Kind, Problem, Severity
from bot.packs.parser.head import DrillFront, TranslationFront
from bot.packs.parser.source import closest, did_you_mean, suggestion
from bot.values.audience import Audience

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft
    from bot.packs.drills import Sort
    from bot.packs.parser.cards.parts import Parts
    from bot.packs.parser.parsed_file import ParsedFile
    from bot.packs.parser.reader import Pack

CHOICES_OF_YOUNGEST = 3
"""Most choices for ages 6–8: with the ways out and to help these are five buttons."""

CHANCE = 0.2
"""How much likelier somebody who taps at random may refuse one of the twins than the other."""

_NAMED = re.compile(r"(?m)^([^\W\d_][\w ]{0,29}):\s")


def check_drill(draft: Draft) -> None:
    """Report what is wrong in one file of a drill."""
    if draft.context.kind is not Kind.DRILL:
        return
    front = draft.front
    _senders(draft)
    for parts in draft.split.cards:
        _acts(draft, parts)
        if len(parts.choices) > CHOICES_OF_YOUNGEST and Audience.TIER_6_8 in draft.audiences:
            what = f"more than {CHOICES_OF_YOUNGEST} choices for ages 6–8"
            draft.report.add("E409", parts.choices[CHOICES_OF_YOUNGEST].line, what, "merge or drop some")
    if isinstance(front, DrillFront):
        _ends(draft, front)
        _marks(draft, front)
        _forward(draft, front)


def _senders(draft: Draft) -> None:
    """Report senders who never write, and names that look like one."""
    senders = getattr(draft.front, "sender", [])
    if not senders and isinstance(draft.front, TranslationFront):
        fix = "add `sender: …`: the name as this language writes it"
        draft.report.add("E426", draft.place("translation")[0], "the head names no sender", fix)
    spoken = set().union(*(parts.speakers for parts in draft.split.cards))
    for name in senders:
        if name not in spoken and draft.split.cards:
            line, column = draft.place("sender")
            fix = f"begin a line with `{name}: `, or take the name out of `sender`"
            draft.report.add("E426", line, f"the sender '{name}' writes nothing", fix, column)
    for parts in draft.split.cards:
        for found in _NAMED.finditer("\n".join(draft.source.lines[parts.line : parts.end])):
            if found[1] not in senders and (meant := closest(found[1], senders)):
                line, column = draft.source.find(f"{found[1]}:", parts.line, parts.end)
                draft.report.add("E426", line, f"'{found[1]}' is no sender", f"did you mean '{meant}'?", column)


def _acts(draft: Draft, parts: Parts) -> None:
    for choice in parts.choices:
        if choice.act and not find_act(choice.act):
            line, column = draft.source.find(choice.act, choice.line, parts.end)
            draft.report.add(
                "E425", line, f"the act '{choice.act}' does not exist", suggestion(choice.act, act_words()), column
            )


def _ends(draft: Draft, front: DrillFront) -> None:
    """Report endings of the other twin, and missing ones."""
    good, bad = HONEST_ENDS if front.honest else TRAP_ENDS
    which = "an honest twin" if front.honest else "a trap"
    for name, end in front.endings.items():
        if end not in (good, bad):
            line, column = draft.place("endings", name)
            fix = f"write {good} or {bad}" + ("" if front.honest else ", or `honest: true` above")
            draft.report.add("E422", line, f"{which} has no ending that is {end}", fix, column)
    for end in (good, bad):
        if end not in front.endings.values() and {*front.endings.values()} <= {good, bad}:
            line, column = draft.place("endings")
            fix = "let a choice lead to such an ending: without it there is nothing to decide"
            draft.report.add("E422", line, f"{which} without an ending that is {end}", fix, column)


def _marks(draft: Draft, front: DrillFront) -> None:
    """Report marks that do not exist or belong into the other twin, and a file without any."""
    wanted: Sort = "sign" if front.honest else "technique"
    marks = [mark for parts in draft.split.cards for mark in parts.marks]
    marks += [mark for parts in draft.split.cards for choice in parts.choices for mark in choice.marks]
    for mark in marks:
        if mark.sort != wanted:
            which = "an honest twin" if front.honest else "a trap"
            fix = f"write <!-- {wanted}: … -->, or delete it"
            draft.report.add("E424", mark.line, f"a {mark.sort} in {which}", fix)
        elif mark.name not in known(wanted):
            fix = suggestion(mark.name, known(wanted))
            draft.report.add("E424", mark.line, f"the {wanted} '{mark.name}' does not exist", fix)
    if not marks:
        fix = f"write <!-- {wanted}: {known(wanted)[0]} --> at the end of the bubble where it happens"
        draft.report.add(
            "E423", draft.split.intro.line, f"no {wanted} is named: the debrief has nothing to say", fix
        )


def _forward(draft: Draft, front: DrillFront) -> None:
    """Report a chat that leads back, or takes too many choices."""
    scenes = {parts.id: parts for parts in draft.split.cards}
    if front.start not in scenes:
        return
    length, line = longest(leads(scenes), front.start), scenes[front.start].line
    if length is None:
        fix = "let each choice lead forward; where a moment comes again, write it again"
        draft.report.add("E427", line, "a choice leads back to a moment that was before", fix)
    elif length > STEPS:
        what = f"a way takes {length} choices; it may take {STEPS}"
        draft.report.add("E427", line, what, "shorten it, or make two drills of it")


def check_twins(pack: Pack) -> Iterator[Problem]:
    """Report drills that are not a pair of a trap and an honest chat that looks like it."""
    drills = [
        file for name, file in pack.files.items() if file.kind is Kind.DRILL and pack.source_of(name) is file
    ]
    by_item = {file.item: file for file in drills}
    named = {file.twin for file in drills}
    for file in drills:
        if any(problem.code.startswith("E0") for problem in file.problems):
            continue  # its head cannot be read, so nobody knows what it names
        if file.honest:
            if file.twin:
                yield _wrong(file, "E421", "an honest twin names a twin", "delete `twin`: the trap names it")
            elif file.item not in named:
                fix = f"write in the head of the trap: twin: {file.item}"
                yield _wrong(file, "E421", "no trap names this honest twin", fix)
            continue
        twin = by_item.get(file.twin)
        if not file.twin:
            fix = "write the honest chat that looks like it, with `honest: true`, and name it here: `twin: …`"
            yield _wrong(file, "E420", "a trap without its honest twin", fix)
        elif twin is None:
            fix = did_you_mean(file.twin, by_item) or "name the folder of a drill of this pack"
            yield _wrong(file, "E420", f"the twin '{file.twin}' does not exist", fix)
        elif not twin.honest:
            fix = f"write `honest: true` in the head of {twin.item}, or name another"
            yield _wrong(file, "E421", f"the twin '{file.twin}' is a trap as well", fix)
        else:
            yield from _alike(file, twin)


def _alike(trap: ParsedFile, twin: ParsedFile) -> Iterator[Problem]:
    """Report what gives a twin away, or keeps it from being drawn."""
    for what, same in (
        ("title", words_of(trap.title) == words_of(twin.title)),
        ("tiers", {*trap.audiences} == {*twin.audiences}),
        ("topics", {*trap.topics} == {*twin.topics}),
        ("status", trap.status == twin.status),
        ("sensitive", trap.sensitive == twin.sensitive),
    ):
        if not same:
            fix = f"write the same in both; the trap is {trap.item}"
            yield _wrong(twin, "E428", f"the twin has another `{what}` than its trap", fix)
    if trap.failed or twin.failed:
        return
    refused = by_chance(trap.get()).get(TRAP_ENDS[0], 0), by_chance(twin.get()).get(HONEST_ENDS[1], 0)
    if abs(refused[0] - refused[1]) > CHANCE:
        what = "somebody who taps at random refuses the trap in {:.0%}, its twin in {:.0%} of all cases".format(
            *refused
        )
        fix = "give both about as many choices that trust and that refuse"
        yield _wrong(twin, "W420", what, fix, Severity.WARNING)


def _wrong(file: ParsedFile, code: str, what: str, fix: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(file.path, 1, 1, code, what, fix, severity)

"""Rules E4xx on stories and drills: every choice leads on, every scene and a good ending can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.drills import HONEST_ENDS, TRAP_ENDS
from bot.packs.lint.rules import alone
from bot.packs.parser.head import DrillFront, StoryFront
from bot.packs.parser.source import closest, suggestion
from bot.values.phrases import phrase

if TYPE_CHECKING:
    from bot.packs.draft import Draft
    from bot.packs.parser.cards.parts import Parts

BAD = {"risky", TRAP_ENDS[1], HONEST_ENDS[1]}
"""Kinds of bad endings."""


@alone
def check_story(draft: Draft) -> None:
    """Report obstacles for a reader of a story or drill. A translation is checked against its source elsewhere."""
    front = draft.front
    if not isinstance(front, StoryFront | DrillFront):
        return
    scenes = {parts.id: parts for parts in draft.split.cards}
    _names(draft, front)
    ways = leads(scenes)
    for parts in draft.split.cards:
        _choices(draft, parts, scenes)
        _end(draft, front, parts)
    if front.start in scenes:
        reached = _reached({front.start}, ways)
        for name, parts in scenes.items():
            if name not in reached:
                fix = phrase("let a choice lead to it, or delete it")
                draft.report.add(
                    "E404",
                    parts.line,
                    phrase("no way leads to the {scene} '{name}'", scene=_told_scene(front), name=name),
                    fix,
                )
    _safe_ways(draft, front, ways)


def leads(scenes: dict[str, Parts]) -> dict[str, list[str]]:
    """Return the targets of each scene's choices. The scene meant by a misspelt name counts as reached: one
    mistake, one problem.
    """
    return {
        name: [
            choice.scene if choice.scene in scenes else closest(choice.scene, scenes) for choice in parts.choices
        ]
        for name, parts in scenes.items()
    }


def _scene(front: StoryFront | DrillFront) -> str:
    """Return the example name of a scene."""
    return "scene" if isinstance(front, StoryFront) else "moment"


def _told_scene(front: StoryFront | DrillFront) -> str:
    return phrase("scene") if isinstance(front, StoryFront) else phrase("moment")


def _choices(draft: Draft, parts: Parts, scenes: dict[str, Parts]) -> None:
    for choice in parts.choices:
        if choice.scene not in scenes:
            line, column = draft.source.find(f"(#{choice.scene})", choice.line, parts.end)
            what = phrase("choice leads to '#{scene}', which does not exist", scene=choice.scene)
            found = closest(choice.scene, scenes)
            fix = (
                phrase("did you mean '{found}'?", found=f"#{found}") if found else suggestion(choice.scene, scenes)
            )
            draft.report.add("E402", line, what, fix, column + 1)


def _end(draft: Draft, front: StoryFront | DrillFront, parts: Parts) -> None:
    name, ends = parts.id, parts.id in front.endings
    if not parts.choices and not ends:
        good = "good"
        if isinstance(front, DrillFront):
            good = (HONEST_ENDS if front.honest else TRAP_ENDS)[0]
        fix = phrase(
            "add choices `- [words](#{scene})`, or name it in the head: endings: {{{name}: {good}}}",
            scene=_scene(front),
            name=name,
            good=good,
        )
        draft.report.add(
            "E403", parts.line, phrase("a dead end: '{name}' has no choices and is no ending", name=name), fix
        )
    if parts.choices and ends:
        fix = phrase("take it out of `endings`, or delete its choices")
        draft.report.add("E406", parts.line, phrase("the ending '{name}' has choices", name=name), fix)
    if ends and isinstance(front, StoryFront) and "IMPORTANT" not in parts.callouts:
        fix = phrase("add > [!IMPORTANT]: name the trick and what helps against it")
        draft.report.add("W410", parts.line, phrase("the ending '{name}' has nothing to remember", name=name), fix)


def _names(draft: Draft, front: StoryFront | DrillFront) -> None:
    known = [parts.id for parts in draft.split.cards]
    if front.start not in known:
        line, column = draft.place("start")
        what = phrase("the first {scene} '{start}' does not exist", scene=_told_scene(front), start=front.start)
        draft.report.add("E401", line, what, suggestion(front.start, known), column)
    for name in front.endings:
        if name not in known:
            line, column = draft.place("endings", name)
            draft.report.add(
                "E405",
                line,
                phrase("the ending '{name}' does not exist", name=name),
                suggestion(name, known),
                column,
            )


def _safe_ways(draft: Draft, front: StoryFront | DrillFront, ways: dict[str, list[str]]) -> None:
    """Report scenes with choices from which every ending is bad: no safe exit."""
    back: dict[str, list[str]] = {}
    for name, scenes in ways.items():
        for scene in scenes:
            back.setdefault(scene, []).append(name)
    safe = _reached({name for name, end in front.endings.items() if end not in BAD}, back)
    bad = " or ".join(sorted(BAD.intersection(front.endings.values())))
    for parts in draft.split.cards:
        if parts.choices and parts.id not in safe:
            what = phrase(
                "no way leads from '{id}' to an ending that is not {bad}", id=parts.id, bad=bad or "risky"
            )
            draft.report.add("E407", parts.line, what, phrase("add a choice that leaves safely"))


def _reached(start: set[str], ways: dict[str, list[str]]) -> set[str]:
    found, waiting = set(start), [*start]
    while waiting:
        for scene in ways.get(waiting.pop(), ()):
            if scene not in found:
                found.add(scene)
                waiting.append(scene)
    return found

"""What happens with a pack is told to whom it concerns and who wished for it, by day, once, and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kit.campaign_days import Post
from tests.kit.editors_told import post, wishes
from tests.kit.reviewing import published, reviewer
from tests.kit.studio import PACK, editor, invited, organiser, zipped

if TYPE_CHECKING:
    from tests.talk import House, Person

__all__ = ["editor", "organiser", "post", "reviewer"]


def test_who_wished_for_it_is_told_that_a_pack_was_taken_off(
    post: Post, organiser: Person, editor: Person, reviewer: Person
) -> None:
    published(editor, reviewer, zipped(PACK))
    another = invited(organiser, 2005, "reviewer")
    wishes(editor, reviewer)
    another.visits("edition/1/served/off")
    told = dict(post.comes())
    assert set(told) == {editor.number, reviewer.number}, "not who did it, nor who did not wish for it"
    editor.visits("studio")
    assert "Harbour · 25 November · 1.0.0: taken off · Reviewer 3" in editor.sees
    assert "2005" not in editor.sees


def test_reviewers_are_told_that_one_waits_whichever_they_have_read_before(
    post: Post, editor: Person, reviewer: Person
) -> None:
    wishes(editor, reviewer)
    editor.sends_pack(zipped(PACK))
    editor.visits("edition/1/sent")
    assert [chat for chat, _ in post.comes()] == [reviewer.number]


def test_all_that_happened_within_a_day_comes_as_one_message(
    house: House, post: Post, editor: Person, reviewer: Person
) -> None:
    wishes(editor)
    published(editor, reviewer, zipped(PACK))
    for path in ("edition/1/served/off", "edition/1/served/on", "edition/1/served/off"):
        reviewer.visits(path)
    assert [chat for chat, _ in post.comes()] == [editor.number]
    house.later(minutes=5)
    reviewer.visits("edition/1/served/on")
    assert post.comes() == [], "one a day"
    ((moment, chat, _),) = post.until(days=6)
    assert (moment.date().day, chat) == (26, editor.number)


@pytest.mark.parametrize("leaves", ["studio/news/off", "stop", "studio/stopped", "forget/now"])
def test_nobody_is_told_who_wants_it_no_more(post: Post, editor: Person, reviewer: Person, leaves: str) -> None:
    wishes(editor)
    published(editor, reviewer, zipped(PACK))
    editor.visits(leaves)
    reviewer.visits("edition/1/served/off")
    assert post.until(days=3) == []


def test_without_a_wish_the_studio_tells(editor: Person, reviewer: Person, post: Post) -> None:
    published(editor, reviewer, zipped(PACK))
    assert post.until(days=2) == []
    editor.visits("studio")
    assert "approved and published · Reviewer 2" in editor.sees

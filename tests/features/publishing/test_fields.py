"""Fields: a form above the Markdown writes into it, and what no field shows stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.features.publishing.fields import fields_of, written_into
from tests.kit.desk import door_of, sits_down
from tests.kit.studio import PACK, editor, organiser, zipped
from tests.kit.studio_forms import LESSON, form_on

if TYPE_CHECKING:
    from tests.talk import House, Person

__all__ = ["editor", "organiser"]

TEXT = PACK[LESSON]


def drawn(text: str = TEXT) -> dict[str, str]:
    """The fields as a browser sends them back untouched."""
    fields = fields_of(text)
    assert fields
    form = {"f.of": fields.of, **{f"f.{name}": words for name, (_, words) in fields.scalars.items()}}
    form |= {f"f.for.{tier}": "1" for tier in (fields.tiers or (0, ()))[1]}
    for number, card in enumerate(fields.cards):
        form |= {f"f.{number}.title": card.title, f"f.{number}.words": card.words}
        for at, option in enumerate(card.options):
            form |= {f"f.{number}.{at}": option.words, f"f.{number}.{at}.feedback": option.feedback}
            form |= {f"f.{number}.{at}.right": "1"} if option.is_right else {}
    return form


def test_an_untouched_form_changes_nothing() -> None:
    assert written_into(TEXT, drawn()) == TEXT


def test_each_field_writes_into_its_own_lines() -> None:
    form = drawn() | {"f.title": 'Boats: "yours"', "f.for.12-15": "1", "f.0.words": "A boat has two locks."}
    form |= {"f.1.0": "A longer word", "f.1.1.feedback": "Guessed at once."}
    text = written_into(TEXT, form)
    assert 'title: "Boats: \\"yours\\""' in text
    assert '# Boats: "yours"' in text
    assert 'tiers: ["9-11", "12-15"]' in text
    assert 'id="lock"></a>\n\nA boat has two locks.\n\n## What holds?' in text
    assert "- [x] A longer word\n- [ ] 1234\n  > Guessed at once.\n" in text
    assert text.endswith("[^guide]: Harbour guide, 2020.\n")
    assert "topics: [accounts]" in text


def test_a_new_card_stands_before_the_sources() -> None:
    new = {"f.new.title": "A knot", "f.new.words": "Which one?", "f.new.0": "This", "f.new.0.right": "1"}
    form = drawn() | new | {"f.new.1": "That", "f.new.1.feedback": "It opens."}
    assert written_into(TEXT, form) == TEXT, "a look adds no card"
    text = written_into(TEXT, form | {"do": "show"})
    card = '## A knot <a id="card-1"></a>\n\nWhich one?\n\n- [x] This\n- [ ] That\n  > It opens.\n\n[^guide]'
    assert card in text


def test_a_form_that_the_text_has_overtaken_writes_nothing() -> None:
    changed = TEXT.replace("A boat has a lock.", "Every boat has a lock.")
    assert written_into(changed, drawn() | {"f.title": "Ships"}) == changed


async def test_a_lesson_is_written_in_the_form_and_becomes_a_draft(house: House, editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    async with door_of(house) as door:
        browser = await sits_down(door, editor)
        page = await browser.opens(f"/edit?file={LESSON}")
        assert 'name="f.0.title"' in page.html
        form = form_on(page) | drawn() | {"text": TEXT, "f.0.title": "The big lock", "do": "send"}
        page = await browser.sends("/edit", form)
        assert "Your draft is here" in page.heading + page.words, page.words
        page = await browser.opens(f"/edit?file={LESSON}")
        assert '## The big lock <a id="lock"></a>' in page.html.replace("&lt;", "<").replace("&gt;", ">").replace(
            "&#34;", '"'
        )

"""Partner spaces: an organisation's people see its packs and their numbers, and nothing of anybody else's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.chat import textmode
from bot.features.quiz.analysis import sums_of
from bot.features.quiz.store import findings
from bot.packs.model import Kind
from tests.kit.comparing import raised, sent
from tests.kit.reviewing import GONE, Replica, approves
from tests.kit.spaces import Space, accepts
from tests.kit.studio import PACK, QUIZ, changed, organiser, zipped
from tests.roles import NOBODY
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["organiser"]

WHO_SEES = {
    # Nobody here is an organiser or belongs to a space.
    "spaces:0 spaces/new space/1 space/1/invite/lead space/1/out/1 space/1/out/1/yes space/1/packs:0": NOBODY,
    "space/1/owner/lamp space/1/owner/lamp/to:1 space/1/reach/0 space/1/reach/files": NOBODY,
}

PIER = {**PACK, "pack.yml": PACK["pack.yml"].replace("id: harbour", "id: pier").replace("Harbour", "Pier")}


@pytest.fixture
def lighthouse(organiser: Person) -> Space:
    return Space(organiser, "Lighthouse School", 1)


@pytest.fixture
def quay(organiser: Person, lighthouse: Space) -> Space:
    del lighthouse
    return Space(organiser, "Quay Library", 2)


def test_an_organiser_invites_a_lead_and_the_lead_their_people(organiser: Person, lighthouse: Space) -> None:
    organiser.visits("invite")
    organiser.taps("Partner spaces")
    organiser.taps("Lighthouse School")
    assert "Here work: Lead of a space 1, Editor 2, Reviewer 3." in organiser.sees
    lighthouse.lead.visits("studio")
    lighthouse.lead.taps("🤝 Lighthouse School")
    assert "Here work: Lead of a space 1, Editor 2, Reviewer 3." in lighthouse.lead.sees
    assert not [label for label in lighthouse.lead.labels if "Psychologist" in label]
    for duty in ("psychologist", "lead"):
        lighthouse.lead.visits(f"space/1/invite/{duty}")
        assert GONE in lighthouse.lead.sees, "who these are an organiser answers for"
    organiser.visits("invite/lead")
    assert GONE in organiser.sees, "a lead is one of a space"
    organiser.visits("space/1/invite/psychologist")
    assert "start=" in organiser.sees
    organiser.visits("spaces/new")
    organiser.types(" Lighthouse   School ")
    organiser.visits("spaces:0")
    assert organiser.sees.count("Lighthouse School") == 1, "the same name is the same space"


def test_who_is_invited_is_told_into_which_space(organiser: Person, lighthouse: Space) -> None:
    lighthouse.lead.visits("space/1/invite/editor")
    link = lighthouse.lead.sees.partition("start=")[2].split()[0]
    person = Person(organiser.house, 7777)
    person.settles_in("educator")
    person.types(f"/start {link}")
    assert "In the space of a partner: Lighthouse School." in person.sees


def test_a_stranger_whom_a_space_invites_to_lead_reads_that_an_invitation_waits(
    organiser: Person, lighthouse: Space
) -> None:
    organiser.visits(f"space/{lighthouse.number}/invite/lead")
    link = organiser.sees.partition("start=")[2].split()[0]
    stranger = Person(organiser.house, 7777, "ru")
    asked = stranger.types(f"/start {link}").text.plain
    assert "Приглашение ждёт: оно откроется сразу после ответа." in asked
    assert "Lighthouse" not in asked, "who invites is told after the answer"


def test_a_pack_goes_all_the_way_inside_its_space(
    house: House, tmp_path: Path, lighthouse: Space, quay: Space
) -> None:
    sent(lighthouse.editor, PACK, 1)
    quay.reviewer.visits("studio")
    assert "0 versions wait for you." in quay.reviewer.sees
    lighthouse.lead.visits("space/1")
    lighthouse.lead.taps("Versions that wait")
    lighthouse.lead.taps("Harbour 1.0.0")
    lighthouse.lead.taps("▫ Reviewer 3")
    lighthouse.reviewer.visits("studio")
    assert "📌 Harbour 1.0.0" in lighthouse.reviewer.labels
    approves(lighthouse.reviewer, 1)
    assert "A boat has a lock." in Replica(house, tmp_path / "a").serves("lesson/harbour/boats/9-11:lock")


OWN = (
    *(
        "edition/1",
        "edition/1/changes:0",
        "edition/1/try",
        "edition/1/try/9-11:en",
        "edition/1/send",
        "edition/1/sent",
    ),
    *(
        "edition/1/sent",
        "edition/1/approve",
        "edition/1/approved",
        "edition/1/cards:0",
        "edition/1/note:0",
        "edition/1/remark",
    ),
    *("edition/1/note:0/off", "edition/1/remark/off", "edition/1/return", "edition/1/serve/off", "compare/1"),
    *("edition/1/served/off", "edition/1/back", "edition/1/again", "versions/harbour", "compare/1:2/0", "ask/1"),
    *(
        "ask/1/3:on",
        "space/1",
        "space/1/invite/editor",
        "space/1/packs:0",
        "space/1/owner/harbour",
        "space/1/out/2",
    ),
    *(
        "space/1/out/2",
        "space/1/owner/harbour/to:2",
        "space/1/out/2/yes",
        "space/1/reach/0",
        "space/1/campaigns/0",
    ),
    *("edition/1/words", "edition/1/words/ru:0", "edition/1/words/ru/0", "edition/1/catalogue/ru"),
    *("space/1/questions/0", "space/1/reach/files", "space/1/questions/files", "space/1/campaigns/files"),
)
"""Every page that names something of the first space."""


@pytest.mark.parametrize("state", ["draft", "sent", "approved"])
def test_forged_ids_of_another_space_show_nothing_to_any_role(
    organiser: Person, lighthouse: Space, quay: Space, state: str
) -> None:
    lighthouse.editor.sends_pack(zipped(PACK))
    if state != "draft":
        lighthouse.editor.visits("edition/1/sent")
    if state == "approved":
        approves(lighthouse.reviewer, 1)
        lighthouse.editor.sends_pack(zipped(raised(changed("A boat has a lock.", "SECRETWORD."))))
    quay.editor.sends_pack(zipped(PIER))
    psychologist = accepts(organiser, "space/2/invite/psychologist")
    for role, person in {**quay.people, "psychologist": psychologist}.items():
        for path in OWN:
            person.visits(path)
            assert GONE in person.sees, (role, path)
            for words in ("Harbour", "SECRETWORD", "Lighthouse", "A boat has a lock."):
                assert words not in person.sees, (role, path)
        for path in ("studio", "studio/flags:0", "space/2", "space/2/reach/0"):
            person.visits(path)
            assert "Harbour" not in person.sees
            assert "Lighthouse" not in person.sees
        person.sends_pack(zipped(raised(PACK, "9.0.0")))
        assert "belongs to somebody else" in person.sees
    lighthouse.editor.visits("edition/1")
    assert GONE not in lighthouse.editor.sees


def test_what_the_house_has_is_not_a_spaces_and_its_reviewers_see_all(
    organiser: Person, lighthouse: Space
) -> None:
    house_editor, house_reviewer = accepts(organiser, "invite/editor"), accepts(organiser, "invite/reviewer")
    sent(house_editor, PIER, 1)
    sent(lighthouse.editor, PACK, 2)
    for person in lighthouse.people.values():
        for path in ("edition/1", "edition/1/changes:0", "versions/pier", "ask/1"):
            person.visits(path)
            assert GONE in person.sees
    for person in (house_editor, lighthouse.editor):
        for path in ("space/1", "space/1/reach/0") if person is house_editor else ("spaces:0", "spaces/new"):
            person.visits(path)
            assert GONE in person.sees
    house_reviewer.visits("studio")
    assert "2 versions wait for you." in house_reviewer.sees


def test_an_editor_of_a_space_reads_their_own_packs_and_its_lead_all(
    lighthouse: Space,
) -> None:
    other = accepts(lighthouse.lead, "space/1/invite/editor")
    lighthouse.editor.sends_pack(zipped(PACK))
    other.visits("edition/1")
    assert GONE in other.sees
    lighthouse.lead.visits("edition/1")
    assert "✏ draft" in lighthouse.lead.sees
    for path in ("edition/1/sent", "edition/1/cards:0", "edition/1/approved"):
        lighthouse.lead.visits(path)
        assert GONE in lighthouse.lead.sees, "a lead neither sends in for others nor reviews"


def test_a_lead_gives_a_pack_to_another_of_the_space_alone(lighthouse: Space, quay: Space) -> None:
    lighthouse.editor.sends_pack(zipped(PACK))
    quay.editor.sends_pack(zipped(PIER))
    heir = accepts(lighthouse.lead, "space/1/invite/editor")
    heir.visits("studio")
    number = heir.sees.splitlines()[0].split()[-1]
    lighthouse.lead.visits("space/1/owner/harbour/to:5")
    assert GONE in lighthouse.lead.sees, "nobody of another space"
    for path in ("space/1/owner/pier", f"space/1/owner/pier/to:{number}"):
        lighthouse.lead.visits(path)
        assert GONE in lighthouse.lead.sees, "nor another space's pack"
    lighthouse.lead.visits("space/1")
    lighthouse.lead.taps("Packs and their editors")
    lighthouse.lead.taps("harbour · Editor 2")
    lighthouse.lead.taps(f"Editor {number}")
    assert f"harbour · Editor {number}" in lighthouse.lead.labels
    heir.visits("edition/1")
    assert "✏ draft" in heir.sees


def test_a_lead_ends_somebodys_work_and_they_see_nothing_any_more(organiser: Person, lighthouse: Space) -> None:
    lighthouse.editor.sends_pack(zipped(PACK))
    lighthouse.lead.visits("space/1/out/1/yes")
    assert "Lead of a space 1" in lighthouse.lead.sees, "not their own, nor another lead's"
    lighthouse.lead.taps("🚪 Editor 2")
    lighthouse.lead.taps("Yes, end it")
    assert "Editor 2" not in lighthouse.lead.sees
    for path in ("studio", "edition/1", "space/1", "space/1/reach/0"):
        lighthouse.editor.visits(path)
        assert GONE in lighthouse.editor.sees, path
    organiser.visits("space/1/invite/lead")
    organiser.visits("spaces/new")
    organiser.types("Quay Library")
    organiser.visits("space/2/invite/editor")
    link = organiser.sees.partition("start=")[2].split()[0]
    lighthouse.editor.types(f"/start {link}")
    lighthouse.editor.taps("I agree")
    assert "Editor 2" in lighthouse.editor.sees, "the number that they had"
    for path in ("edition/1", "versions/harbour", "edition/1/sent", "edition/1/send"):
        lighthouse.editor.visits(path)
        assert GONE in lighthouse.editor.sees, "what they sent in belongs to the space that they have left"
    lighthouse.editor.visits("studio")
    assert "Harbour" not in lighthouse.editor.sees
    lighthouse.editor.sends_pack(zipped(raised(PACK)))
    assert "belongs to somebody else" in lighthouse.editor.sees


def test_who_gave_a_pack_away_does_not_try_out_what_comes_after(lighthouse: Space) -> None:
    lighthouse.editor.sends_pack(zipped(PACK))
    lighthouse.editor.visits("edition/1/try/9-11:en")
    lighthouse.editor.visits("lesson/harbour/boats/9-11:lock")
    assert "A boat has a lock." in lighthouse.editor.sees
    heir = accepts(lighthouse.lead, "space/1/invite/editor")
    heir.visits("studio")
    number = heir.sees.splitlines()[0].split()[-1]
    lighthouse.lead.visits(f"space/1/owner/harbour/to:{number}")
    heir.sends_pack(zipped(changed("A boat has a lock.", "SECRETWORD.")))
    assert "Your draft is here" in heir.sees
    lighthouse.editor.visits("lesson/harbour/boats/9-11:lock")
    assert "SECRETWORD" not in lighthouse.editor.sees


def test_whose_work_has_ended_comes_back_by_no_link_from_before(organiser: Person, lighthouse: Space) -> None:
    links = []
    for path in ("space/1/invite/reviewer", "space/1/invite/editor"):
        lighthouse.lead.visits(path)
        links.append(lighthouse.lead.sees.partition("start=")[2].split()[0])
    organiser.visits("space/1/out/1/yes")
    for link in links:
        lighthouse.lead.types(f"/start {link}")
        assert "This link opens nothing (any more)." in lighthouse.lead.sees
    lighthouse.lead.visits("space/1")
    assert GONE in lighthouse.lead.sees


def test_news_of_a_space_go_to_nobody_who_has_left_it(organiser: Person, lighthouse: Space) -> None:
    lighthouse.editor.sends_pack(zipped(PACK))
    heir = accepts(lighthouse.lead, "space/1/invite/editor")
    heir.visits("studio")
    number = heir.sees.splitlines()[0].split()[-1]
    lighthouse.lead.visits(f"space/1/owner/harbour/to:{number}")
    lighthouse.lead.visits("space/1/out/2/yes")
    organiser.visits("invite/editor")
    link = organiser.sees.partition("start=")[2].split()[0]
    lighthouse.editor.types(f"/start {link}")
    lighthouse.editor.taps("I agree")
    heir.visits("edition/1/sent")
    lighthouse.editor.visits("studio")
    assert "Studio · Editor 2" in lighthouse.editor.sees
    assert "Harbour" not in lighthouse.editor.sees


def children(house: House, numbers: range, *, finish: bool) -> None:
    """As many children begin the lesson of the space; some finish it."""
    for number in numbers:
        child = Person(house, 8000 + number)
        child.settles_in("9-11")
        child.visits("lesson/harbour/boats/9-11:lock")
        if finish:
            child.visits("done/lesson/harbour/boats/9-11")


@pytest.fixture
def serving(house: House, tmp_path: Path, lighthouse: Space) -> House:
    """The pack of the space serves, with a quiz."""
    house.clock = datetime(2026, 11, 25, 12, tzinfo=UTC)
    sent(lighthouse.editor, {**PACK, "boats/9-11/quiz.en.md": QUIZ}, 1)
    approves(lighthouse.reviewer, 1)
    replica = Replica(house, tmp_path / "a")
    replica.tick()
    house.conversation.services.take(replica.loader.library)
    return house


def test_reach_is_told_in_tens_and_few_look_like_nobody(serving: House, lighthouse: Space) -> None:
    lead = lighthouse.lead
    lead.visits("space/1")
    lead.taps("Begun and finished")
    nobody = lead.sees
    assert "Begun: – · Finished: –" in nobody
    children(serving, range(9), finish=True)
    lead.visits("space/1/reach/0")
    assert lead.sees == nobody, "nine look like nobody, and so does each one more"
    children(serving, range(9, 14), finish=False)
    lead.visits("space/1/reach/0")
    assert "Begun: 10 · Finished: –" in lead.sees
    ten = lead.sees
    children(serving, range(14, 19), finish=False)
    lead.visits("space/1/reach/0")
    assert lead.sees == ten, "two looks do not tell who came between"
    children(serving, range(19, 20), finish=True)
    lead.visits("space/1/reach/0")
    assert "Begun: 20 · Finished: 10" in lead.sees
    lead.taps("⬇ CSV")
    (file,) = lead.see().documents
    assert isinstance(file.content, bytes)
    assert "A boat of one's own" in file.content.decode("utf-8-sig")


def test_only_the_packs_of_the_space_are_counted(serving: House, lighthouse: Space, quay: Space) -> None:
    children(serving, range(12), finish=False)
    quay.lead.visits("space/2/reach/0")
    assert "Nothing of this space is shown yet." in quay.lead.sees
    lighthouse.editor.visits("space/1/reach/0")
    assert "A boat of one's own" in lighthouse.editor.sees
    assert "lamp" not in lighthouse.editor.sees, "what the house serves besides is not the space's"
    for sheet in ("campaigns", "questions"):
        lighthouse.lead.visits(f"space/1/{sheet}/0")
        assert "Lighthouse School" in lighthouse.lead.sees
        assert "lamp" not in lighthouse.lead.sees


def test_how_the_questions_of_the_space_work_is_told_from_thirty_answers_on(
    serving: House, lighthouse: Space, quay: Space
) -> None:
    item = serving.conversation.services.library.find(Kind.QUIZ, "harbour", "boats/9-11", "en")
    assert item is not None
    question = item.cards[0].question
    assert question is not None
    for tens, told in ((2, "No question has 30 answers yet."), (1, "Answers: 30 · Right: ")):
        with serving.stores.durable.transaction() as db:
            for _ in range(tens):
                sums = sums_of(question, ["a:50"] * 5 + ["b:0"] * 5)
                findings.settle(db, question.meaning, sums, serving.clock.date())
        lighthouse.lead.visits("space/1/questions/0")
        assert told in lighthouse.lead.sees
    assert "What holds?" in lighthouse.lead.sees
    quay.lead.visits("space/2/questions/0")
    assert "What holds?" not in quay.lead.sees


def test_no_button_of_a_space_leads_out_of_it(serving: House, lighthouse: Space) -> None:
    del serving
    for person in lighthouse.people.values():
        seen: set[str] = set()
        waiting = ["space/1", "space/1/reach/0", "space/1/campaigns/0", "space/1/questions/0"]
        while waiting:
            path = waiting.pop()
            if path in seen or not path.startswith(("space/", "waiting", "ask/")) or path.endswith("/yes"):
                continue
            seen.add(path)
            person.visits(path)
            assert GONE not in person.sees, path
            waiting += [link.page.path for link in textmode.links(person.see())]
        assert len(seen) >= 4


def test_a_psychologist_of_the_house_is_asked_by_the_leads_of_two_spaces(
    organiser: Person, lighthouse: Space, quay: Space
) -> None:
    psychologist = accepts(organiser, "invite/psychologist")
    for number, (space, pack) in enumerate(((lighthouse, PACK), (quay, PIER)), 1):
        sent(space.editor, pack, number)
        space.lead.visits(f"ask/{number}")
        space.lead.taps("Psychologist")
        assert any("📌 Psychologist" in label for label in space.lead.labels)
    psychologist.visits("studio")
    assert "📌 You were asked to read 2 of them." in psychologist.sees

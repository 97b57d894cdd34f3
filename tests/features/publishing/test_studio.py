"""The studio: editors come by a link that works once, send packs in, read what is wrong, try out what is right."""

from __future__ import annotations

import json
import re

import pytest

from bot.features.publishing.sent_files import PackInCheck
from tests.kit.studio import ORGANISER, PACK, QUIZ, changed, editor, invited, organiser, zipped
from tests.kit.translating import RUSSIAN
from tests.packs.word_kit import WordFile
from tests.roles import NOBODY, SETTLED
from tests.talk import FIXTURES, House, Person

__all__ = ["editor", "organiser"]


WHO_SEES = {
    # Nobody here is an organiser or was invited to the studio.
    "studio/template studio/news/on edition/1/serve/on edition/1/served/on": NOBODY,
    "checking checking/busy checking/broken-off arrived/1": NOBODY,
    "studio studio/stop arrived edition/1 edition/1/try edition/1/try/9-11:en invite invite/editor": NOBODY,
    "edition/1/send edition/1/sent edition/1/approve edition/1/approved edition/1/cards:0": NOBODY,
    "edition/1/changes:0 edition/1/note:0 edition/1/return versions/lamp studio/flags:0 organise/flags:0": NOBODY,
    "edition/1/words edition/1/words/ru:0 edition/1/words/ru/0 edition/1/catalogue/ru": NOBODY,
    "compare/1 compare/1:2/0 edition/1/back edition/1/again edition/1/drop edition/1/dropped": NOBODY,
    "edition/1/note:0/off edition/1/remark edition/1/remark/off waiting:0 ask/1 ask/1/1:on": NOBODY,
    "serving:0 owners:0 owner/lamp owner/lamp/to:1": NOBODY,
    "edit/000000000000 edit/000000000000/yes studio/stopped": SETTLED,
}


def test_an_organiser_is_remembered_before_an_invitation_is_made(house: House) -> None:
    """What a visitor does is done in memory: such a link would open nothing."""
    house.conversation.services.organisers = frozenset({ORGANISER})
    organiser = Person(house, ORGANISER)
    organiser.settles_in("educator", agrees=False)
    organiser.visits("invite/editor")
    assert "Shall I remember you?" in organiser.sees
    organiser.taps("I only look round")
    assert "Shall I remember you?" not in organiser.sees
    organiser.visits("invite/editor")
    organiser.taps("I agree, remember me")
    link = re.search(r"start=(\w+)", organiser.sees)
    assert link, organiser.sees
    editor = Person(house, 2099)
    editor.settles_in("educator", agrees=False)
    editor.types(f"/start {link[1]}")
    editor.taps("I agree, remember me")
    editor.taps("I agree, let me in")
    assert "Studio · Editor 1" in editor.sees


def test_an_organiser_invites_and_the_link_works_once(organiser: Person) -> None:
    organiser.types("/menu")
    organiser.visits("organise/0")
    organiser.taps("Invite to the studio")
    organiser.taps("Editor")
    link = next(line for line in organiser.sees.splitlines() if "start=" in line)
    payload = link.partition("start=")[2]
    first = Person(organiser.house, 2001)
    first.settles_in("parent")
    first.types(f"/start {payload}")
    assert "never your name" in first.sees
    first.taps("I agree")
    assert "Studio · Editor 1" in first.sees
    second = Person(organiser.house, 2002)
    second.settles_in("parent")
    second.types(f"/start {payload}")
    assert "opens nothing" in second.sees
    second.visits(f"edit/{payload.removeprefix('edit_')}/yes")
    assert "opens nothing" in second.sees


@pytest.mark.parametrize("duty", ["editor", "reviewer"])
def test_a_stranger_who_is_invited_reads_so_before_the_first_question(organiser: Person, duty: str) -> None:
    organiser.visits(f"invite/{duty}")
    code = organiser.sees.partition("start=edit_")[2][:12]
    stranger = Person(organiser.house, 2001)
    assert "An invitation waits" not in stranger.types("/start").text.plain
    asked = stranger.types(f"/start edit_{code}").text.plain
    assert asked.index("An invitation waits for you") < asked.index("Who are you?")
    assert "Приглашение ждёт" in stranger.taps("Русский").text.plain
    stranger.taps("English")
    stranger.taps("Educator")
    stranger.taps("I agree")
    assert "Invited:" in stranger.sees
    stranger.types("/start")
    assert "An invitation waits" not in stranger.sees


def test_a_child_cannot_become_an_editor(organiser: Person, child: Person) -> None:
    organiser.visits("invite/editor")
    code = organiser.sees.partition("start=edit_")[2][:12]
    child.visits(f"edit/{code}/yes")
    assert "for adults" in child.sees
    child.visits("studio")
    assert "not here any more" in child.sees


def test_who_comes_by_the_link_first_goes_on_after_the_first_minute(organiser: Person) -> None:
    organiser.visits("invite/reviewer")
    payload = "edit_" + organiser.sees.partition("start=edit_")[2][:12]
    newcomer = Person(organiser.house, 2003)
    newcomer.types(f"/start {payload}")
    newcomer.taps("Parent")
    newcomer.taps("I agree")
    assert "All right, I remember you." in newcomer.sees
    newcomer.taps("I agree")
    assert "Studio · Reviewer 1" in newcomer.sees


def test_a_good_pack_becomes_a_draft(editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    assert "Your draft is here: Harbour 1.0.0" in editor.sees
    editor.taps("🛠 Studio")
    assert "Harbour 1.0.0 · ✏ draft" in editor.labels


def test_a_pack_inside_its_folder_is_taken_too(editor: Person) -> None:
    inside = {f"my-pack/{name}": words for name, words in PACK.items()}
    editor.sends_pack(zipped({**inside, "__MACOSX/my-pack/._pack.yml": b"\0", "my-pack/.DS_Store": b"\0"}))
    assert "Your draft is here" in editor.sees


def test_each_problem_has_its_place_and_its_fix_and_nothing_is_kept(editor: Person) -> None:
    editor.sends_pack(zipped(changed("topics: [accounts]", "topics: [acounts]")))
    assert "Not taken yet" in editor.sees
    assert "boats/9-11/lesson.en.md:5" in editor.sees
    assert "accounts" in editor.sees
    editor.taps("🛠 Studio")
    assert not [label for label in editor.labels if "Harbour" in label]


def test_a_russian_editor_reads_in_russian_what_is_wrong(organiser: Person) -> None:
    редактор = invited(organiser, 2003, language="ru")
    cards = "".join(f'## Card {n} <a id="c{n}"></a>\n\n[x](https://elsewhere.example/{n})\n\n' for n in range(14))
    screen = редактор.sends_pack(zipped(changed("## The lock", cards + "## The lock")))
    assert "boats/9-11/lesson.en.md" in редактор.sees
    assert "elsewhere.example нет в списке пака\n→ добавьте elsewhere.example в `link_hosts`" in редактор.sees
    (document,) = screen.documents
    assert isinstance(document.content, bytes)
    assert document.content.decode().count("ошибка E603 elsewhere.example нет в списке пака — добавьте") == 14


def test_many_problems_come_as_a_file_too(editor: Person) -> None:
    cards = "".join(f'## Card {n} <a id="c{n}"></a>\n\n[x](https://elsewhere.example/{n})\n\n' for n in range(14))
    screen = editor.sends_pack(zipped(changed("## The lock", cards + "## The lock")))
    (document,) = screen.documents
    assert isinstance(document.content, bytes)
    assert document.content.decode().count("error E6") == 14


def test_a_single_file_stands_in_for_the_one_of_its_name(editor: Person) -> None:
    good = zipped(PACK)
    editor.sends_pack(good)
    lesson = changed("Only you have the key.", "Only you have its key.")["boats/9-11/lesson.en.md"].encode()
    editor.sends_pack(lesson, "lesson.en.md", base=good)
    assert "Your draft is here" in editor.sees
    editor.visits("edition/1/try/9-11:en")
    editor.taps("A boat of one's own")
    assert "Only you have its key." in editor.sees


def test_an_id_belongs_to_who_sent_it_first(organiser: Person, editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    other = invited(organiser, 2002)
    other.sends_pack(zipped(PACK))
    assert "belongs to somebody else" in other.sees
    other.sends_pack(zipped(changed("id: harbour", "id: lamp", "pack.yml")))
    assert "belongs to somebody else" in other.sees, "nor can the bot's own packs be taken over"
    other.visits("edition/1")
    assert "not here any more" in other.sees, "what another editor drafts is nobody else's"


@pytest.mark.parametrize(("locale", "words"), [("en", "This is what they see."), ("ru", "Вот что они видят.")])
def test_an_editor_sees_the_bot_as_a_reader_would(editor: Person, locale: str, words: str) -> None:
    editor.sends_pack(zipped(PACK))
    editor.taps("Try it out")
    editor.taps("9–11 years · " + {"en": "English", "ru": "Русский"}[locale])
    assert words in editor.sees
    editor.taps("A boat of one's own")
    assert "A boat has a lock." in editor.sees
    editor.taps({"en": "End the preview", "ru": "Закончить просмотр"}[locale])
    assert "✏ draft" in editor.sees
    editor.visits("lesson/harbour/boats/9-11")
    assert "not here any more" in editor.sees, "a draft serves nobody"


def test_a_tips_doorway_opens_in_a_preview_too(editor: Person) -> None:
    """Nobody in a preview has asked for tips, so the doorway of those that come by themselves shows today's."""
    editor.sends_pack(zipped(PACK))
    editor.visits("edition/1/try/9-11:en")
    editor.visits("tip/next")
    assert "Something broke" not in editor.sees
    assert "💡" in editor.sees


def test_settings_in_a_preview_are_the_editors_own(editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    editor.visits("edition/1/try/9-11:en")
    editor.visits("set/text/on")
    assert "Text mode: on" in editor.sees
    editor.visits("edition/1")
    editor.visits("settings")
    assert "Text mode: on" in editor.sees, "still so once the preview is over"


def test_the_trial_outlives_a_restart_and_a_new_draft(house: House, editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    editor.visits("edition/1/try/9-11:en")
    house.restart()
    editor.visits("lesson/harbour/boats/9-11:lock")
    assert "A boat has a lock." in editor.sees


def test_what_is_tried_out_is_nobodys_progress(editor: Person) -> None:
    """A quiz is played to its end in a preview; the editor's own data know nothing of it, /forget all of it."""
    before = own_data(editor)
    editor.sends_pack(zipped({**PACK, "boats/9-11/quiz.en.md": QUIZ}))
    editor.visits("edition/1/try/9-11:en")
    editor.taps("Locks")
    editor.taps("Begin")
    editor.taps("A long word")
    editor.taps("See how it went")
    assert "You got 1 of 1 right" in editor.sees
    editor.visits("lesson/harbour/boats/9-11:lock")
    editor.visits("part/lamp-days/week:on")
    assert own_data(editor) == before
    editor.visits("edition/1/try/9-11:en")
    editor.visits("forget/now")
    editor.visits("quiz/harbour/boats/9-11")
    assert "I am Mayak" in editor.sees, "the next message is a stranger's"


def own_data(person: Person) -> dict[str, object]:
    """The tables of the export about learning and joining."""
    person.types("/export")
    (content,) = [one.content for one in person.see().documents if one.name == "mayak.json"]
    assert isinstance(content, bytes)
    told = json.loads(content)
    return {table: told.get(table) for table in ("progress", "attempts", "answers", "enrolments")}


def test_nobody_else_sees_a_draft(editor: Person, child: Person) -> None:
    editor.sends_pack(zipped(PACK))
    child.visits("lesson/harbour/boats/9-11")
    assert "not here any more" in child.sees
    child.visits("edition/1/try/9-11:en")
    assert "not here any more" in child.sees


def test_who_stops_or_is_forgotten_is_no_editor_and_their_number_is_not_given_again(
    organiser: Person, editor: Person
) -> None:
    editor.sends_pack(zipped(PACK))
    editor.visits("forget/now")
    editor.settles_in("educator")
    editor.visits("studio")
    assert "not here any more" in editor.sees
    other = invited(organiser, 2002)
    assert "Studio · Editor 2" in other.sees
    other.taps("Stop working on packs")
    other.taps("Yes, stop")
    other.types("/menu")
    assert "🛠 Studio" not in other.labels


def test_the_studio_speaks_russian(organiser: Person) -> None:
    editor = invited(organiser, 2005, language="ru")
    assert "Мастерская · Редактор 1" in editor.sees
    editor.sends_pack(zipped(PACK))
    assert "Черновик здесь: Harbour 1.0.0" in editor.sees


def test_the_fixture_pack_with_pictures_and_help_lines_is_for_a_psychologist(organiser: Person) -> None:
    editor = invited(organiser, 2006)
    files = {
        str(path.relative_to(FIXTURES / "lamp")): path.read_bytes()
        for path in (FIXTURES / "lamp").rglob("*")
        if path.is_file()
    }
    files["pack.yml"] = files["pack.yml"].replace(b"id: lamp", b"id: torch")
    editor.sends_pack(zipped(files))
    assert "Your draft is here" in editor.sees
    editor.visits("edition/1")
    assert "two people have to approve it, and one of them has to be a psychologist" in editor.sees


def test_a_pack_whose_editor_has_left_is_given_to_another(organiser: Person, editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    editor.visits("forget/now")
    heir = invited(organiser, 2002)
    heir.sends_pack(zipped(PACK))
    assert "belongs to somebody else" in heir.sees
    organiser.visits("invite")
    organiser.taps("Packs and their editors")
    organiser.taps("harbour · ⚠ number 1 has left")
    organiser.taps("Editor 2")
    assert "harbour · Editor 2" in organiser.labels
    organiser.visits("owner/harbour/to:2")
    heir.sends_pack(zipped(changed("Only you have the key.", "Only you have its key.")))
    assert "Your draft is here" in heir.sees
    heir.visits("versions/harbour")
    assert heir.sees.count("given to another editor (→ 2) · an organiser") == 1, "once, however often it is tapped"
    assert "drafted · Editor 1" in heir.sees
    heir.visits("studio")
    assert "Harbour 1.0.0 · ✏ draft" in heir.labels


def test_a_pack_is_given_to_editors_alone_and_only_by_organisers(organiser: Person, editor: Person) -> None:
    editor.sends_pack(zipped(PACK))
    organiser.visits("owner/harbour")
    assert "no other editor yet" in organiser.sees
    for person, path in ((organiser, "to:77"), (editor, "to:1")):
        person.visits(f"owner/harbour/{path}")
        assert "not here any more" in person.sees
    other = invited(organiser, 2002)
    other.visits("owner/harbour/to:2")
    assert "not here any more" in other.sees
    other.visits("edition/1")
    assert "not here any more" in other.sees, "it is still the first editor's"


def test_a_pack_to_begin_with_can_be_sent_back_as_it_is(editor: Person) -> None:
    editor.visits("studio")
    screen = editor.taps("A pack to begin with")
    document, table = screen.documents
    assert table.name == "questions.xlsx"
    assert isinstance(document.content, bytes)
    editor.sends_pack(document.content)
    assert "Your draft is here" in editor.sees
    assert "accounts/9-11/lesson.ru.md:9 W912" in editor.sees, "who forgets it would publish what nobody sees"
    editor.taps("Try it out")
    editor.taps("9–11 years · English")
    assert "This is what they see" in editor.sees


def test_who_has_no_terminal_can_stamp_a_translation(editor: Person) -> None:
    locales = {"pack.yml": PACK["pack.yml"].replace("locales: [en]", "locales: [en, ru]")}
    file = "boats/9-11/lesson.ru.md"
    for stamp in ("", "000000000000"):
        editor.sends_pack(zipped({**PACK, **locales, file: RUSSIAN.replace("HASH", stamp)}))
        told = re.search(r"its hash is ([0-9a-f]{12})", editor.sees)
        assert told, editor.sees
        editor.sends_pack(zipped({**PACK, **locales, file: RUSSIAN.replace("HASH", told[1])}))
        assert "its hash is" not in editor.sees


def test_a_file_is_taken_before_it_is_checked_and_a_second_one_waits(organiser: Person) -> None:
    editor = invited(organiser, 31)
    editor.does(PackInCheck())
    assert "I am checking your file" in editor.sees
    editor.does(PackInCheck())
    assert "I am still checking the file that you sent before" in editor.sees
    editor.visits("checking")
    assert "I am checking your file" in editor.sees
    editor.sends_pack(zipped(PACK))
    assert "Your draft is here: Harbour 1.0.0" in editor.sees


def test_a_forged_page_of_a_check_begins_none(organiser: Person) -> None:
    editor = invited(organiser, 31)
    editor.visits("checking")
    assert "Studio ·" in editor.sees
    editor.visits("arrived/1")
    assert "draft is here" not in editor.sees


def test_a_word_document_is_sent_in_the_chat_with_its_folder_below(organiser: Person) -> None:
    редактор = invited(organiser, 2004, language="ru")
    file = WordFile(styles={"1": "Заголовок 1", "2": "Заголовок 2"})
    file.add("Ключи от лодки", style="1")
    file.add("Замок", style="2")
    file.add("У лодки есть замок. Ключ только у тебя.")
    file.table(("кто", "что"), ("Лео", "рыба"))
    редактор.sends_pack(file.content(), "lodka.docx")
    assert "подпишите файл темой и возрастом, например phishing/9-11" in редактор.sees
    редактор.sends_pack(file.content(), "lodka.docx", words="privacy/9-11")
    assert "Черновик здесь: Ключи от лодки 1.0.0" in редактор.sees
    assert "таблица стала списком" in редактор.sees
    редактор.sends_pack(file.content(), "lodka.docm")
    assert "документ Word с макросами (.docm), их здесь никогда не открывают" in редактор.sees
    assert "сохраните как .docx" in редактор.sees
    редактор.taps("Мастерская")
    редактор.taps("Ключи от лодки")
    редактор.taps("👁")
    редактор.taps("9–11 лет · Русский")
    редактор.taps("Ключи от лодки")
    assert "Ключи от лодки" in редактор.sees

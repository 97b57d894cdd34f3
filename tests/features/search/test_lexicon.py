"""What languages tell of searching: stems, words that say nothing, keyboards, topics."""

from __future__ import annotations

import pytest

from bot.features.search.lexicon import lexicon_of, split
from bot.packs.topics import TOPICS
from bot.values.locales import languages

CODES = sorted(languages())


@pytest.mark.parametrize("code", CODES)
def test_every_topic_of_the_curriculum_can_be_named(code: str) -> None:
    named = {topic for phrases in lexicon_of(code).named.values() for _, topic in phrases}
    assert named >= {*TOPICS}


@pytest.mark.parametrize("code", CODES)
def test_a_phrase_does_not_consist_of_words_that_say_nothing(code: str) -> None:
    lexicon = lexicon_of(code)
    silent = {lexicon.stem(word) for word in lexicon.stop}
    for phrases in lexicon.named.values():
        for needed, topic in phrases:
            assert needed - silent, (topic, needed)


def test_keyboards_have_their_keys_in_one_order() -> None:
    keyboards = [lexicon_of(code).keyboard for code in CODES]
    assert len({len(keyboard) for keyboard in keyboards if keyboard}) == 1
    assert all(len(set(keyboard)) == len(keyboard) for keyboard in keyboards)


def test_a_language_without_a_file_is_searched_by_whole_words() -> None:
    lexicon = lexicon_of("kk")
    assert lexicon.tokens("Құпия сөз") == ["құпия", "сөз"]
    assert lexicon.topics(["құпия"]) == {}


def test_words_are_split_without_numbers_and_apostrophes() -> None:
    assert split("Mom's 2FA, 12+ and 42!") == ["moms", "2fa", "12+", "and"]


def test_all_words_of_a_phrase_have_to_be_there() -> None:
    lexicon = lexicon_of("en")
    assert "privacy" in lexicon.topics(map(lexicon.stem, split("he asks where i live")))
    assert "privacy" not in lexicon.topics(map(lexicon.stem, split("where do you live")))

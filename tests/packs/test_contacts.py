"""Addresses, telephone numbers, names and commands are found however they are written, and little else is."""

from __future__ import annotations

import re
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from bot.packs.lint.contacts import CLEAR_ENDINGS, ContactKind, contacts, top_level
from bot.packs.lint.folding import fold
from bot.packs.lint.link_hosts import kind_of
from bot.packs.parser.reader import find_packs, read_pack
from bot.packs.problem import Severity
from bot.values.page import every_page
from tests.packs.pack_kit import copied, draft, edit
from tests.packs.patterns import PATTERNS

ROOT = Path(__file__).parents[2]

ADDRESSES = """
игра.рф|новый.рус|друзья.москва|клуб.дети|игра.онлайн|игра.сайт|evil.zone|pal.chat|a.page|b.help|c.in|d.cn
xn--e1afmkfd.xn--p1ai|sub.evil.co.uk|evil.com/path?x=1|evil.com:8080/x|доменevil.com|e-v.рф|...evil.com
EVIL.COM|Evil.Com|Evil.Ru|evil.com.Потом|evil.com-жми|знак.ру|192.0.2.7|192.0.2.7/x|//evil.com
evil．com|evil。ru|evil․com|evil·com|ｅｖｉｌ.ｃｏｍ|𝐞𝐯𝐢𝐥.𝐜𝐨𝐦|ⓔⓥⓘⓛ.ⓒⓞⓜ|ᴇᴠɪʟ.ᴄᴏᴍ|gооd.соm|e\u0301vil.c\u0301om
evil\u200d.com|evil . com|evil. com|evil .ru|evil[.]com|evil(dot)help|evil (точка) рф|evil точка ru|evil dot com
evil-точка-ru|evil_dot_com|e v i l . c o m|mail evil (at) mail.ru|t.me/evil|t . me/evil|evil.t.me
https://ok.example|hxxps://evil.ru|https : //evil.ru|tg://resolve?domain=x|tg:resolve?domain=x
mailto:x@y.example|ｈｔｔｐｓ：／／evil.example
"""

NUMBERS = """
89001234567|8(900)1234567|8 (900) 123-45-67|8 900 123 45 67|8-900-123-45-67|8.900.123.45.67|8 9 0 0 1 2 3 4 5 6 7
+79001234567|+7 900 123 45 67|+7(900)123-45-67|79001234567|9001234567|(900) 123-45-67|8 701 234 56 78
８９００１２３４５６７|٨٩٠٠١٢٣٤٥٦٧|८९००१२३४५६७|8️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣|⑧⑨⓪⓪①②③④⑤⑥⑦|89OO1234567|8\u2060900\u20601234567
+44 20 7946 0958|020 7946 0958|0800 1111|0044 20 7946 0958|202-555-0123|(202) 555-0123|44 800 111 1111
8/900/123/45/67|8—900—123—45—67|123-45-67|позвони 23-45-61|звони по 234561|телефон: 23 45 61|call 23456
"""

NAMES = ["@evil_man", "＠evil_man", "@еvil_man", "a@b.ru", "some.body+x@mail.evil.zone", "пиши @evil_man!"]

ORDINARY = """
и т.д.|и т.п. и пр.|т.е. так|т.к. это|e.g. this|i.e. that|fig.1|рис.2|pack.yml|notes.txt|Node.js|Ph.D.|U.S. law
3 p.m.|9.am|слово.Слово|конец.Это начало|Ничего.Москва большая|word.It is|word.So|Stop.Help|No.In fact|...и так
Да...Нет|слово…слово|им.Москва|И.И.Иванов|А. С. Пушкин|ч.1 ст.2|п. 3.2.1|v1.2.3|с. 5|ends in .com|the domain .com
на .ru и .com|кончается на .рф|точка. Потом|dot the i|connect the dots|The red dot is here|ставь точка в
The end. In time|the dot. It|12.05.2024|01.02.2024 в 12:30|10:00-18:00|2019-2021|2019–2020 гг.
в 2024 году 15 000 человек|1 000 000 000|84 000 000 000 рублей|10 000 000|19 900 руб|price 1,000,000.00
1234 5678 9012 3456|123456|1234567890|12345678|9876543210|8888888|01001000 01101001|3.14|3.14159265|0.12345678
24/7|5/7|50, 100, 200|100 200 300|450/700/900/1200|0–100|6–8 лет|9–11|14+|№ 5|10 из 10|код 4821|ст. 272 УК
150-ФЗ|436-ФЗ|ISBN 978-5-17|112|they call 130–165 people|qwerty123|1:1|2 @ 3|и/или|он/она|км/ч|on/off|С/А|http
"""


def each(rows: str) -> list[str]:
    return rows.strip().replace("\n", "|").split("|")


def ways(words: str) -> set[ContactKind]:
    return {found.way for found in contacts(words)}


@pytest.mark.parametrize("words", each(ADDRESSES))
def test_an_address_is_found_in_every_dress(words: str) -> None:
    assert ways(f"Заходи: {words} скорее") & {ContactKind.ADDRESS, ContactKind.NAME}
    assert ways(words) & {ContactKind.ADDRESS, ContactKind.NAME}


@pytest.mark.parametrize("words", each(NUMBERS))
def test_a_telephone_number_is_found_in_every_dress(words: str) -> None:
    assert ways(words) == {ContactKind.NUMBER}
    assert ContactKind.NUMBER in ways(f"Вот он: {words}. Запомни")


@pytest.mark.parametrize("words", NAMES)
def test_a_name_behind_an_at_sign_and_mail_are_found(words: str) -> None:
    assert ContactKind.NAME in ways(words)


@pytest.mark.parametrize("command", [*(name for page in every_page() for name in page.commands), "remove", "Stop"])
def test_what_telegram_makes_a_command_of_is_found(command: str) -> None:
    for words in (f"/{command}", f"Нажми /{command}.", f"(/{command})", f"／{command}", f"/{command}@mayak_bot"):
        assert ContactKind.COMMAND in ways(words), words


@pytest.mark.parametrize("words", each(ORDINARY))
def test_ordinary_words_and_numbers_are_let_alone(words: str) -> None:
    assert contacts(words) == []
    assert contacts(f"Here: {words}, and on") == []


def test_every_top_level_domain_of_the_public_suffix_list_is_known() -> None:
    known = top_level()
    assert len(known) > 1400
    assert {"рф", "рус", "москва", "zone", "chat", "page", "help", "in", "cn", "xn--p1ai", "zip", "中国"} <= known
    assert CLEAR_ENDINGS - {"ру", "com"} <= known | {"ру"}
    unseen = [ending for ending in known if ContactKind.ADDRESS not in ways(f"name.{ending}")]
    assert unseen == []
    listed = PublicSuffixList(only_icann=True)
    assert all(listed.publicsuffix(f"name.{ending}", accept_unknown=False) for ending in ("рф", "zone", "in"))


LABEL = st.text("abcdefghijklmnopqrstuvwxyzабвгд0123456789", min_size=3, max_size=12).filter(
    lambda w: not w.isdigit()
)
WRAPS = st.sampled_from(["{}", "«{}»", "({})", "Смотри {}, там", "{}!", "на {}.", "\n{}\n", "🎁{}"])


def dressed(words: str, seed: int) -> str:
    """The words in full-width signs, with joiners between them, or as they are."""
    if seed == 1:
        return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in words)
    return "\u200d".join(words) if seed == 2 else words


@given(LABEL, st.sampled_from(sorted(top_level())), WRAPS, st.integers(0, 2))
def test_any_name_under_any_ending_is_an_address(label: str, ending: str, wrap: str, seed: int) -> None:
    assert ContactKind.ADDRESS in ways(wrap.format(dressed(f"{label}.{ending}", seed)))


NAMES_OF_SIGNS = ["{}", "{}{}", "i{}", "{}i", "a{}b", "1{}", "a-{}", "{}-a", "привет{}", "ñ{}", "中{}", "שלום{}"]
EMOJI_SIGNS = "㏘|㏂|❤|❤️|☎|🎁|🔥|👍🏽|👨\u200d👩\u200d👧|🏳️\u200d🌈|🇷🇺|1️⃣|✉️|→|♥|★|™|㊗|🀄|⚡️|✓"
EMOJI = st.sampled_from(each(EMOJI_SIGNS)) | st.characters(categories=["So"], min_codepoint=0x2900)
DOTS = st.sampled_from(
    [*".．。｡․·‧∙⋅•۔܁܂ꓸ꘎𐩐𝅭", "。\ufe0e", ".\u200d", "\u200d.", ". ", " . ", "[.]", "(dot)", " точка "]
)
ENDINGS = "ws|WS|Ws|ｗｓ|𝐰𝐬|w\u200ds|ⓦⓢ|ru|com|рф|la|to|fm|link|help|page|zip|онлайн|中国|xn--p1ai|xn--fiqs8s"
ENDS = st.sampled_from(each(ENDINGS))
AFTER = st.sampled_from(["", "/x", "?x=1", ":8080", ":8080/x", "🎁"])


@settings(max_examples=2000)
@given(EMOJI, st.sampled_from(NAMES_OF_SIGNS), DOTS, ENDS, AFTER, WRAPS)
def test_a_name_with_an_emoji_is_an_address_in_every_dress(  # noqa: PLR0913, PLR0917 - the parts of an address
    emoji: str, name: str, dot: str, ending: str, after: str, wrap: str
) -> None:
    """Telegram takes any sign but punctuation and blanks into the name of a host (issue 24, 11)."""
    if len(dot) > 1 and not {"\u200d", "\ufe0e"} & set(dot):
        ending, after = "ws", ""  # spelt out, only endings that are no words count
    assert ContactKind.ADDRESS in ways(wrap.format(name.replace("{}", emoji) + dot + ending + after))


@given(EMOJI, st.sampled_from(["evil.com", "почта.рф", "❤.ws"]), WRAPS)
def test_mail_with_an_emoji_is_found(emoji: str, host: str, wrap: str) -> None:
    assert ways(wrap.format(f"{emoji}@{host}")) == {ContactKind.NAME}


@pytest.mark.parametrize(
    "words", ["Ура 🎉. Потом", "Ура🎉.Потом", "❤ и ★", "Да! 🎁 Нет.", "🔥🔥🔥...", "1️⃣. Стоп", "→ дальше. Всё"]
)
def test_emoji_in_a_sentence_lead_nowhere(words: str) -> None:
    assert contacts(words) == []


SIGNS = st.sampled_from(["", " ", "-", ".", "–", " - ", ") ", " (", "\u00a0", "/", "~"])
SCRIPTS = st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"])


@given(
    st.sampled_from(["+7", "8", "7"]),
    st.from_regex(r"9\d{9}", fullmatch=True).filter(lambda n: len(set(n)) > 2 and n[-3:] != "000"),
    st.tuples(SIGNS, SIGNS, SIGNS, SIGNS),
    SCRIPTS,
    WRAPS,
)
def test_any_russian_number_with_any_signs_in_any_digits_is_found(
    first: str, rest: str, signs: tuple[str, ...], script: str, wrap: str
) -> None:
    parts = (first, rest[:3], rest[3:6], rest[6:8], rest[8:])
    written = "".join(part + sign for part, sign in zip(parts, (*signs, ""), strict=True))
    written = re.sub("[0-9]", lambda digit: script[int(digit.group())], written)
    years = any(re.fullmatch("(?:19|20)..", group) for group in re.findall(r"\d+", fold(written).text)[:-1])
    assert years or ContactKind.NUMBER in ways(wrap.format(written))


@given(st.text(max_size=200))
def test_whatever_is_found_stands_there(words: str) -> None:
    for found in contacts(words):
        assert words.startswith(found.words, found.start)
    folded = fold(words)
    assert folded.places is None or len(folded.places) == len(folded.text)


def test_the_shipped_packs_give_no_false_alarm() -> None:
    """Some 20,000 stretches of words in two languages; those of the bot's own help pages too. Read anew: a cache
    would not have the warnings.
    """
    read = [read_pack(folder) for folder in find_packs([ROOT / "content", ROOT / "quizzes", ROOT / "bot/help"])]
    wrong = {"E602", "E621", "E624", "E626", "E627", "E708"}
    found = [problem for pack in read for sheet in pack.files.values() for problem in sheet.problems]
    found += [problem for pack in read for problem in pack.problems]
    assert [problem for problem in found if problem.code in wrong] == []
    assert sum(len(pack.files) for pack in read) > 400


def test_long_rows_of_signs_are_searched_in_no_time() -> None:
    rows = {name: made(64 * 1024) for name, made in PATTERNS.items()}
    rows |= {"digits": "1 " * 32_000, "dots": "a." * 32_000, "letters": "a " * 32_000, "marks": "e\u0301" * 32_000}
    slow = []
    for name, words in rows.items():
        begin = perf_counter()
        contacts(words)
        if perf_counter() - begin > 1:
            slow.append(name)
    assert slow == []


def errors(words: str) -> set[str]:
    """The codes that keep a card with these words out."""
    found = draft(f'## Card <a id="c"></a>\n\n{words}\n').report.problems
    return {problem.code for problem in found if problem.severity is Severity.ERROR}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Заходи на игра.рф!", "E624"),
        ("See evil.zone.", "E624"),
        ("Write to @evil_man.", "E624"),
        ("Call 89001234567.", "E602"),
        ("Call `8(900)1234567`.", "E602"),
        ("Call １１２ now", "E602"),
        ("Tap /forget now.", "E626"),
        ("[игра.рф](https://good.example/x)", "E621"),
        ("[Join](https://sub.t.me/evil)", "E623"),
        ("[See](https://clck.ru/abc)", "E627"),
        ("[See](https://telegra.ph/Read-me-12-01)", "E627"),
        ("[See](https://us02web.zoom.us/j/123)", "E623"),
        ("[See](https://ok.ru/group/1)", "E623"),
        ("[See](https://vk.com/im?sel=1)", "E623"),
        ("See i❤.ws", "E624"),
        ("[See](https://www.google.com/url?q=https://evil.com)", "E627"),
    ],
)
def test_a_card_that_holds_one_is_kept_out(words: str, code: str) -> None:
    assert code in errors(words)


@pytest.mark.parametrize(
    "words",
    [
        "See good.example.",
        "See https://good.example/x.",
        "See [Good](https://good.example/x) or [good.example](https://good.example).",
        "It said `игра.рф` in it, and `@evil_man`, and `/forget`.",
    ],
)
def test_the_packs_own_hosts_and_examples_are_taken(words: str) -> None:
    assert errors(words) == set()


@pytest.mark.parametrize(
    "words", ["good.example.evil.com", "gооd.example.com", "ｇood.com", "http://good.example"]
)
def test_an_address_that_only_looks_like_the_packs_own_is_not(words: str) -> None:
    assert errors(f"See {words} now") == {"E624"}


HOSTS = [
    "t.me",
    "wa.me",
    "vk.me",
    "bit.ly",
    "clck.ru",
    "vk.cc",
    "goo.su",
    "tinyurl.com",
    "linktr.ee",
    "l.facebook.com",
    "forms.gle",
    "telegra.ph",
    "zoom.us",
    "us02web.zoom.us",
    "ok.ru",
    "m.ok.ru",
]


@pytest.mark.parametrize("host", HOSTS)
def test_a_pack_cannot_allow_itself_messengers_shorteners_redirectors_and_forms(tmp_path: Path, host: str) -> None:
    folder = copied(tmp_path / "packs", "lamp") / "lamp"
    edit(folder / "pack.yml", "link_hosts: [lamp.example]", f"link_hosts: [lamp.example, {host}]")
    read = read_pack(folder)
    assert [problem.code for problem in read.problems] == ["E627"]
    assert read.head is None, "nothing of the pack is shown"


def test_the_list_of_hosts_is_sound() -> None:
    assert {kind_of(host) for host in HOSTS} == {"anybody", "form", "messenger", "redirector", "shortener"}
    for host in ("good.example", "google.com", "vk.com", "www.youtube.com", "me", "ly", "wikipedia.org"):
        assert kind_of(host) == ""
    assert kind_of("https://vk.com/away.php?to=x") == "redirector"
    assert kind_of("https://vk.com/away") == ""
    for path in ("im", "im?sel=1", "im/convo/1", "write12345"):
        assert kind_of(f"https://vk.com/{path}") == kind_of(f"https://m.vk.ru/{path}") == "messenger"
    assert kind_of("https://vk.com/imaginary_school") == ""
    assert kind_of("deep.sub.t.me") == "messenger"

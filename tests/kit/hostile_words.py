"""Hostile words in every place that takes words, and a page that shows them."""

from __future__ import annotations

from pathlib import Path

from bot.chat.browser_forms import Seen as SeenScreen
from bot.chat.conversation import Reply
from bot.chat.turn import Reader
from bot.doors.web.site.rendering import Forms, More, Shown, preview_of
from bot.doors.web.site.rendering import page as drawn
from bot.features.own_questions.question_form import Field, Listed, OwnForms, drawn_forms
from bot.help.pages import Help
from bot.values.screen import (
    Address,
    Copy,
    Document,
    Greeting,
    Link,
    Picture,
    Screen,
    TextField,
    TextForm,
    Voice,
)
from bot.values.table import Cell, Table, in_words
from bot.values.text import Text, bold, join, quote, styled
from tests.talk import NOW, the_phrases

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea></title><svg/onload=alert(1)>",
    "]]>--><iframe srcdoc=<b>x</b>>",
    "{{ 7*7 }}{% raw %}${7*7}",
    "&lt;b&gt;&#60;i&#62;",
    "=SUM(1;2)",
    "+cmd|' C calc'!A0",
)
"""Words that would be markup, a program, a template or a formula, if anything took them for one."""


def hostile_page(words: str) -> str:
    """A page on which these words stand in every part of a screen."""
    marked = join([styled(words, "strike"), bold(words)])
    table = Table(words, (words, words), ((Cell(words), Cell(words, marked=marked)),), texts=True)
    said = [styled(words, style) for style in ("italic", "underline", "code", "pre")]
    linked = [
        styled(words, "link", url) for url in (words, "javascript:alert(1)", "data:text/html,x", "//evil.example")
    ]
    screen = Screen(
        join(
            [
                bold(words),
                words,
                in_words(Text("A table")),
                in_words(Text("A form")),
                quote(Text(words)),
                *said,
                *linked,
            ]
        ),
        ((Link(words, Help()), Address(words, "https://good.example/x?a=1&b=2"), Copy(words, words)),),
        picture=Picture(Path("x.png"), words, "key"),
        voice=Voice(Path("x.ogg"), "key", 1, caption=words),
        documents=(Document(words, b""),),
        tables=(table,),
        form=TextForm(words, (words, words), (TextField(words, bold(words), words, words, words, 10),), words),
        alert=words,
        greeting=Greeting(Text(words), ()),
    )
    own = OwnForms(
        "/own/1/2",
        dict.fromkeys(("save", "title", "right", "edit", "less", "bring", "take", "file", "send", "why"), words),
        (Listed(1, "id", words, ((words, words, True),), words, (words,)),),
        head=(Field("stem", words, words, 10, (words,)),),
        options=(Field("option-0", words, words, 10, (words,)),),
        hidden={"id": words},
        longest_pasted=10,
    )
    more = More(
        (Shown("link", words, "/"),),
        kept=words,
        part=drawn_forms(own),
    )
    page = drawn(Reader(the_phrases()["en"], NOW), Reply(screen, "menu"), Forms("0" * 32, 1), more)
    return page + preview_of([SeenScreen(screen, words)], "en", words, Path("pack"))

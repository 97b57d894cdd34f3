"""Turns the blocks of one card into its parts; reports blocks that fit no part."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.packs.kinds import listed_as, markers
from bot.packs.parser import links, markup
from bot.packs.parser.cards.parts import Box, ChoiceItem, LinkTarget, MarkedPlace, Parts, PictureLink, Step
from bot.packs.parser.screens import is_screen, read_screen
from bot.packs.parser.source import suggestion
from bot.values.phrases import phrase
from bot.values.text import Text, bold, join, quote, styled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.packs.parser.markup import Block, Inline
    from bot.packs.parser.source import Report, Source

CHECKED = ("x", "X", "\u0445", "\u0425", "v", "V", "+", "*", "✓", "✔")
"""Signs that count as a checked box, including Cyrillic look-alikes of x; all but the first two are reported."""

CALLOUTS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
CASES = ("honest", "trap")
"""Possible values for a question that judges a case: `<!-- case: honest -->`."""

COMMENTS = ("case: honest", "case: trap", "misconception: …", "technique: …", "sign: …", "ok W…: reason")
"""Comments that a card may hold, besides those that name its kind of question."""

CALLOUT = re.compile(r"\[!([^\]\n]{1,20})\][ \t]*\n?")
_BOX = re.compile(r"\[([^\]^\n]{0,2})\](?!\()[ \t]*")
_WAY = re.compile(
    r"(?:\*\*(?P<act>[^*\n]{1,40})\*\*:?[ \t]+)?\[(?P<words>[^\]\n]{1,300})\]\(#(?P<scene>[^)\s]{0,40})\)"
)
_MISCONCEPTION = re.compile(r"misconception:\s*(\S+)")
_CASE = re.compile(r"case\b\s*:?\s*(.*)", re.IGNORECASE)
_MARK = re.compile(r"(technique|sign):\s*(\S+)")
_EXCUSE = re.compile(r"ok\s+(W\d{3})\s*:?\s*(.*)")
_TABLE = re.compile(r"[^\n]*\|[^\n]*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-*:?[ \t]*)+(\n|$)")
_MASHED = re.compile(r"#{2,6}[^#\s]")


class Gatherer:
    """Turns the blocks of one card into `parts`. `asking`: a list without boxes may be the question (in a quiz);
    `intro`: the blocks are under the title, before any card; `senders`: the senders of a drill, None in other
    kinds.
    """

    def __init__(  # noqa: PLR0913 - what the blocks may mean
        self,
        source: Source,
        report: Report,
        parts: Parts,
        *,
        asking: bool = False,
        intro: bool = False,
        senders: Sequence[str] | None = None,
    ) -> None:
        self.source = source
        self.report = report
        self.parts = parts
        self.asking = asking
        self.intro = intro
        self.senders = senders
        self._bubble = re.compile(rf"(?:{'|'.join(map(re.escape, senders))}):(?=\s)") if senders else None
        self.split_list = False
        """Whether feedback at the margin has cut a list of options in two."""
        self.misconception: str | None = None
        """The misconception marked at the current option; None outside options."""

    def gather(self, blocks: Sequence[Block]) -> None:
        """Read the blocks of the card into its parts."""
        body: list[Text] = []
        told = [f"<!-- {marker} -->" for marker in markers()]
        otherwise = any(
            _has(block, _BOX) if block.kind == "list" else any(one in block.content for one in told)
            for block in blocks
        )
        for place, block in enumerate(blocks):
            if block.kind == "quote" and (found := self._callout_word(block)):
                self._callout(block, *found)
            elif is_screen(block):
                self._screen(block)
            elif block.kind == "list" and _has(block, _BOX):
                self._boxes(block)
            elif block.kind == "list" and _has(block, _WAY):
                self._ways(block)
            elif block.kind == "list" and self.asking and (kind := _listed_as(block, otherwise=otherwise)):
                self._steps(block, kind)
            elif block.kind == "quote" and place and blocks[place - 1].kind == "list" and self.parts.boxes:
                self._feedback_at_margin(block)
            else:
                body.append(self._block(block))
        self.parts.body = join(body).strip()

    def text(self, blocks: Iterable[Block]) -> Text:
        """Return paragraphs, lists, code and quotations as one Text; notes, links and pictures become parts."""
        return join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Text:
        if block.kind == "paragraph":
            if _TABLE.match(block.content):
                self._problem(
                    "E108", block, phrase("a table, which a chat cannot show"), phrase("write a list with `-`")
                )
            if _MASHED.match(block.content):
                self._problem("E103", block, phrase("no space after `##`"), phrase("write `## Title`"))
            return self._paragraph(block)
        if block.kind == "list":
            return join((self._item(item, place, block) for place, item in enumerate(block.children)), "\n")
        if block.kind == "quote":
            inside = self.text(block.children)
            # Quotations cannot nest (values/limits).
            return quote(Text(inside.plain, tuple(span for span in inside.spans if span.style != "quote")))
        if is_screen(block):
            what = phrase("a screen inside a list or a quotation")
            self._problem("E156", block, what, phrase("move it to the margin, below the `##`"))
        if block.kind == "code":
            return styled(block.content.rstrip("\n"), "pre")
        if block.kind == "heading":
            fix = phrase("write `## …` for a message of its own, or **bold** words")
            self._problem("E103", block, phrase("a heading that is neither `#` nor `##`"), fix)
            return self.inline(block).text
        self._problem("E108", block, phrase("a line across, which a chat cannot show"), phrase("delete it"))
        return Text()

    def _paragraph(self, block: Block) -> Text:
        """Return the words of a paragraph. In a drill, each line that begins with a sender's name is a bubble, and
        a marker in it belongs to it.
        """
        if self.senders is None:
            return self.inline(block).text
        bubble, said = self._bubble, []
        starts = [found.start() for found in bubble.finditer(block.content)] if bubble else []
        starts = [0, *(at for at in starts if at and block.content[at - 1] == "\n")]
        for start, end in pairwise([*starts, len(block.content)]):
            before, content = len(self.parts.marks), block.content[start:end]
            text = self.inline(_with(block, content)).text.strip()
            found = bubble.match(text.plain) if bubble else None
            if found:
                self.parts.speakers.add(found.group()[:-1])
                words = text[found.end() :].strip()
                text = quote(bold(found.group()[:-1]) + "\n" + words)
                own = self.parts.marks[before:]
                self.parts.marks[before:] = [mark._replace(words=words.plain) for mark in own]
            said.append(text)
        return join(said)

    def _item(self, item: Block, place: int, block: Block) -> Text:
        mark = "• " if block.first is None else f"{block.first + place}. "
        said = join((self._block(child) for child in item.children), "\n")
        return Text(mark) + said if said else said

    def inline(self, block: Block) -> Inline:
        """Read a block's inline Markdown; note the other parts that it holds."""
        if len(block.content) > markup.PARAGRAPH_CHARACTERS:
            what = phrase(
                "a paragraph of more than {most} characters",
                most=markup.PARAGRAPH_CHARACTERS,
            )
            self._problem("E307", block, what, phrase("cut it into cards with `##`"))
        found = markup.inline(block.content)
        for name in found.footnotes:
            self.parts.footnotes.append((name, self._find(f"[^{name}]", block)[0]))
        for path, alt in found.pictures:
            self._picture(path, alt, block)
        for comment in found.comments:
            self._comment(comment, block)
        for tag in found.html:
            fix = phrase('only `<a id="…"></a>` and the markers may stand here; write `&lt;` to show the sign <')
            self._problem("E104", block, phrase("HTML: {tag}", tag=tag[:40]), fix, tag)
        if found.anchors and block.kind != "heading" and not _MASHED.match(block.content):
            what = phrase("an anchor outside a heading")
            self._problem("E106", block, what, phrase("move it to the end of a `##` line"), "<a ")
        for span in found.text.spans:
            if span.style == "link":
                words = found.text.plain[span.start : span.end]
                self.parts.link_targets.append(LinkTarget(words, span.url, *self._find(span.url, block)))
        if found.text.spans:
            found.text = links.shown(found.text)
        return found

    def _screen(self, block: Block) -> None:
        if self.intro or self.parts.block or self.parts.drawing:
            what = phrase("a screen under the title") if self.intro else phrase("a second picture in one card")
            self._problem("E156", block, what, phrase("begin a card for it with `##`"))
            return
        self.parts.block, self.parts.block_line = read_screen(block, self.report), block.line

    def _picture(self, path: str, alt: str, block: Block) -> None:
        if not re.fullmatch(r"!\[[^\]]*\]\([^)]*\)", block.content.strip()):
            what = phrase("a picture inside other words")
            self._problem("E117", block, what, phrase("give it a paragraph of its own"), "![")
        if self.parts.drawing or self.parts.block:
            what = phrase("a second picture in one card")
            self._problem("E117", block, what, phrase("keep one, or begin a card with `##`"), "![")
            return
        if not alt.strip():
            fix = phrase("write what it shows between [ and ], for those who cannot see it")
            self._problem("E115", block, phrase("a picture without words"), fix, "![")
        self.parts.drawing = PictureLink(path, alt.strip(), self._find(path, block)[0])

    def _comment(self, comment: str, block: Block) -> None:
        excuse = _EXCUSE.fullmatch(comment)
        if excuse and excuse.group(2).strip():
            self.parts.excuses[excuse.group(1)] = excuse.group(2).strip()
        elif excuse:
            fix = phrase("write <!-- ok {word}: why it is right here -->", word=excuse.group(1))
            self._problem("E119", block, phrase("a warning is excused without a reason"), fix, "<!--")
        elif comment in markers():
            self.parts.markers.add(comment)
        elif case := _CASE.fullmatch(comment):
            self._case(case.group(1).strip(), block)
        elif mark := _MARK.fullmatch(comment):
            self._mark(mark.group(1), mark.group(2), block)
        elif (told := _MISCONCEPTION.fullmatch(comment)) and self.misconception is not None:
            self.misconception = told.group(1)
        elif told:
            fix = phrase("move it to the end of a wrong option's line")
            self._problem("E118", block, phrase("a misconception marked at no option"), fix, "<!--")
        else:
            fix = suggestion(comment, (*markers(), *COMMENTS))
            self._problem("E118", block, phrase("an unknown marker: {comment}", comment=comment[:40]), fix, "<!--")

    def _case(self, word: str, block: Block) -> None:
        """Note what the question of the card judges: something honest, or a trap."""
        line = self._find("<!-- case", block)[0]
        if word not in CASES:
            self._problem(
                "E218", block, phrase("an unknown case: {word}", word=word[:40]), suggestion(word, CASES), "<!--"
            )
        elif self.parts.case:
            self._problem("E218", block, phrase("a second case in one card"), phrase("keep one of them"), "<!--")
        elif self.intro or self.misconception is not None:
            self._problem(
                "E219", block, phrase("a case marked at no question"), phrase("move it below the `##`"), "<!--"
            )
        else:
            self.parts.case, self.parts.case_line = word, line

    def _mark(self, sort: str, name: str, block: Block) -> None:
        """Note a technique or sign of a drill."""
        if self.senders is None or self.intro:
            what = phrase("a {sort} marked outside a moment of a drill", sort=sort)
            self._problem("E118", block, what, phrase("delete it"), "<!--")
            return
        self.parts.marks.append(MarkedPlace(sort, name, "", self._find(f"<!-- {sort}: {name}", block)[0]))

    def _callout_word(self, block: Block) -> tuple[str, str] | None:
        """Return the callout's word and its whole opening, such as `[!NOTE]` and the line's end."""
        if not block.children or block.children[0].kind != "paragraph":
            return None
        found = CALLOUT.match(block.children[0].content)
        return (found.group(1), found.group()) if found else None

    def _callout(self, block: Block, word: str, opening: str) -> None:
        known = word.strip().upper()
        if known not in CALLOUTS:
            what = phrase("an unknown callout: [!{word}]", word=word)
            self._problem("E109", block, what, suggestion(known, CALLOUTS), "[!")
            return
        if self.intro:
            what = phrase("[!{known}] under the title, where nobody would see it", known=known)
            self._problem("E123", block, what, phrase("move it into a card, below a `##`"), "[!")
        if known in self.parts.callouts:
            what = phrase("a second [!{known}] in one card", known=known)
            self._problem("E111", block, what, phrase("put both into one"), "[!")
        first = block.children[0]
        text = self.text([_with(first, first.content.removeprefix(opening)), *block.children[1:]])
        if not text:
            what = phrase("nothing stands in [!{known}]", known=known)
            self._problem("E120", block, what, phrase("write its words below, each line after `> `"))
        self.parts.callouts[known] = text

    def _boxes(self, block: Block) -> None:
        if (self.parts.boxes or self.parts.steps) and not self.split_list:
            what = phrase("a second list of options in one card")
            self._problem("E207", block, what, phrase("one question a card: begin another with `##`"))
        if block.first is not None:
            self._problem("E206", block, phrase("boxes in a numbered list"), phrase("write `- [ ] …`"))
        for item in block.children:
            found = _BOX.match(item.children[0].content) if item.children else None
            if found:
                self._box(item, found.group(1), item.children[0].content[found.end() :])
            else:
                fix = phrase("write `- [ ] …`, or `- [x] …` when it is right")
                self._problem("E206", item, phrase("an option without a box"), fix)

    def _box(self, item: Block, sign: str, words: str) -> None:
        before = item.children[0].content.removesuffix(words)
        if sign not in (" ", "x", "X") or not before[-1].isspace():
            fix = phrase("write `- [ ] …` or `- [x] …`, with a Latin x and a space")
            self._problem("E206", item, phrase("a box that cannot be read: {before}", before=before.strip()), fix)
        self.misconception = ""
        text = self.inline(_with(item.children[0], words)).text
        feedback = self._under(item, phrase("an option"))
        self.parts.boxes.append(Box(text, sign in CHECKED, feedback, self.misconception, item.line))
        self.misconception = None

    def _feedback_at_margin(self, block: Block) -> None:
        """Report feedback that is not indented; treat it as feedback anyway, and continue the list."""
        what = phrase("a quotation at the margin after an option")
        self._problem("E215", block, what, phrase("move it in by two spaces, then it is that option's feedback"))
        self.parts.boxes[-1] = replace(self.parts.boxes[-1], feedback=self.text(block.children))
        self.split_list = True

    def _ways(self, block: Block) -> None:
        for item in block.children:
            content = item.children[0].content.strip() if item.children else ""
            found = _WAY.fullmatch(content)
            act = (found.group("act") or "") if found else ""
            if not found or (act and self.senders is None):
                self._problem(
                    "E412", item, phrase("not a choice like the others"), phrase("write `- [words](#scene)`")
                )
                continue
            words = self.inline(_with(item.children[0], found.group("words"))).text
            before = len(self.parts.marks)
            consequence = self._under(item, phrase("a choice"))
            marks = tuple(self.parts.marks[before:])
            del self.parts.marks[before:]
            self.parts.choices.append(ChoiceItem(words, found.group("scene"), consequence, item.line, act, marks))

    def _steps(self, block: Block, kind: str) -> None:
        if self.parts.boxes or self.parts.steps:
            what = phrase("a second list of options in one card")
            self._problem("E207", block, what, phrase("one question a card: begin another with `##`"))
        self.parts.listed = self.parts.listed or kind
        for item in block.children:
            if len(item.children) > 1:
                what = phrase("more than words under a step")
                self._problem("E216", item, what, phrase("put the explanation into > [!NOTE]"))
            self.parts.steps.append(Step(self.text(item.children[:1]), item.line))

    def _under(self, item: Block, owner: str) -> Text:
        """Return the feedback or consequence under an item: indented quotations; other blocks are reported."""
        texts = []
        for child in item.children[1:]:
            word = self._callout_word(child) if child.kind == "quote" else None
            if word:
                what = phrase("[!{word}] under {owner}", word=word[0], owner=owner)
                self._problem("E109", child, what, phrase("move it to the margin: it belongs to the card"))
            elif child.kind == "quote":
                texts.append(self.text(child.children))
            else:
                what = phrase("more than words under {owner}", owner=owner)
                self._problem("E216", child, what, phrase("write `> …` below it, moved in by two spaces"))
        return join(texts)

    def _find(self, words: str, block: Block) -> tuple[int, int]:
        return self.source.find(words, block.line, block.end)

    def _problem(self, code: str, block: Block, what: str, fix: str, words: str = "") -> None:
        line, column = self._find(words, block)
        self.report.add(code, line, what, fix, column)


def _listed_as(block: Block, *, otherwise: bool) -> str:
    """Return the kind of question whose options the list contains; empty for an ordinary list."""
    lines = [item.children[0].content if item.children else "" for item in block.children]
    return listed_as(lines, numbered=block.first is not None, otherwise=otherwise)


def _has(block: Block, pattern: re.Pattern[str]) -> bool:
    return any(item.children and pattern.match(item.children[0].content) for item in block.children)


def _with(block: Block, content: str) -> Block:
    return markup.Block(block.kind, block.line, block.end, content)

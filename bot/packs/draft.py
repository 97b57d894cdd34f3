"""Draft: one file of an item, read into head, parts and Item, with the report of what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.packs import digest, links
from bot.packs.cards import CHECKS, form_of
from bot.packs.cards.scene import choices
from bot.packs.cards.split import Split, split
from bot.packs.fit import fit
from bot.packs.head import (
    CampaignFront,
    Front,
    GlossaryFront,
    HelpFront,
    LessonFront,
    Model,
    PackHead,
    QuizFront,
    StoryFront,
    TipsFront,
    TranslationFront,
)
from bot.packs.model import Card, Item, Kind, Question, Ref
from bot.packs.pictures import find_picture
from bot.packs.source import Report, Source
from bot.packs.yaml import Document, read_yaml
from bot.values.text import Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from bot.packs.cards.parts import Parts
    from bot.values.audience import Audience

FRONTS: dict[Kind, type[Model]] = {
    Kind.LESSON: LessonFront,
    Kind.STORY: StoryFront,
    Kind.QUIZ: QuizFront,
    Kind.TIPS: TipsFront,
    Kind.GLOSSARY: GlossaryFront,
    Kind.HELP: HelpFront,
    Kind.CAMPAIGN: CampaignFront,
}
"""Kind of item → the model of its front matter in the source locale."""


@dataclass(frozen=True, slots=True)
class Where:
    """Whose file it is: pack, kind, item, locale, and the folder that holds the item's pictures."""

    pack: PackHead
    kind: Kind
    item: str
    locale: str
    folder: Path
    audiences: tuple[Audience, ...] = ()
    """Of a translation: its source's; of a campaign's words: those of its campaign.yml."""
    sensitive: bool = False
    """Of a translation: whether its source is."""
    brand_ok: bool = False
    """Of a translation: whether its source says so."""
    today: date | None = None
    """The day on which the file is checked; None: nothing is too old."""

    @property
    def translated(self) -> bool:
        """Whether the file's locale is not the pack's source locale."""
        return self.locale != self.pack.source_locale


@dataclass(slots=True, eq=False)
class Draft:
    """A file, read. `front` is None when its head could not be used at all."""

    source: Source
    report: Report
    where: Where
    document: Document
    front: Model | None
    split: Split
    item: Item

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """For whom the words are; of a translation, its source's audiences."""
        return self.item.audiences or self.where.audiences

    @property
    def sensitive(self) -> bool:
        """Whether a specialist must see it."""
        return self.item.sensitive or self.where.sensitive

    @property
    def brand_ok(self) -> bool:
        """Whether brands may be named."""
        return self.where.brand_ok or getattr(self.front, "brand_ok", False)

    def place(self, *path: str | int) -> tuple[int, int]:
        """Return line and column of a field of the head."""
        found = self.document.place(path)
        return found.line, found.column


def read_draft(source: Source, where: Where) -> Draft:
    """Read a file into a draft. All its problems are in the draft's report; the item is whole if there is none."""
    report = Report(source.path)
    model = TranslationFront if where.translated else FRONTS[where.kind]
    head, head_line, body, line = _cut(source, report)
    document = read_yaml(head, report, head_line) if head.strip() or not report.failed else None
    front = fit(model, document, report) if document else None
    line = min(line, len(source.lines))
    parts = split(source, body, line, report, numbered=where.kind is Kind.QUIZ)
    cards = tuple(_card(found, where, parts, report) for found in parts.cards)
    item = _item(where, front, parts, cards)
    return Draft(source, report, where, document or Document({}), front, parts, item)


def _cut(source: Source, report: Report) -> tuple[str, int, str, int]:
    """Cut a file into head and body, each with the number of its first line. Where lines of dashes are missing,
    the head is taken to go up to the title, so that the rest is checked all the same.
    """
    lines = source.lines
    begun = lines[0].rstrip() == "---"
    start = 1 if begun else 0
    # Only above the first card is a line of dashes the head's end; there `# …` may be a comment as well.
    card = _first(lines, start, "## ")
    end = _first(lines[:card], start, "---")
    closed = end < card
    if not closed:
        end = _first(lines[:card], start, "# ")
    if not begun:
        what = "the file does not begin with a head between two lines `---`"
        report.add("E001", 1, what, "begin with a line `---`, then `title: …`, then a line `---`")
    elif not closed:
        report.add("E001", 1, "the head has no end", "write a line `---` below its last key")
    after = end + 1 if closed else end
    return "".join(f"{line}\n" for line in lines[start:end]), start + 1, "\n".join(lines[after:]), after + 1


def _first(lines: list[str], start: int, beginning: str) -> int:
    """Return the place of the first line from `start` on that begins so (a line of dashes holds nothing else); how
    many lines there are when none does.
    """
    for place in range(start, len(lines)):
        line = lines[place]
        if line.startswith(beginning) and (beginning != "---" or line.rstrip() == "---"):
            return place
    return len(lines)


def _card(parts: Parts, where: Where, whole: Split, report: Report) -> Card:
    CHECKS[where.kind](parts, report)
    form = form_of(parts)
    question = None
    if form:
        options = form.options(parts, report)
        stem = f"{parts.title} {parts.body.plain}"
        question = Question(form.kind, options, digest.meaning(stem, options, form.kind))
    names = dict.fromkeys(name for name, _ in parts.footnotes)
    card = Card(
        id=parts.id,
        title=parts.title,
        body=parts.body,
        picture=find_picture(parts.drawing, where.folder, where.locale, report) if parts.drawing else None,
        remember=parts.callouts.get("IMPORTANT", Text()),
        hint=parts.callouts.get("TIP", Text()),
        note=parts.callouts.get("NOTE", Text()),
        warning=parts.callouts.get("WARNING", Text()),
        adult_note=parts.callouts.get("CAUTION", Text()),
        sources=tuple(whole.footnotes[name] for name in names if name in whole.footnotes),
        terms=tuple(dict.fromkeys(found for aim in parts.aims if (found := links.term(aim.url)))),
        question=question,
        choices=choices(parts),
        line=parts.line,
    )
    return replace(card, hash=digest.card_hash(card))


def _item(where: Where, front: Model | None, parts: Split, cards: tuple[Card, ...]) -> Item:
    """Make the item of a file; a translation has only its own words until it inherits from its source."""
    ref = Ref(where.kind, where.pack.id, where.item)
    title = getattr(front, "title", "") or parts.intro.title
    item = Item(ref, where.locale, title, parts.intro.body, cards)
    if isinstance(front, TranslationFront):
        return replace(item, objective=front.objective, misconceptions=front.misconceptions)
    if isinstance(front, CampaignFront):
        # The mark that 436-FZ asks for is the floor of the youngest tier: nothing in it may be marked higher.
        mark = min((audience.youngest for audience in where.audiences), default=0)
        item = replace(item, audiences=where.audiences, age_mark=mark, objective=front.objective)
        return replace(item, sensitive=front.sensitive)
    if isinstance(front, HelpFront | Front):
        return _described(item, front)
    return item


def _described(item: Item, front: HelpFront | Front) -> Item:
    """Return the item with what its own head says of it."""
    if isinstance(front, HelpFront):
        topics, audiences = tuple(front.topics), tuple(front.tiers)
        return replace(item, topics=topics, audiences=audiences, sensitive=front.sensitive)
    item = replace(
        item,
        audiences=tuple(front.tiers),
        age_mark=int(front.age_mark.removesuffix("+")),
        topics=tuple(front.topics),
        objective=front.objective,
        minutes=front.minutes,
        misconceptions=front.misconceptions,
        sensitive=front.sensitive,
        shuffle=getattr(front, "shuffle", ""),
    )
    if isinstance(front, QuizFront):
        return replace(item, pick=front.pick)
    if isinstance(front, StoryFront):
        return replace(item, start=front.start, endings=dict(front.endings))
    return item

"""Drafts: reads one file of an item into its head, parts and Item, and reports its problems."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.packs import digest
from bot.packs.kinds import kind_of
from bot.packs.model import Card, Item, Kind, Ref
from bot.packs.parser import links
from bot.packs.parser.cards import CHECKS
from bot.packs.parser.cards.scene import choices, marks_of
from bot.packs.parser.cards.split import CARD_ID, SIGN_ID, Split, split
from bot.packs.parser.head import (
    CampaignFront,
    DrillFront,
    Front,
    GlossaryFront,
    HelpFront,
    LessonFront,
    Model,
    NextFront,
    PackHead,
    PathFront,
    QuizFront,
    RoundFront,
    StoryFront,
    TalkFront,
    TipsFront,
    TranslationFront,
)
from bot.packs.parser.source import Report, Source, report_hidden
from bot.packs.parser.validate import validate
from bot.packs.parser.yaml import Document, read_yaml
from bot.packs.pictures import find_picture, screen_picture
from bot.packs.voices import READ_ALOUD, find_voice
from bot.values.phrases import phrase
from bot.values.text import Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from bot.packs.parser.cards.parts import Parts
    from bot.values.audience import Audience
    from bot.values.screen import Picture

FRONTS: dict[Kind, type[Model]] = {
    Kind.LESSON: LessonFront,
    Kind.STORY: StoryFront,
    Kind.QUIZ: QuizFront,
    Kind.TIPS: TipsFront,
    Kind.GLOSSARY: GlossaryFront,
    Kind.HELP: HelpFront,
    Kind.CAMPAIGN: CampaignFront,
    Kind.TALK: TalkFront,
    Kind.ROUND: RoundFront,
    Kind.DRILL: DrillFront,
    Kind.PATH: PathFront,
    Kind.SIGNS: TalkFront,
    Kind.NEXT: NextFront,
}
"""Kind of item → the model of its front matter in the source locale."""


@dataclass(frozen=True, slots=True)
class FileContext:
    """The place of a file: pack, kind, item, locale, and the folder with the item's pictures."""

    pack: PackHead
    kind: Kind
    item: str
    locale: str
    folder: Path
    audiences: tuple[Audience, ...] = ()
    """In a translation: those of its source; in a campaign's words: those of its campaign.yml."""
    sensitive: bool = False
    """In a translation: whether its source is sensitive."""
    brand_ok: bool = False
    """In a translation: whether its source may name brands."""
    status: str = ""
    """In a translation: the status of its source."""
    today: date | None = None
    """The day of the check; None: nothing is too old."""

    @property
    def translated(self) -> bool:
        """Whether the file's locale is not the pack's source locale."""
        return self.locale != self.pack.source_locale


@dataclass(slots=True, eq=False)
class Draft:
    """A parsed file. `front` is None if its head could not be used."""

    source: Source
    report: Report
    context: FileContext
    document: Document
    front: Model | None
    split: Split
    item: Item

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """The readers; in a translation, those of its source."""
        return self.item.audiences or self.context.audiences

    @property
    def sensitive(self) -> bool:
        """Whether a specialist must review it."""
        return self.item.sensitive or self.context.sensitive

    @property
    def brand_ok(self) -> bool:
        """Whether brands may be named."""
        return self.context.brand_ok or getattr(self.front, "brand_ok", False)

    def place(self, *path: str | int) -> tuple[int, int]:
        """Return line and column of a field of the head."""
        found = self.document.place(path)
        return found.line, found.column


def read_draft(source: Source, context: FileContext) -> Draft:
    """Read a file into a draft. Its report has all problems; without problems the item is complete."""
    report = Report(source.path)
    report_hidden(source, report)
    model = TranslationFront if context.translated else FRONTS[context.kind]
    head, head_line, body, line = _cut(source, report)
    document = read_yaml(head, report, head_line) if head.strip() or not report.failed else None
    front = validate(model, document, report) if document else None
    line = min(line, len(source.lines))
    senders = getattr(front, "sender", []) if context.kind is Kind.DRILL else None
    # A sign's id is alone in its path, so it may be longer than the ids of other cards.
    anchor = SIGN_ID if context.kind is Kind.SIGNS else CARD_ID
    asking = context.kind is Kind.QUIZ
    parts = split(source, body, line, report, asking=asking, senders=senders, anchor=anchor)
    cards = tuple(_card(found, context, parts, report) for found in parts.cards)
    item = _item(context, front, parts, cards)
    return Draft(source, report, context, document or Document({}), front, parts, item)


def _cut(source: Source, report: Report) -> tuple[str, int, str, int]:
    """Cut a file into head and body, each with the number of its first line. If lines of dashes are missing, the
    head is assumed to end at the title, so that the rest can be checked.
    """
    lines = source.lines
    begun = lines[0].rstrip() == "---"
    start = 1 if begun else 0
    # A line of dashes ends the head only above the first card; above it `# …` may be a comment.
    card = _first(lines, start, "## ")
    end = _first(lines[:card], start, "---")
    closed = end < card
    if not closed:
        end = _first(lines[:card], start, "# ")
    if not begun:
        what = phrase("the file does not begin with a head between two lines `---`")
        report.add("E001", 1, what, phrase("begin with a line `---`, then `title: …`, then a line `---`"))
    elif not closed:
        report.add("E001", 1, phrase("the head has no end"), phrase("write a line `---` below its last key"))
    after = end + 1 if closed else end
    return "".join(f"{line}\n" for line in lines[start:end]), start + 1, "\n".join(lines[after:]), after + 1


def _first(lines: list[str], start: int, beginning: str) -> int:
    """Return the index of the first line from `start` on that begins with `beginning` (a line of dashes contains
    nothing else), or the number of lines if there is none.
    """
    for place in range(start, len(lines)):
        line = lines[place]
        if line.startswith(beginning) and (beginning != "---" or line.rstrip() == "---"):
            return place
    return len(lines)


def _card(parts: Parts, context: FileContext, whole: Split, report: Report) -> Card:
    CHECKS[context.kind](parts, report)
    kind = kind_of(parts)
    question = None
    if kind:
        options = kind.options_of(parts)
        seen = f" {parts.block.plain}" if parts.block else ""
        stem = f"{parts.title} {parts.body.plain}{seen}"
        question = kind(options, digest.meaning(stem, options, kind.name))
    names = dict.fromkeys(name for name, _ in parts.footnotes)
    card = Card(
        id=parts.id,
        title=parts.title,
        body=parts.body,
        picture=_picture(parts, context, report),
        remember=parts.callouts.get("IMPORTANT", Text()),
        hint=parts.callouts.get("TIP", Text()),
        note=parts.callouts.get("NOTE", Text()),
        warning=parts.callouts.get("WARNING", Text()),
        adult_note=parts.callouts.get("CAUTION", Text()),
        sources=tuple(whole.footnotes[name] for name in names if name in whole.footnotes),
        terms=tuple(dict.fromkeys(found for aim in parts.link_targets if (found := links.term(aim.url)))),
        question=question,
        case=parts.case,
        choices=choices(parts),
        marks=marks_of(parts.marks),
        line=parts.line,
    )
    voice = None
    if context.kind in READ_ALOUD:
        reading = context.pack.voices.get(context.locale)
        synthetic = reading is not None and reading.synthetic
        voice = find_voice(card, context.folder, context.locale, report, synthetic=synthetic)
    return replace(card, hash=digest.card_hash(card), voice=voice)


def _picture(parts: Parts, context: FileContext, report: Report) -> Picture | None:
    if parts.block:
        return screen_picture(replace(parts.block, locale=context.locale))
    return find_picture(parts.drawing, context.folder, context.locale, report) if parts.drawing else None


def _item(context: FileContext, front: Model | None, parts: Split, cards: tuple[Card, ...]) -> Item:
    """Make the item of a file; a translation has only its own words until it inherits the rest from its source."""
    ref = Ref(context.kind, context.pack.id, context.item)
    title = getattr(front, "title", "") or parts.intro.title
    item = Item(ref, context.locale, title, parts.intro.body, cards)
    if isinstance(front, TranslationFront):
        item = replace(item, objective=front.objective, misconceptions=front.misconceptions)
        return replace(item, asks=tuple(front.asks))
    if isinstance(front, CampaignFront):
        # The age mark of 436-FZ is the lowest age of the youngest tier: nothing in the item may have a higher
        # mark.
        mark = min((audience.youngest for audience in context.audiences), default=0)
        item = replace(item, audiences=context.audiences, age_mark=mark, objective=front.objective)
        return replace(item, sensitive=front.sensitive)
    if isinstance(front, TalkFront | NextFront):
        return replace(item, sensitive=front.sensitive)
    if isinstance(front, HelpFront | Front):
        return _described(item, front)
    return item


def _described(item: Item, front: HelpFront | Front) -> Item:
    if isinstance(front, HelpFront):
        topics, audiences = tuple(front.topics), tuple(front.tiers)
        item = replace(item, topics=topics, audiences=audiences, sensitive=front.sensitive)
        return replace(item, asks=tuple(front.asks))
    item = replace(
        item,
        audiences=tuple(front.tiers),
        age_mark=int(front.age_mark.removesuffix("+")),
        topics=tuple(front.topics),
        objective=front.objective,
        asks=tuple(front.asks),
        minutes=front.minutes,
        misconceptions=front.misconceptions,
        sensitive=front.sensitive,
        shuffle=getattr(front, "shuffle", ""),
        first=getattr(front, "first", False),
    )
    if isinstance(front, QuizFront):
        return replace(item, pick=front.pick)
    if isinstance(front, PathFront):
        leads = {card: tuple(map(Ref.parse, led)) for card, led in front.weeks.items()}
        return replace(item, weeks={card: tuple(filter(None, led)) for card, led in leads.items()})
    if isinstance(front, DrillFront):
        item = replace(item, honest=front.honest, duel=tuple(front.duel))
    if isinstance(front, StoryFront | DrillFront):
        return replace(item, start=front.start, endings=dict(front.endings))
    return item

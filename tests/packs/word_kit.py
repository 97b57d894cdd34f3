"""Writes small Word documents (.docx) as Word does: paragraphs by style, lists, links, notes, tables, pictures."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/></Types>'
)
_NUMBERING = (
    f"<w:numbering {_W}>"
    + "".join(
        f'<w:abstractNum w:abstractNumId="{at}">'
        + "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/></w:lvl>' for level in range(3))
        + "</w:abstractNum>"
        for at, form in ((1, "bullet"), (2, "decimal"))
    )
    + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
)


def run(words: str, look: str = "") -> str:
    """Return words with a look: `b`, `i`, `strike`, or several."""
    looks = "".join(f"<w:{one}/>" for one in look.split())
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


@dataclass
class WordFile:
    """A document that grows; `styles` are the names of its styles by their ids."""

    styles: dict[str, str] = field(default_factory=lambda: {"1": "heading 1", "2": "heading 2", "3": "heading 3"})
    body: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    media: list[bytes] = field(default_factory=list)

    def add(self, *runs: str, style: str = "", item: tuple[int, int] | None = None) -> None:
        """Add a paragraph. `item`: it stands in a list: (1 bullets or 2 numbers, level from 0)."""
        numbers = f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>' if item else ""
        named = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
        said = "".join(one if one.startswith("<") else run(one) for one in runs)
        self.body.append(f"<w:p><w:pPr>{named}{numbers}</w:pPr>{said}</w:p>")

    def link(self, words: str, url: str) -> str:
        """Return words that lead to an address."""
        self.links.append(url)
        return f'<w:hyperlink r:id="link{len(self.links)}">{run(words)}</w:hyperlink>'

    def footnote(self, words: str) -> str:
        """Return the mark of a footnote."""
        self.notes.append(words)
        return f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def comment(self, words: str) -> str:
        """Return the mark of a comment."""
        self.comments.append(words)
        return f'<w:r><w:commentReference w:id="{len(self.comments)}"/></w:r>'

    def picture(self, described: str, content: bytes = b"") -> str:
        """Return a picture with its description; without a content it is one that cannot be drawn."""
        self.media.append(content or b"not read")
        name = f"picture{len(self.media)}"
        return (
            f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr={quoteattr(described)}/><a:graphic>'
            "<a:graphicData><pic:pic><pic:blipFill>"
            f'<a:blip r:embed="{name}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
            "</w:drawing></w:r>"
        )

    def table(self, *rows: tuple[str, ...]) -> None:
        """Add a table."""
        cells = [
            "".join(f"<w:tc><w:p>{cell if cell.startswith('<') else run(cell)}</w:p></w:tc>" for cell in row)
            for row in rows
        ]
        self.body.append(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>")

    def content(self) -> bytes:
        """Return the file."""
        to = f'Type="{_OFFICE}/hyperlink" TargetMode="External"'
        relations = [
            f'<Relationship Id="link{at}" {to} Target={quoteattr(url)}/>'
            for at, url in enumerate(self.links, start=1)
        ]
        relations += [
            f'<Relationship Id="picture{at}" Type="{_OFFICE}/image" Target="media/p{at}.png"/>'
            for at in range(1, len(self.media) + 1)
        ]
        related = "".join(relations)
        styles = "".join(
            f'<w:style w:type="paragraph" w:styleId={quoteattr(key)}><w:name w:val={quoteattr(name)}/></w:style>'
            for key, name in self.styles.items()
        )
        notes = "".join(
            f'<w:footnote w:id="{at}"><w:p>{run(words)}</w:p></w:footnote>'
            for at, words in enumerate(self.notes, 1)
        )
        comments = "".join(
            f'<w:comment w:id="{at}"><w:p>{run(words)}</w:p></w:comment>'
            for at, words in enumerate(self.comments, 1)
        )
        around = "http://schemas.openxmlformats.org/package/2006/relationships"
        parts = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": f'<Relationships xmlns="{around}"><Relationship Id="r" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {_W}><w:body>{''.join(self.body)}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{around}">{related}</Relationships>',
            "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
            "word/numbering.xml": _NUMBERING,
            "word/footnotes.xml": f"<w:footnotes {_W}>{notes}</w:footnotes>",
            "word/comments.xml": f"<w:comments {_W}>{comments}</w:comments>",
            **self.parts,
        }
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, words in parts.items():
                archive.writestr(name, words)
            for at, picture in enumerate(self.media, start=1):
                archive.writestr(f"word/media/p{at}.png", picture)
        return packed.getvalue()


def small() -> WordFile:
    """Return a document with a title, a description and one card."""
    file = WordFile()
    file.add("Passwords", style="1")
    file.add("How to make one that lasts.")
    file.add("Three words", style="2")
    file.add("Take three words that have nothing to do with each other.")
    return file

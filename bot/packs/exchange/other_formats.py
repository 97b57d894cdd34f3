"""Formats of documents and sheets that cannot be read here, each with its name and advice."""

from __future__ import annotations

from bot.values.phrases import phrase

_WORD = phrase("open it in Word or LibreOffice and save it as .docx")
_SHEET = phrase("open it in a spreadsheet and save it as .xlsx")

_OTHER = {
    "doc": (phrase("an older document of Word (.doc)"), _WORD),
    "docm": (phrase("a document of Word with macros (.docm), which are never opened here"), _WORD),
    "dot": (phrase("a template of Word"), _WORD),
    "dotm": (phrase("a template of Word"), _WORD),
    "dotx": (phrase("a template of Word"), _WORD),
    "odt": (
        phrase("a document of LibreOffice (.odt)"),
        phrase("choose File, Save As there, and save it as .docx"),
    ),
    "pages": (phrase("a document of Pages"), phrase("choose File, Export To, Word there: it becomes a .docx")),
    "rtf": (phrase("a document in RTF"), _WORD),
    "pdf": (
        phrase("a PDF: it holds printed pages, not headings and paragraphs"),
        phrase("send the document that it was made of, as .docx"),
    ),
    "xls": (phrase("an older workbook of Excel (.xls)"), _SHEET),
    "xlsm": (phrase("a workbook with macros (.xlsm), which are never opened here"), _SHEET),
    "ods": (phrase("a sheet of LibreOffice (.ods)"), _SHEET),
    "numbers": (phrase("a sheet of Numbers"), phrase("choose File, Export To, Excel there: it becomes an .xlsx")),
}


def other_format(name: str) -> tuple[str, str] | None:
    """Return the format of a file with this name and advice, if it cannot be read; None for other files."""
    return _OTHER.get(name.lower().rpartition(".")[2])

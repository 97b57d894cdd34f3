"""Reads `services/<CC>.yml`: well-known services with their own hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.packs.parser.head import Services
from bot.packs.parser.validate import validate
from bot.packs.parser.yaml import Document, read_yaml_file

if TYPE_CHECKING:
    from bot.packs.parser.source import Report, Source

FOLDER = "services"
"""The folder of a pack for these files."""


def read_services(source: Source, report: Report) -> tuple[Services | None, Document]:
    """Read a file of services and the places of its values; None if it cannot be read."""
    document = read_yaml_file(source, report)
    return (validate(Services, document, report), document) if document else (None, Document({}))

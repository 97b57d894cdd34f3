"""Pages with which an editor undoes: a sent version is taken back, a file or a whole draft goes."""

from __future__ import annotations

from bot.values import fields
from bot.values.page import Page, page


@page("edition/{edition}/recall")
class TakeBack(Page):
    """For its editor: ask whether an edition that waits for a reviewer becomes a draft again."""

    edition: int


@page("edition/{edition}/recalled")
class TakenBack(Page):
    """It is a draft again."""

    edition: int


@page("edition/{edition}/files:{number}")
class EditionFiles(Page):
    """For its editor: the files of an edition, to take one out: one page of them."""

    edition: int
    number: int = 0


@page("edition/{edition}/file/{mark}")
class RemoveFile(Page):
    """For its editor: ask whether the file with this mark (`removing.mark_of`) is taken out."""

    edition: int
    mark: fields.Mark


@page("edition/{edition}/file/{mark}/off")
class FileRemoved(Page):
    """The file with this mark is no longer in the pack."""

    edition: int
    mark: fields.Mark


@page("edition/{edition}/drop")
class DropDraft(Page):
    """For its editor: ask whether a draft or returned edition goes."""

    edition: int


@page("edition/{edition}/dropped")
class DraftDropped(Page):
    """Its words are erased."""

    edition: int

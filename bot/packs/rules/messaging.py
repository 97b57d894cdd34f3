"""Rule E625 on safe messaging: how dying by one's own hand is never spoken of, whatever the item (requirement 15).

After the guides of AFSP, Samaritans (2020) and WHO (2023): no method beside it, no word that makes it a crime, a
success or a joke, no note, no wave.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.packs.rules.glance import Glance
from bot.packs.rules.pieces import Remark, note, pieces, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.packs.draft import Draft

_NEVER = re.compile(
    r"\bcommit(?:s|ted|ting)? suicide\b|\b(?:failed|(?:un)?successful(?:ly)?) suicid\w+"
    r"|\bsuicide (?:note|pact|epidemic|wave|method)s?\b|\bsuicid(?:e|al) epidemics?\b"
    r"|\bсоверш\w+ (?:самоубийств\w*|суицид\w*)|\b(?:не)?удачн\w+ (?:суицид\w*|самоубийств\w*)"
    r"|\b(?:не)?удачн\w+ попытк\w+ (?:суицид\w*|самоубийств\w*)|\bпредсмертн\w+ записк\w*"
    r"|\b(?:волн\w+|эпидеми\w+) (?:суицид\w*|самоубийств\w*)"
    r"|\bроскомнадзорн\w+|\bсамовыпил\w*|\bвыпили(?:ться|лся|лась)\b|\bсучиц\w*|\bsewer ?slid\w+|\bunaliv\w+",
    re.IGNORECASE,
)
"""Words that are wrong wherever they stand, euphemisms of the net among them: those are recognised, never used."""

_DYING = re.compile(
    r"\bsuicid\w+|\bkill(?:ed|ing|s)? (?:your|him|her|my)self\b|\bkill(?:ed|ing)? themselves\b"
    r"|\b(?:take|takes|taking|took) (?:their|his|her|your) own li(?:fe|ves)\b"
    r"|\bсуицид\w*|\bсамоуби\w+|\bпоконч\w+ с собой|\bуби\w+ себя",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"\b(?:pill|medicine|roof|bridge|rope|noose|blade|razor|wrist|railway|rail)s?\b|\boverdos\w+|\bhang(?:ed|ing|s)?\b"
    r"|\bтаблет\w+|\bлекарств\w+|\bкрыш\w+|\bмост\w*\b|\bверёвк\w+|\bверевк\w+|\bпетл\w+|\bлезви\w+|\bбритв\w+|\bвен[аыу]\b"
    r"|\bпередоз\w+|\bрельс\w+|\bповеси\w+",
    re.IGNORECASE,
)

_GLANCE = Glance(never=_NEVER, dying=_DYING)


def check_messaging(draft: Draft) -> None:
    """Report words about suicide that can do harm. What a source is called is its own."""
    worth = _GLANCE.at(vocabulary(draft))
    for piece in pieces(draft) if worth else ():
        if piece.role != "source":
            for words, what, fix in _harmful(piece.words, worth):
                note(draft, piece, Remark("E625", words, what, fix))


def _harmful(words: str, worth: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what must not be said so: the words, what is wrong, how to mend it."""
    for found in _NEVER.finditer(words) if "never" in worth else ():
        fix = "say plainly that somebody died, or wanted to; or leave it out"
        yield found.group(), f"'{found.group()}' makes a deed, a success or a joke of it", fix
    if "dying" in worth and _DYING.search(words) and (method := _METHOD.search(words)):
        yield (
            method.group(),
            f"a method beside it: '{method.group()}'",
            "leave every method, place and quantity out",
        )

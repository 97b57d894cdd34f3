"""Overtaking: two editors who write at the same pack are told of each other, and neither overwrites the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from bot.chat.names import duty_name
from bot.features.publishing.news import tell
from bot.features.publishing.store import editions, editors, history
from bot.features.publishing.store.editions import State

if TYPE_CHECKING:
    from bot.chat.browser_forms import Asked
    from bot.chat.turn import Turn
    from bot.features.publishing.store.editions import Edition
    from bot.features.publishing.store.editors import Editor
    from bot.features.publishing.store.history import Act

T = TypeVar("T")


def drafted_by_another(turn: Turn, pack: str, version: str, editor: Editor) -> Edition | None:
    """Return the draft of this version of a pack if somebody else has written it last. A returned version is
    there to be mended by the pack's owner.
    """
    found = next((one for one in editions.of_pack(turn.db, pack) if one.version == version), None)
    act = _last_draft(turn, pack, version) if found else None
    if found is None or act is None or found.state is not State.DRAFT:
        return None
    return found if act.number != editor.number else None


def beside_words(turn: Turn, edition: Edition, editor: Editor) -> str:
    """Return that somebody else's draft of the same pack stands below this one, and what to do; empty for none."""
    below = _below(turn, edition, editor)
    if below is None:
        return ""
    return turn.say(
        "{who} has a draft of the same pack, {version}. Yours stands beside it as {next}, and nothing of theirs "
        "is lost: compare the two, and bring over what is missing.",
        who=_named(turn, below),
        version=below.version,
        next=edition.version,
    )


def tell_of(turn: Turn, edition: int, editor: Editor) -> None:
    """Tell the other editor, if they wished to be told, of a draft that came to stand above theirs."""
    found = editions.get(turn.db, edition)
    below = _below(turn, found, editor) if found else None
    if below is not None:
        tell(turn, {below.number})


async def overtaken(asked: Asked[T], file: str, base: str) -> str:
    """Return who has changed a file since its words were opened as `base`, and what to do; empty if nobody has."""
    found = await asked.in_turn(lambda turn: _overtaken(turn, file, base))
    return found or ""


def _overtaken(turn: Turn, file: str, base: str) -> str:
    from bot.features.publishing.writing import hand_of  # noqa: PLC0415 - which reads the editions that this does

    hand, editor = hand_of(turn), editors.of(turn.db, turn.person.key)
    if hand is None or editor is None or base in {"", hand.base(file)}:
        return ""
    pack, _, _ = base.partition(":")
    if pack and pack != hand.pack:
        return _of_another_pack(turn, pack, editor)
    act = _last_draft(turn, hand.pack, "")
    if act is None or act.number == editor.number:
        return turn.say(
            "Not sent yet: since you opened this file, you have sent another version of it from elsewhere. Your "
            "words stand below. Send them once more to put them in its place, or open the file anew to see it."
        )
    return turn.say(
        "Not sent yet: since you opened this file, {who} has sent another version of it, {version}. Your words "
        "stand below. Open the file in another window and bring over what is theirs; then send yours once more: "
        "both drafts are kept.",
        who=_named(turn, act),
        version=act.version,
    )


def _of_another_pack(turn: Turn, pack: str, editor: Editor) -> str:
    owner = editions.owner_of(turn.db, pack)
    if owner == editor.number:
        return turn.say(
            "Not sent yet: you opened this file in the pack {pack}, and you now work on another one. Your words "
            "stand below; copy them if they belong there. Sent once more they come into the pack of now.",
            pack=pack,
        )
    who = next((one for one in editors.everybody(turn.db) if one.number == owner), None)
    named = f"{duty_name(turn, who.duty)} {who.number}" if who else turn.say("somebody else")
    return turn.say(
        "Not sent yet: the pack {pack} belongs to {who} now, so these words did not go there. They stand below: "
        "copy them and hand them on. Sent once more they come into a pack of your own.",
        pack=pack,
        who=named,
    )


def _below(turn: Turn, edition: Edition, editor: Editor) -> Act | None:
    """Return the last step with which somebody else has drafted the newest other draft of an edition's pack."""
    for one in editions.of_pack(turn.db, edition.pack):
        if one.edition < edition.edition and one.state is State.DRAFT:
            act = _last_draft(turn, one.pack, one.version)
            return act if act and act.number != editor.number else None
    return None


def _last_draft(turn: Turn, pack: str, version: str) -> Act | None:
    """Return who has last drafted a version of a pack (empty: any)."""
    found = (
        one for one in history.of_pack(turn.db, pack) if one.did == "drafted" and version in {"", one.version}
    )
    return next(found, None)


def _named(turn: Turn, act: Act) -> str:
    return f"{duty_name(turn, act.duty)} {act.number}" if act.duty else turn.say("somebody else")

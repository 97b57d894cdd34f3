"""An instance takes packs: what it is offered, what it shows, what a reviewer and a revocation change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.exchange.packing import Packed
from bot.exchange.subscription import NotOfferedError, Subscription
from bot.packs.loader import Loader
from bot.packs.upload.archive import open_archive, pack_up
from bot.values.trust import Trust
from tests.kit.alliance import Alliance, back, harbour, instance, now

if TYPE_CHECKING:
    from pathlib import Path

    from bot.packs.library import Library

SENSITIVE = {"objective: Lock the boat.": "objective: Lock the boat.\nsensitive: true"}
LESSON = "lesson/boats/9-11"


def shown(subscription: Subscription, loader: Loader | None = None) -> Library:
    """Return what an instance shows now."""
    day = now().date()
    if loader is None:
        loader = Loader([])
        loader.published = subscription.look(day)
        return loader.open(day)[0]
    loader.published = subscription.look(day)
    return loader.refresh(day)[0]


def holds(library: Library, ref: str = "lesson:harbour/boats/9-11") -> bool:
    return any(str(work.ref) == ref for work in library.works())


@pytest.fixture
def alliance(tmp_path: Path) -> Alliance:
    return Alliance(tmp_path / "repository").founded()


@pytest.fixture
def country(tmp_path: Path, alliance: Alliance) -> Subscription:
    return instance(tmp_path / "country", alliance)


def test_a_pack_comes_only_when_it_is_chosen(alliance: Alliance, country: Subscription) -> None:
    alliance.put(harbour())
    alliance.publish()
    assert country.pull(now()) == []
    offer = country.offer("harbour")
    assert offer is not None
    assert (offer.version, offer.title, offer.languages, offer.partner) == ("1.0.0", "Harbour", ("en",), "harbour")
    assert not holds(shown(country))
    country.pick("harbour")
    assert country.pull(now()) == ["harbour: new → 1.0.0"]
    assert holds(shown(country))
    assert country.pull(now()) == []


def test_what_is_not_offered_cannot_be_chosen(alliance: Alliance, country: Subscription) -> None:
    alliance.put(harbour())
    alliance.publish()
    country.pull(now())
    with pytest.raises(NotOfferedError, match="torch is not offered"):
        country.pick("torch")
    with pytest.raises(NotOfferedError, match="harbour has no kk"):
        country.pick("harbour", languages=["kk"])
    with pytest.raises(NotOfferedError, match="neither here nor offered"):
        country.pin("harbour", "9.0.0")


def test_a_newer_version_waits_for_a_yes_and_a_patch_comes_by_itself_if_that_was_said(
    alliance: Alliance, country: Subscription
) -> None:
    alliance.put(harbour())
    alliance.publish()
    country.pull(now())
    country.pick("harbour", patches=True)
    country.pull(now())
    alliance.put(harbour("1.0.1", {"A boat has a lock.": "Each boat has a lock."}))
    alliance.put(harbour("1.1.0", {"A boat has a lock.": "Every boat has a lock."}))
    alliance.publish()
    assert country.pull(now()) == []  # the newest is no patch
    assert country.choices()["harbour"].version == "1.0.0"
    country.pick("harbour", version="1.0.1", patches=True)
    assert country.pull(now()) == ["harbour: 1.0.0 → 1.0.1"]
    alliance.put(harbour("1.1.1"))
    alliance.publish()
    country.pick("harbour", version="1.1.0", patches=True)
    assert country.pull(now()) == ["harbour: 1.0.1 → 1.1.0"]
    assert country.pull(now()) == ["harbour: 1.1.0 → 1.1.1"]
    country.pin("harbour", "1.0.0")
    assert country.pull(now()) == ["harbour: 1.1.1 → 1.0.0"]
    assert country.pull(now()) == []


def test_a_sensitive_item_is_shown_only_with_a_review_of_this_archive_in_this_language(
    alliance: Alliance, country: Subscription
) -> None:
    pack = alliance.put(harbour(changes=SENSITIVE))
    alliance.publish()
    country.pull(now())
    country.pick("harbour")
    country.pull(now())
    loader = Loader([])
    loader.published = country.look(now().date())
    library, _ = loader.open(now().date())
    assert not holds(library)
    alliance.attest(pack, "ru")
    alliance.publish()
    country.pull(now())
    assert not holds(shown(country, loader)), "it was read in another language"
    alliance.attest(pack, "en", role="editor")
    alliance.publish()
    country.pull(now())
    assert not holds(shown(country, loader)), "whoever read it is no psychologist"
    alliance.attest(pack, "en")
    alliance.publish()
    country.pull(now())
    assert holds(shown(country, loader))
    alliance.put(harbour("1.0.1", SENSITIVE))
    alliance.publish()
    country.pull(now())
    country.pick("harbour")
    country.pull(now())
    assert not holds(shown(country, loader)), "the review is one of another archive"


def test_one_instance_shows_only_what_was_reviewed_and_another_trusts_partners(
    tmp_path: Path, alliance: Alliance, country: Subscription
) -> None:
    careful = instance(tmp_path / "careful", alliance, Trust.REVIEWED)
    pack = alliance.put(harbour())
    alliance.publish()
    for one in (country, careful):
        one.pull(now())
        one.pick("harbour")
        one.pull(now())
    assert holds(shown(country))
    assert not holds(shown(careful))
    alliance.attest(pack, "en", role="editor")
    alliance.publish()
    careful.pull(now())
    assert holds(shown(careful))


@pytest.mark.parametrize("entry", [back(), back("harbour", LESSON)])
def test_what_is_taken_back_is_gone_and_comes_back_when_it_is_lifted(
    alliance: Alliance, country: Subscription, entry: object
) -> None:
    alliance.put(harbour())
    alliance.publish()
    country.pull(now())
    country.pick("harbour")
    country.pull(now())
    loader = Loader([])
    loader.published = country.look(now().date())
    assert holds(loader.open(now().date())[0])
    alliance.revoke(entry)  # type: ignore[arg-type]
    alliance.publish()
    country.pull(now())
    assert not holds(shown(country, loader))
    alliance.revoke()
    alliance.publish()
    country.pull(now())
    assert holds(shown(country, loader))


def test_help_lines_of_elsewhere_need_a_review_and_go_when_they_are_taken_back(
    alliance: Alliance, country: Subscription
) -> None:
    lines = (
        "country: KZ\nlines:\n- id: kz-line\n  kind: child\n  name: {en: Line}\n  phone: '150'\n"
        "  sources: [https://example.org/line]\n  verified_on: 2026-11-01\n"
    )
    pack = harbour()
    files, _ = open_archive("x.zip", pack.content)
    pack = Packed(pack.pack, pack.version, pack_up(files | {"helplines/KZ.yml": lines.encode()}), pack.told)
    alliance.put(pack)
    alliance.publish()
    country.pull(now())
    country.pick("harbour")
    assert country.pull(now()) == ["harbour: new → 1.0.0"]
    assert not shown(country).helplines("KZ", "en")
    alliance.attest(pack, "en")
    alliance.publish()
    country.pull(now())
    assert [line.id for line in shown(country).helplines("KZ", "en")] == ["kz-line"]
    alliance.revoke(back("harbour", lines=("kz-line",)))
    alliance.publish()
    country.pull(now())
    assert not shown(country).helplines("KZ", "en")
    assert holds(shown(country))

"""A campaign's day goes out on both databases: planned by zone, spread over its window, settled and counted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import text

from tests.kit.campaign_days import Post, somebody
from tests.talk import House, Person

if TYPE_CHECKING:
    from pathlib import Path


def test_days_and_invitations_go_out_on_both_databases(url: str, tmp_path: Path) -> None:
    house = House(tmp_path, url=url)
    house.clock = datetime(2026, 10, 29, 6, tzinfo=UTC)
    post = Post(house)
    teen = Person(house, 3, language="ru")
    teen.settles_in("12-15")
    teen.visits("invites/on")
    assert [words for _, _, words in post.until(days=2)] == ["📅 Праздник лампы · 12+"]
    for number, who in ((1, "9-11"), (2, "parent")):
        somebody(house, number, "Asia/Vladivostok", who)
    came = post.until(days=4)
    assert [words for _, chat, words in came if chat == 1] == ["Day one", "Day two", "Day three"]
    assert [words for _, chat, words in came if chat == 2] == ["Day one"]
    with house.stores.durable.transaction() as db:
        spread = db.execute(
            text("SELECT due_at FROM dispatches WHERE why = 'campaign' AND outcome = 'sent'")
        ).all()
    assert all(0 <= row[0] % 86_400 - 6 * 3600 < 3 * 3600 for row in spread), "16:00 to 19:00 in Vladivostok"
    house.close()

"""A program in which a visitor uses a feature that only the tests have (`newfeature/lantern`)."""

from __future__ import annotations

import sys
from pathlib import Path

import bot.features
from bot.db import mydata
from tests.talk import House, Person

bot.features.__path__.append(str(Path(__file__).with_name("newfeature")))


def main(folder: Path) -> None:
    """Light a lantern, see it in what is exported, and let it go out when the person rests."""
    house = House(folder)
    person = Person(house)
    person.settles_in("9-11", agrees=False)
    print(person.visits("lantern/7").text.plain)  # noqa: T201 - what the test reads
    visitors = house.stores.visitors
    with visitors.transaction() as db:
        key = db.exec_driver_sql("SELECT key FROM people").scalar_one()
        print(mydata.export(db, key)["lanterns"][0]["number"])  # noqa: T201 - as above
    person.visits("enough")
    with visitors.transaction() as db:
        print("lanterns" in mydata.export(db, key))  # noqa: T201 - as above
    house.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

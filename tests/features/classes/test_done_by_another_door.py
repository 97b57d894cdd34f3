"""A task that was done by another door counts for the class: "not yet" is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.kit.assignments import classes_of, gives
from tests.kit.quizzes import RIGHT, plays

if TYPE_CHECKING:
    from tests.talk import House, Person


def test_a_set_that_is_answered_from_the_menu_is_done_for_the_class(house: House, educator: Person) -> None:
    room, (pupil, other) = classes_of(house, educator, 2)
    task = gives(educator, room)
    educator.visits(f"task/{task}/done")
    assert "Done: –" in educator.sees
    pupil.types("/menu")
    plays(house, pupil, RIGHT)
    educator.visits(f"task/{task}/done")
    assert "Done: –" not in educator.sees
    assert educator.sees.count(",") == 0, "one number is done, one is not yet"
    pupil.types("/menu")
    assert not any("📌" in label for label in pupil.labels)
    pupil.visits(f"due/{task}")
    assert "You have done it. Thank you!" in pupil.sees
    pupil.taps("🔁 Once more")
    assert "of 7" in pupil.sees
    other.types("/menu")
    assert any("📌" in label for label in other.labels)

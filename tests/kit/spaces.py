"""A partner's space with its people."""

from __future__ import annotations

import re
from itertools import count

from tests.talk import Person

_NUMBERS = count(5001)


def accepts(inviting: Person, path: str) -> Person:
    """Somebody new who follows the link that stands on this page."""
    inviting.visits(path)
    link = re.search(r"start=(\w+)", inviting.sees)
    assert link, inviting.sees
    person = Person(inviting.house, next(_NUMBERS))
    person.settles_in("educator")
    person.types(f"/start {link[1]}")
    person.taps("I agree, let me in")
    return person


class Space:
    """A partner's space with a lead, an editor and a reviewer."""

    def __init__(self, organiser: Person, name: str, number: int) -> None:
        self.number = number
        organiser.visits("spaces/new")
        organiser.types(name)
        assert f"🤝 {name}" in organiser.sees
        self.lead = accepts(organiser, f"space/{number}/invite/lead")
        self.editor = accepts(self.lead, f"space/{number}/invite/editor")
        self.reviewer = accepts(self.lead, f"space/{number}/invite/reviewer")

    @property
    def people(self) -> dict[str, Person]:
        return {"lead": self.lead, "editor": self.editor, "reviewer": self.reviewer}

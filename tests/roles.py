"""Roles: who stands in the crowd that opens every page, and the rows that most pages have (check 28).

A test module of a feature says in its `WHO_SEES` what each role sees at the paths of its pages: x the page, g the
greeting first, . a page that is not there. `tests/chat/test_roles.py` opens them all.
"""

from __future__ import annotations

ROLES = ("newcomer", "visitor", "6-8", "9-11", "12-15", "16-17", "parent", "educator")
"""A newcomer has not said who they are, a visitor of 9–11 has not agreed to be remembered."""

ALL = "x x x x x x x x"
SETTLED = "g x x x x x x x"
YOUNGEST = "g . x . . . x x"
TIER_9_11 = "g x . x . . x x"
TIER_12_15 = "g . . . x . x x"
TIER_16_17 = "g . . . . x x x"
BOTH_MIDDLE = "g x . x x . x x"
FAMILIES = "g x . x . . x ."
ADULTS = "g . . . . . x x"
NOBODY = ". . . . . . . ."
TEACHERS = ". . . . . . . x"
"""Pages that name the role they are for are lost even to who has not said who they are."""
EDUCATORS = "g . . . . . . x"

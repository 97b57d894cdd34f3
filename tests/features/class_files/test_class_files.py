"""A class's due days open in a calendar, and a class has a picture to print that names nobody."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from bot.features.class_files.calendar_file import DueDay, as_calendar
from tests.kit.assignments import answers_all, classes_of, gives
from tests.kit.classrooms import files, makes_class
from tests.roles import TEACHERS
from tests.talk import NOW, TODAY

if TYPE_CHECKING:
    from tests.talk import House, Person

WHO_SEES = {"class/new/4/81 class/81/calendar class/81/keepsake": TEACHERS}


def test_due_days_are_events_of_a_whole_day(house: House, educator: Person) -> None:
    room, _ = classes_of(house, educator, 1)
    gives(educator, room)
    educator.visits(f"class/{room}/tasks:0")
    educator.taps("For a calendar")
    lines = files(educator.see())["mayak-due-days.ics"].decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20261202" in lines
    assert "DTEND;VALUE=DATE:20261203" in lines
    assert any(line.startswith("SUMMARY:") and "Questions about the lamp" in line for line in lines)
    house.later(days=8)
    educator.visits(f"class/{room}/calendar")
    assert "Nothing is due from today on." in educator.sees


def test_no_words_end_a_line_and_no_line_is_longer_than_calendars_read() -> None:
    words = "Лампа; ест, суп\\ \nBEGIN:VALARM " + "ж" * 60
    told = as_calendar("Имя", [DueDay("1@mayak", TODAY, words)], NOW).decode()
    lines = told.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "BEGIN:VALARM" not in lines
    whole = told.replace("\r\n ", "").split("\r\n")
    summary = "SUMMARY:Лампа\\; ест\\, суп\\\\ BEGIN:VALARM " + "ж" * 60
    assert summary in whole


def test_a_class_prints_a_picture_together(house: House, educator: Person) -> None:
    room, (pupil,) = classes_of(house, educator, 1)
    task = gives(educator, room)
    answers_all(house, pupil, task)
    educator.visits(f"class/{room}/tasks:0")
    educator.taps("A picture to keep")
    drawn = Image.open(io.BytesIO(files(educator.see())["mayak-class-keepsake.png"]))
    assert drawn.width == 1080
    assert "no other" in educator.sees


def test_before_anything_was_given_there_is_no_picture(educator: Person) -> None:
    room = makes_class(educator)
    educator.visits(f"class/{room}/keepsake")
    assert "Nothing was given yet." in educator.sees
    assert not educator.see().documents


def test_what_one_class_has_another_gets_with_one_tap(educator: Person) -> None:
    rooms = [makes_class(educator), makes_class(educator)]
    gives(educator, rooms[0])
    educator.visits(f"given/{rooms[0]}/q/lamp-sets/light/9-11:{2527}")
    educator.taps("➕ To ")
    assert "has it, until" in educator.sees
    assert "➕ To " not in educator.sees, "every class has it now"
    educator.visits(f"class/{rooms[1]}/tasks:0")
    assert "Questions about the lamp" in educator.sees

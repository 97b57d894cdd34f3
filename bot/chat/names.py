"""The names of audiences, duties, languages, reasons and topics in the person's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

from bot.packs.topics import ICONS, TOPICS
from bot.values.audience import Audience, Duty
from bot.values.flag import Reason
from bot.values.profile_picture import PICTURES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.chat.turn import Reader


def audience_name(reader: Reader, audience: Audience) -> str:
    """Return the name of an audience, as on the button of "Who are you?"."""
    return {
        Audience.TIER_6_8: reader.say("6–8 years"),
        Audience.TIER_9_11: reader.say("9–11 years"),
        Audience.TIER_12_15: reader.say("12–15 years"),
        Audience.TIER_16_17: reader.say("16–17 years"),
        Audience.PARENT: reader.say("Parent"),
        Audience.EDUCATOR: reader.say("Educator"),
    }[audience]


def picture_name(reader: Reader, picture: str) -> str:
    """Return the name of the picture of somebody who shares a phone, as on its button."""
    return {
        "fox": reader.say("the fox"),
        "owl": reader.say("the owl"),
        "turtle": reader.say("the turtle"),
        "whale": reader.say("the whale"),
        "bee": reader.say("the bee"),
        "panda": reader.say("the panda"),
        "frog": reader.say("the frog"),
        "penguin": reader.say("the penguin"),
        "octopus": reader.say("the octopus"),
        "hedgehog": reader.say("the hedgehog"),
        "dragon": reader.say("the dragon"),
        "butterfly": reader.say("the butterfly"),
    }[picture]


def picture_label(reader: Reader, picture: str) -> str:
    """Return a picture with its name, such as `🦊 Fox`."""
    return f"{PICTURES[picture]} {picture_name(reader, picture)}"


def duty_name(reader: Reader, duty: Duty) -> str:
    """Return what a person with this duty does for the packs."""
    return {
        Duty.EDITOR: reader.say("Editor"),
        Duty.REVIEWER: reader.say("Reviewer"),
        Duty.PSYCHOLOGIST: reader.say("Psychologist"),
        Duty.LEAD: reader.say("Lead of a space"),
    }[duty]


def reason_name(reader: Reader, reason: Reason) -> str:
    """Return the name of a reason why a card is not right."""
    return {
        Reason.WRONG: reader.say("It is wrong"),
        Reason.UNCLEAR: reader.say("Hard to understand"),
        Reason.HURTS: reader.say("It scares or hurts"),
        Reason.BROKEN: reader.say("A link or number does not work"),
        Reason.TYPO: reader.say("A spelling mistake"),
    }[reason]


def topic_name(reader: Reader, topic: str) -> str:
    """Return the name of a topic of the curriculum; a pack's own topic is shown by its word."""
    if reader.audience is Audience.TIER_6_8:
        return _topic_name_for_the_youngest(reader, topic)
    names = {
        "privacy": reader.say("Personal data"),
        "accounts": reader.say("Passwords and accounts"),
        "phishing": reader.say("Scams and false gifts"),
        "strangers": reader.say("Strangers"),
        "intimate": reader.say("Private pictures"),
        "bullying": reader.say("Bullying and kindness"),
        "footprint": reader.say("My footprint online"),
        "checking": reader.say("True or not"),
        "recruitment": reader.say("Manipulation"),
        "ai": reader.say("AI and fakes"),
        "balance": reader.say("Screens and rest"),
        "wellbeing": reader.say("Feelings and help"),
        "money": reader.say("Games, money, adverts"),
        "rules": reader.say("Rules and rights"),
    }
    return names.get(topic, topic)


def _topic_name_for_the_youngest(reader: Reader, topic: str) -> str:
    names = {
        "privacy": reader.say("My secrets"),
        "accounts": reader.say("Passwords"),
        "phishing": reader.say("Tricks and false gifts"),
        "strangers": reader.say("Strangers"),
        "intimate": reader.say("My photos"),
        "bullying": reader.say("Friends and kindness"),
        "footprint": reader.say("What stays online"),
        "checking": reader.say("True or not"),
        "recruitment": reader.say("Bad requests"),
        "ai": reader.say("Robots and fakes"),
        "balance": reader.say("Screens and play"),
        "wellbeing": reader.say("Feelings"),
        "money": reader.say("Games and money"),
        "rules": reader.say("Rules"),
    }
    return names.get(topic, topic)


def topic_label(reader: Reader, topic: str) -> str:
    """Return the label of a topic's button: its icon and its name."""
    return f"{ICONS.get(topic, '📚')} {topic_name(reader, topic)}"


def languages_first(reader: Reader, locales: Iterable[str]) -> list[str]:
    """Return locales in the order shown to this reader: their own first."""
    return sorted(locales, key=lambda locale: (locale != reader.locale, locale))


def language_words(reader: Reader, locale: str) -> str:
    """Return the name of a language in the reader's own language; the code if it has no name."""
    try:
        return Locale.parse(locale, sep="-").get_display_name(reader.phrases.babel) or locale
    except (UnknownLocaleError, ValueError):
        return locale


def places(reader: Reader) -> list[tuple[str, str]]:
    """Return the folders of topics and ages in a pack, each with its name."""
    return [
        (f"{topic}/{one.value}", f"{topic_name(reader, topic)}, {audience_name(reader, one)}")
        for topic in TOPICS
        for one in Audience
    ]

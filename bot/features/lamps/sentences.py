"""What a topic lets its reader do, a sentence each: in the first person, so that it names nobody's gender."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.chat.turn import Turn


def can_do(turn: Turn, topic: str) -> str:
    """Return what somebody can do who has finished something on a topic; empty for a pack's own topic."""
    return (_of_adults(turn) if turn.is_adult else _of_children(turn)).get(topic, "")


def _of_children(turn: Turn) -> dict[str, str]:
    return {
        "privacy": turn.say("I decide what I tell about myself, and to whom."),
        "accounts": turn.say("I make a password that is hard to guess, and keep codes to myself."),
        "phishing": turn.say("I look twice at a message that promises a gift or rushes me."),
        "strangers": turn.say("I can stop talking to somebody I do not know, and tell a grown-up I trust."),
        "intimate": turn.say("I may say no to a picture, and I know where help is."),
        "bullying": turn.say("I can stand by somebody who is being hurt."),
        "footprint": turn.say("I think before I post what stays there for long."),
        "checking": turn.say("I check where news comes from before I believe it."),
        "recruitment": turn.say("I notice when somebody pushes me, and may say no."),
        "ai": turn.say("I ask whether a picture or a voice may be made by a machine."),
        "balance": turn.say("I can put the screen away and rest."),
        "wellbeing": turn.say("I can say how I feel, and whom I can ask for help."),
        "money": turn.say("I see what a game or an advert wants, before I pay."),
        "rules": turn.say("I know what is allowed online, and what rights I have."),
    }


def _of_adults(turn: Turn) -> dict[str, str]:
    return {
        "privacy": turn.say("I can help a child decide what to share, and with whom."),
        "accounts": turn.say("I can help a child with strong passwords and with codes that nobody else gets."),
        "phishing": turn.say("I can look at a doubtful message together with a child."),
        "strangers": turn.say("I can talk calmly about new people online."),
        "intimate": turn.say("I know how to help when a private picture is about, without blame."),
        "bullying": turn.say("I see signs of bullying and know the first steps."),
        "footprint": turn.say("I think together with a child about what stays online."),
        "checking": turn.say("I can check news together with a child."),
        "recruitment": turn.say("I know signs of pressure and recruiting, and whom to ask."),
        "ai": turn.say("I can explain what a machine makes up, and how to check it."),
        "balance": turn.say("I can agree with a child on screens without a quarrel."),
        "wellbeing": turn.say("I can listen, and I know where to find help."),
        "money": turn.say("I can talk about spending in games and about adverts."),
        "rules": turn.say("I know what rules and rights a child has online."),
    }

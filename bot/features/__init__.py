"""Floor 3: what the bot can do, one module a feature. Features never import each other; they link by Page."""

from __future__ import annotations

from bot.chat.views import Views
from bot.features import (
    assigning,
    bank,
    browsing,
    campaigns,
    classkeeping,
    classrooms,
    duties,
    editing,
    finished,
    flagging,
    givenout,
    habits,
    handouts,
    help,  # noqa: A004 - the feature is called help
    invitations,
    joining,
    leading,
    lessons,
    live,
    me,
    menu,
    mydata,
    offers,
    organising,
    ownsets,
    paperresults,
    papertwin,
    quiet,
    quizzes,
    received,
    reviewing,
    search,
    stories,
    studio,
    tips,
    tipwish,
    understanding,
    welcome,
)


def all_views() -> Views:
    """Return the views of every feature; a new feature is one word more above and here."""
    features = (
        *(campaigns, finished, flagging, habits, help, invitations, lessons, me, menu, mydata, offers, organising),
        *(editing, quiet, quizzes, received, reviewing, search, stories, studio, tips, tipwish, welcome),
        *(assigning, bank, classkeeping, classrooms, duties, givenout, handouts, joining, leading, live, ownsets),
        *(browsing, paperresults, papertwin, understanding),
    )
    return Views.merge(*(feature.views for feature in features))

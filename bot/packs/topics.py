"""The fourteen topics of the curriculum in their order; `chat.names` names them in the person's language."""

ICONS = {
    "privacy": "🔒",
    "accounts": "🔑",
    "phishing": "🎣",
    "strangers": "👤",
    "intimate": "📷",
    "bullying": "🤝",
    "footprint": "👣",
    "checking": "🔍",
    "recruitment": "🧲",
    "ai": "🤖",
    "balance": "🌳",
    "wellbeing": "💛",
    "money": "💰",
    "rules": "📜",
}
"""The picture on the button of each topic, for children who do not read well."""

TOPICS = tuple(ICONS)

JUDGED = ("accounts", "phishing", "strangers", "checking", "ai", "money")
"""Topics whose questions mostly ask whether a message, an offer or a picture is all right."""

SENSITIVE = frozenset({"intimate", "recruitment", "wellbeing"})
"""Topics whose items a specialist must review, whatever their author says."""

"""Topics: the fourteen of the curriculum, in its order; each with the msgid of its name."""

TOPICS = {
    "privacy": "Personal data and privacy",
    "accounts": "Passwords and accounts",
    "phishing": "Tricks and scams",
    "strangers": "Strangers online",
    "intimate": "Intimate pictures and consent",
    "bullying": "Bullying and kindness",
    "footprint": "Footprint and reputation",
    "checking": "Checking what is true",
    "recruitment": "Manipulation and recruitment",
    "ai": "AI and deepfakes",
    "balance": "Screens and balance",
    "wellbeing": "Feelings and getting help",
    "money": "Games, money and adverts",
    "rules": "Rules, rights and copyright",
}
"""Topic → the English sentence that names it, to be said through the bot's phrases (curriculum.md §3)."""

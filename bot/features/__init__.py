"""Floor 3: what the bot can do, one module a feature. Features never import each other; they link by Page."""

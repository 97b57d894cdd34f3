"""The organiser's page: campaigns, messages, packs and help lines at a glance, people in tens."""

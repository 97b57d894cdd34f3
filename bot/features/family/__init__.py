"""The family link: a child shows one adult what the child chose, and ends it in one tap."""

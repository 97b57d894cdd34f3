"""Who takes part in campaigns, and how campaigns went, in numbers."""

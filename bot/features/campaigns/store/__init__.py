"""Who takes part in campaigns, and the results of campaigns in numbers."""

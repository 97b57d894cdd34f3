"""`report` and `questions`: how a campaign went, how questions work."""

"""The projector's page, where a class sees a live quiz: totals alone, no names, gone when it ends."""

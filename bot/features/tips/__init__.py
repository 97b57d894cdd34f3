"""Tips: one a day, those that come by themselves, and how to have them."""

"""Talk: what people say in their own words: pages of the bot by name, small talk, and what nobody understands."""

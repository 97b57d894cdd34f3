"""`demo --watch`, `bundle` and transcripts: items of packs as the bot shows them."""

"""What the bot can do, one folder a feature; what a folder holds is found by the names of its modules.

`pages` (the addresses), modules with `views`, `web` (what a browser alone has), `tables`, `store` (the only place
of SQL); rules in modules of their own. Anybody may import the pages of a feature; of the rest only the features
above it.
"""

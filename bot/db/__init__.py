"""The database: engine, keys, migrations, what is kept and for how long, and the rows of each noun."""

"""The database: engine, keys, migrations, retention, and the rows of each noun."""

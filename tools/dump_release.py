"""Keeps a small database of this version for `tests/db/test_releases.py`: run it once for each release.

    TEST_POSTGRES_URL=postgresql://… python tools/dump_release.py

It writes made-up people into both databases, and what `/export` has of each, to `tests/fixtures/releases/VERSION`.
"""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot import __version__
from bot.db import mydata
from bot.db.databases import full_url
from bot.db.engine import open_store
from bot.db.schema import metadata
from tests.databases import NO_TABLES, POSTGRES
from tests.kit.releases import FOLDER, fill

PLACE = FOLDER / __version__


def main() -> None:
    """Write the three files of this version."""
    PLACE.mkdir(parents=True)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bot.sqlite"
        with closing(open_store(f"sqlite:///{file}")) as store, store.transaction() as db:
            keys = fill(db)
            kept = {key.hex(): mydata.export(db, key) for key in keys}
        with closing(sqlite3.connect(file)) as made:
            (PLACE / "sqlite.sql").write_text("\n".join(made.iterdump()) + "\n", "utf-8")
    (PLACE / "exports.json").write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    server = create_engine(full_url(POSTGRES), isolation_level="AUTOCOMMIT")
    with server.connect() as db:
        db.execute(text("CREATE DATABASE mayak_release"))
    url = full_url(POSTGRES).set(database="mayak_release", drivername="postgresql")
    told = url.render_as_string(hide_password=False)
    try:
        with closing(open_store(told)) as store, store.transaction() as db:
            fill(db)
        words = ["pg_dump", "--no-owner", "--no-privileges", "--inserts", told]
        dump = subprocess.run(words, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own words
    finally:
        with server.connect() as db:
            db.execute(text("DROP DATABASE mayak_release WITH (FORCE)"))
    lines = (line for line in dump.splitlines() if line and not line.startswith(NO_TABLES))
    (PLACE / "postgresql.sql").write_text("\n".join(lines).replace("public.", "") + "\n", "utf-8")
    print(f"{len(metadata.tables)} tables, {len(kept)} people: {PLACE}")


if __name__ == "__main__":
    main()

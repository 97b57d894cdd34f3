"""Hot: a Core statement compiled once for each kind of database and run on the driver's own cursor."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Dialect
    from sqlalchemy.sql import ClauseElement


class _Compiled:
    """SQL for one dialect: the words, the order of values (None where the driver takes names), converters."""

    __slots__ = ("converters", "order", "sql")

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        binds: dict[str, Any] = compiled.binds  # type: ignore[attr-defined]  # every SQLCompiler has it
        # Both drivers take bytes as they are; LargeBinary's converter would wrap them.
        types = {name: bind.type for name, bind in binds.items() if not isinstance(bind.type, LargeBinary)}
        found = {name: kind.dialect_impl(dialect).bind_processor(dialect) for name, kind in types.items()}
        self.converters = tuple((name, convert) for name, convert in found.items() if convert is not None)
        names = compiled.positiontup  # type: ignore[attr-defined]  # None for named styles
        self.order: Callable[[dict[str, Any]], Any] | None = None
        if names is not None:
            self.order = itemgetter(*names) if len(names) > 1 else lambda values, name=names[0]: (values[name],)


class Hot:
    """A statement of the hot path. All its parts that vary are named `bindparam`s.

    Why it exists: three statements of a menu tap cost 86 µs by `Connection.execute`, 56 by `exec_driver_sql`
    and 20 so, against 15 of bare sqlite3 (`tools/bench_store.py`). Values go through the column types'
    converters on the way in; rows come back as the driver gives them, so select only plain columns
    (bytes, text, numbers): booleans are 0/1 on SQLite, days and moments are not for this way.
    Errors: the driver's own, not wrapped (`Store.turn` knows both).
    """

    __slots__ = ("_by_dialect", "_statement")

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._by_dialect: dict[str, _Compiled] = {}

    def _run(self, db: Connection, values: dict[str, Any]) -> Any:
        compiled = self._by_dialect.get(db.dialect.name)
        if compiled is None:
            compiled = self._by_dialect[db.dialect.name] = _Compiled(self._statement, db.dialect)
        for name, convert in compiled.converters:
            values[name] = convert(values[name])
        cursor = db.connection.cursor()
        cursor.execute(compiled.sql, values if compiled.order is None else compiled.order(values))
        return cursor

    def one(self, db: Connection, /, **values: object) -> tuple[Any, ...] | None:
        """Run it and return the first row, or None."""
        row: tuple[Any, ...] | None = self._run(db, values).fetchone()
        return row

    def changed(self, db: Connection, /, **values: object) -> int:
        """Run it and return how many rows it wrote."""
        count: int = self._run(db, values).rowcount
        return count

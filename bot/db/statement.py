"""Hot: a Core statement compiled once per kind of database, run on the driver's own cursor."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection, Dialect
    from sqlalchemy.sql.selectable import ReturnsRows
    from sqlalchemy.types import TypeEngine

    Row = tuple[Any, ...]


class _Compiled:
    """SQL for one dialect: the words, the order of values (None if the driver takes names), converters."""

    __slots__ = ("order", "sql", "values_in", "values_out")

    def __init__(self, statement: ReturnsRows, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self.values_in = tuple(
            (name, convert)
            for name, bind in compiled.binds.items()
            if (convert := _of(bind.type, dialect).bind_processor(dialect)) is not None
        )
        self.values_out = tuple(
            (place, convert)
            for place, column in enumerate(statement.exported_columns)
            if (convert := _of(column.type, dialect).result_processor(dialect, None)) is not None
        )
        names = compiled.positiontup  # None if the driver takes names
        self.order: Callable[[dict[str, Any]], Any] | None = None
        if names is not None:
            several = len(names) > 1  # with one name, itemgetter returns the value itself
            self.order = itemgetter(*names) if several else lambda values: tuple(values[name] for name in names)

    def row(self, found: Row) -> Row:
        """Turn the driver's row into values of the column types."""
        if not self.values_out:
            return found
        row = list(found)
        for place, convert in self.values_out:
            row[place] = convert(row[place])
        return tuple(row)


class _AsItIs:
    """Stands for the type of bytes: both drivers accept and return bytes unchanged."""

    @staticmethod
    def bind_processor(_dialect: Dialect) -> None:
        """No converter."""

    @staticmethod
    def result_processor(_dialect: Dialect, _kind: object) -> None:
        """No converter."""


def _of(kind: TypeEngine[Any], dialect: Dialect) -> Any:
    return _AsItIs if isinstance(kind, LargeBinary) else kind.dialect_impl(dialect)


class Hot:
    """A statement of the hot path; its variable parts are named `bindparam`s.

    Why it exists: the three statements of a menu tap cost 86 µs by `Connection.execute`, 56 by `exec_driver_sql`
    and 20 this way, against 15 of bare sqlite3 (`tools/bench_store.py`); without it a whole tap costs 1.2 to 1.3
    times the CPU (`tools/bench.py`, decision 8). Values and rows pass the converters of the column types. Errors:
    the driver's own, not wrapped (`Store.transaction` handles both).
    """

    __slots__ = ("_by_dialect", "_statement")

    def __init__(self, statement: ReturnsRows) -> None:
        self._statement = statement
        self._by_dialect: dict[str, _Compiled] = {}

    def _compiled(self, db: Connection) -> _Compiled:
        compiled = self._by_dialect.get(db.dialect.name)
        if compiled is None:
            compiled = self._by_dialect[db.dialect.name] = _Compiled(self._statement, db.dialect)
        return compiled

    def _run(self, db: Connection, values: dict[str, Any]) -> tuple[_Compiled, Any]:
        compiled = self._compiled(db)
        for name, convert in compiled.values_in:
            values[name] = convert(values[name])
        cursor = db.connection.cursor()
        cursor.execute(compiled.sql, values if compiled.order is None else compiled.order(values))
        return compiled, cursor

    def one(self, db: Connection, /, **values: object) -> Row | None:
        """Run it and return the first row, or None."""
        compiled, cursor = self._run(db, values)
        found = cursor.fetchone()
        return None if found is None else compiled.row(found)

    def all(self, db: Connection, /, **values: object) -> list[Row]:
        """Run it and return every row."""
        compiled, cursor = self._run(db, values)
        return [compiled.row(found) for found in cursor.fetchall()]

    def many(self, db: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Run it once for each row of values, in one call of the driver. Changes the rows."""
        if not rows:
            return
        compiled = self._compiled(db)
        for row in rows:
            for name, convert in compiled.values_in:
                row[name] = convert(row[name])
        given = rows if compiled.order is None else map(compiled.order, rows)
        db.connection.cursor().executemany(compiled.sql, list(given))

    def changed(self, db: Connection, /, **values: object) -> int:
        """Run it and return the number of written rows."""
        count: int = self._run(db, values)[1].rowcount
        return count

"""The database under the catalogue: connections, transactions, and what is SQLite's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url

from index.catalog.migrations import is_current, migrate
from ingest.errors import RapporteurError

_T = TypeVar("_T")
_IN_LIMIT = 500  # values in one IN list: far below every database's limit


class CatalogError(RapporteurError):
    """The catalogue cannot do what was asked; the message says which document or file."""


class Database:
    """A database of the present schema, brought up to it where it is older.

    Args:
        location: a file (created with its folder) or a SQLAlchemy URL.

    Raises:
        SchemaError: a newer program wrote it.
        CatalogError: it cannot be opened. (So does every statement where the database fails: a full
            disk, a damaged file, no permission.)
    """

    def __init__(self, location: Path | str) -> None:
        if isinstance(location, Path):
            location.parent.mkdir(parents=True, exist_ok=True)
            location = f"sqlite:///{location}"
        self._engine = create_engine(make_url(location))
        _explain_errors(self._engine)
        if self._engine.dialect.name == "sqlite":
            _configure_sqlite(self._engine)
        with self.reading() as connection:
            current = is_current(connection)
        if not current:
            with self.writing() as connection:
                migrate(connection)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def reading(self) -> Connection:
        """A connection to read by, closed at the end of its ``with``."""
        return self._engine.connect()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start, so that it cannot fail midway."""
        with self._engine.connect() as connection:
            writing = connection.execution_options(rapporteur_write=True)
            with writing.begin():
                yield writing

    def problems(self) -> list[str]:
        """What the database finds wrong with itself, a line each."""
        if self._engine.dialect.name != "sqlite":
            return []
        with self.reading() as connection:
            lines = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        found = [f"catalogue: {line}" for line in lines if line != "ok"]
        return found + [f"catalogue: row of {row[0]} without its {row[2]}" for row in orphans]


def _explain_errors(engine: Engine) -> None:
    """Show what the database itself complains about in one line that names the catalogue."""
    place = engine.url.database or engine.url.render_as_string(hide_password=True)

    @event.listens_for(engine, "handle_error")
    def explain(context: ExceptionContext) -> None:
        raise CatalogError(
            f"{place}: {context.original_exception}; check that the disk has room and that you may "
            "write there, then run: rapporteur doctor"
        ) from context.original_exception


def _configure_sqlite(engine: Engine) -> None:
    """WAL, waiting for other writers, foreign keys, and transactions that really begin.

    Python's driver begins transactions late and never for reads, so it is told not to and BEGIN is
    sent here; a write takes the lock at once (``BEGIN IMMEDIATE``).
    """

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "busy_timeout=30000",
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "foreign_keys=ON",
            "cache_size=-32768",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("rapporteur_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def parts(values: Iterable[_T]) -> Iterator[list[_T]]:
    """The values in lists short enough for an IN."""
    remaining = list(values)
    for start in range(0, len(remaining), _IN_LIMIT):
        yield remaining[start : start + _IN_LIMIT]

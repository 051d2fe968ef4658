"""Rows of models, read and written by statements that stand as text.

Composing a statement costs Django several times what the database needs to answer it.
Where many people press one button in one hour, the few statements behind it are written
down instead; they give and take the same models, on both databases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import Field, Model

Kind = TypeVar("Kind", bound=Model)
LARGEST_KEY = 2**63 - 1  # an address may name a larger one: no row has it
MOST_AT_ONCE = 500  # rows of one statement: databases limit how many values it has
Convert = Callable[[Any, Any, Any], Any]


class Rows(Generic[Kind]):
    """The rows of one model: all of its fields, or those that are named.

    What is not named is fetched by itself when somebody asks for it.
    """

    def __init__(self, model: type[Kind], *names: str) -> None:
        self.model = model
        self.fields: list[Field[Any, Any]] = [
            one
            for one in model._meta.concrete_fields
            if not names or one.attname in names
        ]
        self.names = [one.attname for one in self.fields]
        self.table = model._meta.db_table

    def __len__(self) -> int:
        return len(self.fields)

    def columns(self, alias: str) -> str:
        return ", ".join(f'{alias}."{one.column}"' for one in self.fields)

    def read(self, values: Sequence[Any]) -> Kind:
        """A row as its model, from its values in the order of ``columns``."""
        found, database = list(values), _database()
        for place, steps in self._converters:
            for convert, expression in steps:
                found[place] = convert(found[place], expression, database)
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, found)

    def insert(self, rows: Sequence[Kind], end: str = "") -> None:
        """Put rows in; ``end`` may say what becomes of those that are there already."""
        names = ", ".join(f'"{one.column}"' for one in self._written)
        places = ", ".join(["%s"] * len(self._written))
        for start in range(0, len(rows), MOST_AT_ONCE):
            some = rows[start : start + MOST_AT_ONCE]
            every = ", ".join([f"({places})"] * len(some))
            ask(
                f'INSERT INTO "{self.table}" ({names}) VALUES {every} {end}',
                [value for row in some for value in self._values(row)],
            )

    def update(self, row: Kind) -> None:
        """Write the fields that are named back into their row."""
        sets = ", ".join(f'"{one.column}" = %s' for one in self._written)
        ask(
            f'UPDATE "{self.table}" SET {sets} WHERE id = %s',
            [*self._values(row), row.pk],
        )

    def said(self, name: str, value: object) -> Any:
        """A value of one field as the database takes it."""
        field = self.model._meta.get_field(name)
        return field.get_db_prep_save(value, connection)  # type: ignore[union-attr]

    @cached_property
    def _written(self) -> list[Field[Any, Any]]:
        return [one for one in self.fields if not one.primary_key]

    def _values(self, row: Kind) -> list[Any]:
        database = _database()
        return [
            one.get_db_prep_save(getattr(row, one.attname), database)
            for one in self._written
        ]

    @cached_property
    def _converters(self) -> list[tuple[int, list[tuple[Convert, Any]]]]:
        found = []
        for place, field in enumerate(self.fields):
            expression = field.get_col(self.table)
            steps = [
                *connection.ops.get_db_converters(expression),
                *expression.get_db_converters(connection),
            ]
            if steps:
                found.append((place, [(step, expression) for step in steps]))
        return found


def ask(
    statement: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> list[tuple[Any, ...]]:
    """Run one statement; what it gives, if it gives anything.

    Its text is the same each time, so PostgreSQL plans it once for each connection.
    """
    with _cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if _gives_rows(cursor) else []


@contextmanager
def together() -> Iterator[None]:
    """Send statements that give nothing in one go, and wait for the database once.

    PostgreSQL says at the end what it refuses. SQLite has no way to go.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def for_update(*aliases: str) -> str:
    """Hold the rows that are read; SQLite has one writer and needs no word for it."""
    if not connection.features.has_select_for_update:
        return ""
    return f"FOR UPDATE OF {', '.join(aliases)}"


def _gives_rows(cursor: CursorWrapper) -> bool:
    """Asked without ``description``, for which psycopg describes every column anew."""
    if cursor.db.vendor == "postgresql":
        return cursor.cursor.rownumber is not None
    return cursor.description is not None


def _cursor() -> CursorWrapper:
    database = _database()
    if database.vendor != "postgresql":
        return database.cursor()
    database.close_if_health_check_failed()
    database.ensure_connection()
    bound = ServerBindingCursor(database.connection)  # type: ignore[call-arg]
    return database._prepare_cursor(bound)  # type: ignore[attr-defined, no-any-return]


def _database() -> BaseDatabaseWrapper:
    """The connection itself: ``connection`` looks for it anew at every attribute."""
    return connections[DEFAULT_DB_ALIAS]

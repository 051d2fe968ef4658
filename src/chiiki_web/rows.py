"""Rows of models, read and written by statements that stand as text.

Composing a statement costs Django several times what the database needs to answer it.
Where many people press one button in one hour, the few statements behind it are written
down instead; they give and take the same models, on both databases.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import CharField, Field, Model, TextField

Kind = TypeVar("Kind", bound=Model)
LARGEST_KEY = 2**63 - 1  # an address may name a larger one: no row has it
MOST_AT_ONCE = 500  # rows of one statement: databases limit how many values it has
MOST_KEPT = 100  # statements that a connection keeps ready, as many as psycopg does
LONGEST_KEPT = 8_192  # characters of one; longer ones name many rows
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
        self._said: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self.fields)

    def columns(self, alias: str) -> str:
        if alias not in self._said:
            every = (f'{alias}."{one.column}"' for one in self.fields)
            self._said[alias] = ", ".join(every)
        return self._said[alias]

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
        return field.get_db_prep_save(value, _database())  # type: ignore[union-attr]

    @cached_property
    def _written(self) -> list[Field[Any, Any]]:
        return [one for one in self.fields if not one.primary_key]

    def _values(self, row: Kind) -> list[Any]:
        database, found = _database(), []
        for field, is_text in self._to_write:
            value = getattr(row, field.attname)
            if not (is_text and type(value) is str):  # text goes as it is
                value = field.get_db_prep_save(value, database)
            found.append(value)
        return found

    @cached_property
    def _to_write(self) -> list[tuple[Field[Any, Any], bool]]:
        return [(one, type(one) in (CharField, TextField)) for one in self._written]

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
    database = _database()
    if database.vendor == "postgresql":
        cursor, statement = _kept(database, statement)
        cursor.execute(statement, values)
        # Asked without ``description``, for which psycopg describes every column anew.
        return cursor.fetchall() if cursor.cursor.rownumber is not None else []
    with database.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description is not None else []


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


class _Ready(threading.local):
    """The cursors of a thread's connection, each with the statement that it ran."""

    connection: object = None
    cursors: dict[str, tuple[ServerBindingCursor, str]] = {}


_READY = _Ready()


def _kept(database: BaseDatabaseWrapper, statement: str) -> tuple[CursorWrapper, str]:
    """The cursor that ran a statement before: it knows how to take and give its values.

    It knows it by the very text, not by one that is equal.
    """
    database.close_if_health_check_failed()
    database.ensure_connection()
    if _READY.connection is not database.connection or len(_READY.cursors) > MOST_KEPT:
        _READY.connection, _READY.cursors = database.connection, {}
    if statement not in _READY.cursors:
        bound = ServerBindingCursor(database.connection)  # type: ignore[call-arg]
        if len(statement) > LONGEST_KEPT:
            return database._prepare_cursor(bound), statement  # type: ignore[attr-defined]
        _READY.cursors[statement] = bound, statement
    bound, kept = _READY.cursors[statement]
    return database._prepare_cursor(bound), kept  # type: ignore[attr-defined]


def _database() -> BaseDatabaseWrapper:
    """The connection itself: ``connection`` looks for it anew at every attribute."""
    return connections[DEFAULT_DB_ALIAS]

"""Sessions as Django keeps them in the database, read by a statement that stands as text."""

from __future__ import annotations

from functools import cache

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

from chiiki_web.rows import Rows, ask


class SessionStore(db.SessionStore):
    """Every request of somebody who is signed in begins with this one row."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        rows = _rows()
        found = ask(
            f"SELECT {rows.columns('s')} FROM django_session s"
            " WHERE s.session_key = %s AND s.expire_date > %s",
            [self.session_key, rows.said("expire_date", timezone.now())],
        )
        if found:
            return rows.read(found[0])
        self._session_key = None
        return None


@cache
def _rows() -> Rows[AbstractBaseSession]:
    return Rows(SessionStore.get_model_class())

"""Guards taken away, to see that ``kills.py`` sees the damage. Nothing else imports this."""

from __future__ import annotations

import threading
import time
from typing import Any

from django.db import connection

LATER = 0.15  # seconds between the answer and the deed


def without_receipt_after_commit() -> None:
    """The page answers at once; the application is written a little later."""
    from chiiki_web.applications import actions

    submit = actions.submit_application
    actions.submit_application = lambda *args, **kwargs: _later(  # type: ignore[assignment]
        submit, *args, **kwargs
    )


def without_file_before_row() -> None:
    """A file gets its row at once, and its bytes a little later."""
    from chiiki_web.applications import queries
    from chiiki_web.documents import actions

    write = actions._write_durably

    def promise(source: Any) -> tuple[str, int]:
        content = b"".join(iter(lambda: source.read(1 << 20), b""))
        _later(write, actions.ContentFile(content))
        return actions.hashlib.sha256(content).hexdigest(), len(content)

    actions._write_durably = promise
    queries.is_stored = lambda attachment: True  # nobody reads it back


def without_one_transaction() -> None:
    """The application, its event and its messages are written one after the other."""
    from chiiki_web.applications.actions import submitting

    note = submitting._note
    submitting._note = lambda *args, **kwargs: _later(note, *args, **kwargs)


def _later(deed: Any, *args: Any, **kwargs: Any) -> None:
    def run() -> None:
        time.sleep(LATER)
        from django.db import transaction

        with transaction.atomic():
            deed(*args, **kwargs)
        connection.close()

    threading.Thread(target=run).start()

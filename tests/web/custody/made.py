"""An application that was received, with its file on disk, to be lost and found."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from chiiki_web.applications import actions as applications
from chiiki_web.applications.models import Application
from chiiki_web.custody import actions
from chiiki_web.documents import kinds
from chiiki_web.documents.models import StoredFile
from web.applications import made
from web.make import NOW

LATER = NOW + timedelta(minutes=1)


def received(content: bytes = b"%PDF-1.7 sample") -> Application:
    """One application with one file, and its receipt as a document."""
    who = made.people()
    application = made.draft(who, with_file=False)
    made.attach(application, who.officer, made.paper(content=content))
    submission = made.submit(application, who)
    applications.make_receipt(submission.pk, at=NOW)
    return made.fresh(application)


def file_of(application: Application) -> StoredFile:
    return application.attachments.get().file


def path_of(stored: StoredFile) -> Path:
    return kinds.path_of(stored.sha256)


def flip(stored: StoredFile) -> None:
    """Change one bit of one byte; the size stays."""
    path = path_of(stored)
    content = bytearray(path.read_bytes())
    content[3] ^= 1
    path.write_bytes(content)


def truncate(stored: StoredFile) -> None:
    path_of(stored).write_bytes(path_of(stored).read_bytes()[:-1])


def lose(stored: StoredFile) -> None:
    path_of(stored).unlink()


def lost(application: Application) -> StoredFile:
    """The file of an application, gone and found to be gone."""
    stored = file_of(application)
    lose(stored)
    actions.read_slice(LATER)
    return stored

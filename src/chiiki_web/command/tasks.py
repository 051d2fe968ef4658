"""What `chiiki site` asks of Django: one function for each command that needs it."""

from __future__ import annotations

import csv
import signal
import sys
import threading
from pathlib import Path
from secrets import token_urlsafe

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from chiiki_web import worker
from chiiki_web.accounts import actions as accounts
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.audit import chain
from chiiki_web.command.prepared import Prepared, source_digest
from chiiki_web.command.translations import compile_translations
from chiiki_web.regions import actions as regions
from chiiki_web.sample import actions as sample
from chiiki_web.sample import many

FIRST_ADMINISTRATOR = "admin@chiiki.localhost"


def prepare(*, empty: bool) -> None:
    """Do what has to be done before the first page; print the sign-ins."""
    prepared = Prepared.of(settings.DATA, str(settings.DATABASES["default"]["NAME"]))
    source = source_digest()
    for folder in settings.LOCALE_PATHS:
        compile_translations(folder)
    if migrate():
        prepared.note(sample="no" if empty else "wanted")
    load_reference()
    if prepared.notes.get("sample") == "wanted":
        load_sample()
        prepared.note(sample="yes")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    prepared.note(source=source, welcome=_sign_ins(prepared))
    sys.stdout.write(prepared.notes["welcome"])


def migrate() -> bool:
    """Run the migrations that wait; return whether the database was new."""
    executor = MigrationExecutor(connection)
    is_new = not executor.loader.applied_migrations
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    return is_new


def load_reference() -> None:
    regions.load_reference(at=timezone.now())

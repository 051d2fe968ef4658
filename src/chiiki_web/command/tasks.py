"""What `chiiki site` asks of Django: one function for each command that needs it."""

from __future__ import annotations

import contextlib
import secrets
import signal
import sys
import threading
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone, translation

from chiiki_web import wording, worker
from chiiki_web.accounts import actions as accounts
from chiiki_web.accounts.models import Membership, Organisation, User
from chiiki_web.applications.models import Submission
from chiiki_web.applications.queries import Recheck, recheck
from chiiki_web.audit import chain
from chiiki_web.command import reference
from chiiki_web.command.prepared import Prepared, data_folder, source_digest
from chiiki_web.command.translations import compile_translations
from chiiki_web.custody import actions as custody
from chiiki_web.custody import queries as custody_queries
from chiiki_web.refusals import Refusal
from chiiki_web.regions import actions as regions
from chiiki_web.sample import actions as sample
from chiiki_web.sample import many

OFFICE = "プログラム事務局"
FIRST_ADMINISTRATOR = "admin@chiiki.localhost"


def prepare(*, empty: bool) -> None:
    """Do what has to be done before the first page.

    Whether a database gets the sample year is decided when it is new; a sample that
    was interrupted is loaded at the next start.
    """
    prepared = Prepared.of(data_folder())
    source = source_digest()
    compile_translations(settings.PACKAGE)
    if migrate():
        _tell("データベースを準備しています… / setting up the database")
        prepared.note(sample="no" if empty else "wanted", welcome="")
    load_reference()
    if prepared.notes.get("sample") == "wanted":
        _tell("見本の1年を読み込んでいます… / loading the sample year")
        load_sample()
        prepared.note(sample="loaded", welcome=sample.sample_sign_ins())
    if not Membership.objects.exists():
        prepared.note(welcome=add_administrator(FIRST_ADMINISTRATOR, "管理者"))
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    prepared.note(source=source)


def migrate() -> bool:
    """Run the migrations that wait; return whether the database was new."""
    try:
        connection.ensure_connection()
    except OperationalError as fault:
        sys.exit(f"chiiki: the database cannot be used: {str(fault).strip()}")
    executor = MigrationExecutor(connection)
    is_new = not executor.loader.applied_migrations
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return is_new


def load_reference() -> None:
    reference.load_reference(timezone.now())


def load_sample() -> None:
    with transaction.atomic():
        sample.load_sample(timezone.now())


def load_many(number: int) -> None:
    many.load_many(number, timezone.now())


def update_municipalities(file: Path) -> int:
    """Read the file, in UTF-8 or cp932; say what changed. Returns the exit code."""
    rows = regions.rows_of(file.read_bytes())
    try:
        update = regions.update_municipalities(rows, by=None, at=timezone.now())
    except Refusal as refusal:
        _tell(*(wording.explain(one) for one in refusal.reasons))
        return 1
    for what in ("added", "renamed", "ended", "reopened", "still_ended", "absent"):
        codes = getattr(update, what)
        sys.stdout.write(f"{what}: {len(codes)} {' '.join(codes[:20])}\n")
    return 0


def update_fiscal_strength(file: Path) -> int:
    """Read the file, in UTF-8 or cp932; say what changed. Returns the exit code."""
    rows = regions.rows_of(file.read_bytes())
    try:
        update = regions.update_fiscal_strengths(rows, by=None, at=timezone.now())
    except Refusal as refusal:
        _tell(*(wording.explain(one) for one in refusal.reasons))
        return 1
    for what in ("added", "changed", "unchanged"):
        sys.stdout.write(f"{what}: {len(getattr(update, what))}\n")
    return 0


@transaction.atomic
def add_administrator(email: str, name: str) -> str:
    """Give the role, unless it is held, and a new password; return the sign-in."""
    now = timezone.now()
    office = Organisation.objects.filter(kind=Organisation.Kind.OFFICE).first()
    if office is None:
        office = accounts.register_organisation(
            by=None,
            at=now,
            name_ja=OFFICE,
            name_en="Programme office",
            kind=Organisation.Kind.OFFICE,
        )
    with contextlib.suppress(accounts.CannotChangeMembers):  # has the role already
        accounts.add_member(
            office.pk,
            email=email,
            name=name,
            role=Membership.Role.ADMINISTRATOR,
            since=timezone.localdate(now),
            by=None,
            at=now,
        )
    password = secrets.token_urlsafe(12)
    user = User.objects.get(email__iexact=email)
    user.set_password(password)
    user.save(update_fields=["password"])
    return f"  管理者 administrator   {email}   {password}\n"


def verify_history(anchor: str | None) -> bool:
    """Say whether the chain is whole, and where it stands; return whether it is."""
    known = None
    if anchor:
        number, _, hashed = anchor.partition(":")
        known = (int(number), hashed)
    verdict = chain.verify_history(known)
    sys.stdout.write(f"sealed {verdict.sealed}, waiting {verdict.unsealed}\n")
    sys.stdout.write(f"anchor {verdict.sealed}:{verdict.head}\n")
    if verdict.broken:
        _tell(f"BROKEN: {verdict.broken}")
    return verdict.is_whole


def recheck_assessments() -> bool:
    """Say how many answers are the same, and which is the first that is not."""
    counts: Counter[str] = Counter()
    for submission in Submission.objects.select_related("application").iterator(500):
        found = recheck(submission)
        counts[found] += 1
        if found is Recheck.DIFFERS:
            _tell(
                f"DIFFERS: {submission.application.number} version {submission.version}"
            )
            break
    sys.stdout.write(
        f"same {counts[Recheck.SAME]}, without facts {counts[Recheck.NOT_KEPT]}\n"
    )
    return not counts[Recheck.DIFFERS]


def check_promises(language: str) -> bool:
    """Say each broken promise in a sentence, then what was looked at."""
    look = custody_queries.Look(timezone.now(), reads_bytes=True)
    broken = False
    with translation.override(language):
        for one in look.broken():
            broken = True
            _tell(wording.explain(one))
    counted = ", ".join(f"{name} {n}" for name, n in sorted(look.counts.items()))
    sys.stdout.write(f"{'BROKEN' if broken else 'whole'}: {counted}\n")
    return not broken


def sweep(*, remove: bool) -> None:
    """List what belongs to nothing, or remove it; each with its kind, size and place."""
    now = timezone.now()
    found = list(custody_queries.strays(now))
    if remove:
        found = custody.clear(found, now)
    for one in found:
        sys.stdout.write(f"{one.kind}\t{one.size}\t{one.path}\n")
    total = sum(one.size for one in found)
    done = "removed" if remove else "would remove"
    sys.stdout.write(f"{done} {len(found)} files, {total} bytes\n")


def work() -> None:
    """Work in the background until Ctrl-C or SIGTERM."""
    stop = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: stop.set())
    worker.run_forever(stop)


def _tell(*lines: str) -> None:
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    sys.stderr.flush()

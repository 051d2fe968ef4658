"""What could be sent is checked and frozen while its page is read, before the button.

No deed: nothing is received, no number is taken, the history does not change. See
docs/decisions/0021-what-is-shown-is-sent.md.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.actions.freezing import ToSend
from chiiki_web.applications.actions.held import hold_own
from chiiki_web.applications.actions.preparing import CannotPrepare
from chiiki_web.applications.actions.recommended import has_letters
from chiiki_web.applications.models import Application, Prepared
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan
from chiiki_web.schemes import queries as schemes

KEPT_FOR = timedelta(hours=12)  # how long stored files are taken as read back whole


@transaction.atomic
def prepare_application(
    application_id: int, *, by: Membership, at: datetime
) -> Prepared | None:
    """Freeze what would be sent now; None where something is still lacking.

    Application and plan are held, and the stamp is read first and once more at the end:
    what changes in between makes it worthless, not wrong. A correction, and what has
    letters that are attached when it is sent, is checked when it is sent.
    """
    application = hold_own(application_id, by, CannotPrepare)
    if application.status != Application.Status.DRAFT:
        return None
    held = Plan.objects.select_for_update(of=("self",)).get(pk=application.plan_id)
    stamp = queries.stamp_of(application)
    application.plan = plans.with_parts(Plan.objects.all()).get(pk=held.pk)
    if has_letters(application):
        return None
    application.round = schemes.current_round(schemes.rounds_of(application.call), at)
    to_send = ToSend(application, [], queries.files_of(application))
    if to_send.lacking():
        return None
    snapshot, files = to_send.snapshot(), to_send.files()
    if queries.stamp_of(application) != stamp:
        return None
    prepared, _made = Prepared.objects.update_or_create(
        application_id=application.pk,
        defaults={
            "stamp": stamp,
            "round": application.round,
            "snapshot": snapshot,
            "files": files,
            "assessment": queries.frozen(to_send.assessment, to_send.known),
            "sha256": queries.digest_of(snapshot, files),
            "prepared_at": at,
        },
    )
    return prepared


def forget_prepared(at: datetime) -> int:
    """Remove what was prepared too long ago to be sent; say how much."""
    old = Prepared.objects.filter(prepared_at__lte=at - KEPT_FOR)
    return old.delete()[0]

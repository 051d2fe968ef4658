"""The form of an open call is amended: in the open, with a ground, and nothing else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import queries
from chiiki_web.schemes.actions.freezing import freeze
from chiiki_web.schemes.models import Call, FormAmendment, SchemeVersion


class CannotAmendForm(Refusal):
    """The call keeps its form."""


@transaction.atomic
def amend_form(
    call_id: int, version_id: int, *, ground: str, by: Membership, at: datetime
) -> Call:
    """Put an open call on a version that differs in its form only.

    What was sent stays as it was sent; who still writes sees that there is a newer form.
    The same version twice amends once.
    """
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    if by.role != Membership.Role.OFFICE or by.organisation_id != call.office_id:
        raise CannotAmendForm(reason("schemes.not_your_call"))
    after = SchemeVersion.objects.select_for_update(of=("self",)).get(pk=version_id)
    before = queries.version_of(call)
    if after == before:
        return call
    if call.closes_at <= at:
        raise CannotAmendForm(reason("schemes.closed_already"))
    if after.is_draft:
        raise CannotAmendForm(reason("schemes.version_is_draft"))
    if not queries.may_replace(before, after):
        raise CannotAmendForm(reason("schemes.more_than_the_form"))
    if not ground.strip():
        raise CannotAmendForm(reason("schemes.ground_missing"))
    freeze(after, by=by, at=at)
    FormAmendment.objects.create(
        call=call, before=before, after=after, ground=ground, made_at=at
    )
    call.rules, call.scheme_version = after, after.version
    call.scheme_digest = after.digest
    call.save(update_fields=["rules", "scheme_version", "scheme_digest"])
    log.record(
        "call.form_amended",
        call,
        by=by,
        at=at,
        before=before.version,
        after=after.version,
        sha256=after.digest,
        ground=ground,
    )
    return call

"""What the office says of an overlap."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.audit import log
from chiiki_web.overlaps import queries
from chiiki_web.overlaps.models import Finding, Ruling
from chiiki_web.refusals import Refusal


class CannotRule(Refusal):
    """The overlap stands as it stood."""


@transaction.atomic
def rule_on_overlap(
    application_id: int,
    other_id: int,
    *,
    kind: str,
    verdict: str,
    ground: str,
    by: Membership,
    at: datetime,
    seen: str | None = None,
) -> Ruling:
    """Say whether two applications overlap, and why. The same ruling again is no change.

    A later ruling takes the place of the one before; both stand in the history. ``seen`` is
    the one that was read: where a colleague has ruled since, it is said first.
    """
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("call")
        .get(pk=application_id)
    )
    if by.role != "office" or application.call.office_id != by.organisation_id:
        raise CannotRule(reason("overlaps.office_only"))
    if not ground.strip():
        raise CannotRule(reason("overlaps.ground_missing"))
    found = queries.overlaps_of(application, by)
    if not any((one.other.pk, one.overlap.kind) == (other_id, kind) for one in found):
        raise CannotRule(reason("overlaps.not_found"))
    first, second = queries.pair(application_id, other_id)
    known = Ruling.objects.filter(first=first, second=second, kind=kind).first()
    if known and (known.verdict, known.ground) == (verdict, ground):
        return known
    if known and seen is not None and seen != queries.seen(known):
        who = str(known.ruled_by.user.name)
        raise CannotRule(reason("overlaps.ruled_meanwhile", name=who))
    ruling, _made = Ruling.objects.update_or_create(
        first_id=first,
        second_id=second,
        kind=kind,
        defaults={
            "verdict": verdict,
            "ground": ground,
            "ruled_by": by,
            "ruled_at": at,
        },
    )
    both = (first, second)
    of_pair = Finding.objects.filter(application__in=both, other__in=both, kind=kind)
    of_pair.update(is_ruled=True)
    log.record(
        "overlap.ruled",
        ruling,
        by=by,
        at=at,
        case=application.case,
        kind=kind,
        state=verdict,
        ground=ground,
        other=other_id,
    )
    return ruling

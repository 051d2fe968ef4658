"""Everything that can happen to a case study."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.library.models import CaseStudy
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.services import queries as services
from chiiki_web.services.models import Service


class CannotPublish(Refusal):
    """No case study was published."""


@transaction.atomic
def publish_study(
    service_id: int, *, by: Membership, at: datetime, **values: Any
) -> CaseStudy:
    """Share what a service taught: by the body that runs it or by its office.

    Where the office publishes, the body is told.
    """
    service = (
        Service.objects.select_for_update(of=("self",))
        .select_related("award__application__call", "organisation")
        .get(pk=service_id)
    )
    own = by.role == "officer" and by.organisation_id == service.organisation_id
    if not (own or services.watches(by, service)):
        raise CannotPublish(reason("library.not_yours"))
    if CaseStudy.objects.filter(service=service).exists():
        raise CannotPublish(reason("library.already_published"))
    if not (values.get("worked_ja", "").strip() or values.get("failed_ja", "").strip()):
        raise CannotPublish(reason("library.no_lesson"))
    study = CaseStudy.objects.create(
        service=service,
        field_id=service.field_id,
        municipality_id=service.municipality_id,
        lifeline=service.lifeline,
        is_sample=service.organisation.is_sample,
        published_at=at,
        **values,
    )
    log.record(
        "case_study.published",
        study,
        by=by,
        at=at,
        case=service.case,
        name=study.title_ja,
    )
    if not own:
        tell(
            accounts.holders("officer", service.organisation),
            "case_study.published",
            subject=_("The office has published a case: “%(name)s”"),
            body=_("It tells what your service taught. Please read it."),
            values={"name": study.title_ja},
            path=f"/library/{study.pk}/",
            key=f"case_study.published:{study.pk}",
            at=at,
        )
    return study


@transaction.atomic
def publish_lesson(
    *, source: str, origin: str, by: Membership, at: datetime, **values: Any
) -> CaseStudy:
    """Share what other work than a service taught; ``origin`` is the page that tells of it.

    Whether it may be shared, and by whom, is asked by the action of that work.
    """
    if not (values.get("worked_ja", "").strip() or values.get("failed_ja", "").strip()):
        raise CannotPublish(reason("library.no_lesson"))
    study = CaseStudy.objects.create(
        source=source, origin=origin, published_at=at, **values
    )
    log.record("case_study.published", study, by=by, at=at, name=study.title_ja)
    return study


@transaction.atomic
def load_findings(findings: Iterable[dict[str, Any]], *, at: datetime) -> int:
    """Put published findings of audits into the library, once each by their source."""
    made = 0
    for finding in findings:
        known = CaseStudy.objects.filter(
            source=finding["source"], title_ja=finding["title_ja"]
        )
        if not known.exists():
            study = CaseStudy.objects.create(published_at=at, **finding)
            log.record(
                "case_study.published", study, by=None, at=at, name=study.title_ja
            )
            made += 1
    return made

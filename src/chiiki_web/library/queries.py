"""Find lessons: by field, by result, by words; what is known of a service to tell."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chiiki_web.library.models import CaseStudy
from chiiki_web.services.models import Service
from chiiki_web.services.queries import NEEDS_HELP

MOST_WORDS = 10
SEARCHED = [
    f"{part}_{language}"
    for part in ("title", "problem", "worked", "failed")
    for language in ("ja", "en")
]


def published() -> QuerySet[CaseStudy]:
    """All case studies, the newest first."""
    return CaseStudy.objects.select_related(
        "field", "municipality__prefecture", "service"
    )


def matching(
    *, field: str = "", result: str = "", text: str = ""
) -> QuerySet[CaseStudy]:
    """Case studies in a field, with a result, and with every one of the words."""
    rows = published()
    if field:
        rows = rows.filter(field=field)
    if result:
        rows = rows.filter(result=result)
    for word in text.split()[:MOST_WORDS]:
        found = Q()
        for name in SEARCHED:
            found |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(found)
    return rows


def known_of(service: Service) -> dict[str, str]:
    """What plan and last status report say already, for whoever tells of a service."""
    report = service.status_reports.filter(status="submitted").last()
    return {
        "title_ja": service.name,
        "result": _result(service),
        "problem_ja": service.award.application.plan.problem if service.award else "",
        "worked_ja": report.went_well if report else "",
        "failed_ja": service.end_reason or (report.went_badly if report else ""),
    }


def _result(service: Service) -> str:
    if service.ended_on:
        return CaseStudy.Result.ENDED
    if service.use_state in {"below", *NEEDS_HELP}:
        return CaseStudy.Result.PARTLY
    return CaseStudy.Result.USED

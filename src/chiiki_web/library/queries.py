"""Find lessons: by field, by lifeline, by place."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chiiki_web.library.models import CaseStudy
from chiiki_web.services.models import Service


def published() -> QuerySet[CaseStudy]:
    """All case studies, the newest first."""
    return CaseStudy.objects.select_related(
        "field", "municipality__prefecture", "service"
    )


def matching(
    *, field: str = "", result: str = "", text: str = ""
) -> QuerySet[CaseStudy]:
    rows = published()
    if field:
        rows = rows.filter(field=field)
    if result:
        rows = rows.filter(result=result)
    for word in text.split():
        rows = rows.filter(
            Q(title_ja__icontains=word)
            | Q(title_en__icontains=word)
            | Q(problem_ja__icontains=word)
            | Q(worked_ja__icontains=word)
            | Q(failed_ja__icontains=word)
        )
    return rows


def without_study() -> QuerySet[Service]:
    """Services of which somebody could tell: there is a status report, but no study."""
    return (
        Service.objects.filter(
            case_study__isnull=True, status_reports__status="submitted"
        )
        .select_related("organisation", "municipality", "field")
        .distinct()
        .order_by("-pk")
    )

"""Rows become documents. What stands here can be found; whoever may see it is asked later."""

from __future__ import annotations

from chiiki.retrieval import Document, Part
from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch.models import Request
from chiiki_web.library.models import CaseStudy
from chiiki_web.plans.models import Plan
from chiiki_web.schemes.models import Programme

ADVISER, CASE, PROGRAMME, REQUEST = "adviser", "case", "programme", "request"
PUBLIC = (ADVISER, CASE, PROGRAMME)
BOTH = ("ja", "en")
LANGUAGES = {  # of each part, in order; "" where a text has none of its own
    ADVISER: (*BOTH, "", "", "", *BOTH),
    CASE: (*BOTH, "", *BOTH, *BOTH, *BOTH),
    PROGRAMME: (*BOTH, *BOTH),
    REQUEST: (),
}


def document(row: Adviser | CaseStudy | Programme | Request) -> Document:
    """The document of a row of any kind; its first parts are its heading, ja and en."""
    if isinstance(row, Adviser):
        return _adviser(row)
    if isinstance(row, CaseStudy):
        return _case(row)
    if isinstance(row, Programme):
        return _programme(row)
    return _request(row)


def id_of(kind: str, pk: object) -> str:
    return f"{kind}:{pk}"


def key_of(id: str) -> tuple[str, str]:
    kind, _colon, pk = id.partition(":")
    return kind, pk


def text_of(row: Request | Plan) -> str:
    """What a request or a plan is about, as one text, with the name of its field."""
    said = (
        (row.title, row.problem, row.goal)
        if isinstance(row, Plan)
        else (row.project, row.problem)
    )
    return "\n".join([*said, row.field.name_ja])


def _adviser(row: Adviser) -> Document:
    fields = " ".join(f"{one.name_ja} {one.name_en}" for one in row.fields.all())
    parts = (
        Part("speciality", row.speciality_ja),
        Part("speciality", row.speciality_en),
        Part("name", row.membership.user.name),
        Part("affiliation", row.affiliation),
        Part("fields", fields),
        Part("profile", row.profile_ja),
        Part("profile", row.profile_en),
    )
    return Document(id_of(ADVISER, row.pk), ADVISER, parts)


def _case(row: CaseStudy) -> Document:
    parts = (
        Part("title", row.title_ja),
        Part("title", row.title_en),
        Part("fields", f"{row.field.name_ja} {row.field.name_en}"),
        Part("problem", row.problem_ja),
        Part("problem", row.problem_en),
        Part("report", row.worked_ja),
        Part("report", row.worked_en),
        Part("report", row.failed_ja),
        Part("report", row.failed_en),
    )
    return Document(id_of(CASE, row.pk), CASE, parts)


def _programme(row: Programme) -> Document:
    parts = (
        Part("title", row.name_ja),
        Part("title", row.name_en),
        Part("problem", row.purpose_ja),
        Part("problem", row.purpose_en),
    )
    return Document(id_of(PROGRAMME, row.pk), PROGRAMME, parts)


def _request(row: Request) -> Document:
    parts = [
        Part("title", row.project),
        Part("title", ""),
        Part("problem", row.problem),
        Part("fields", f"{row.field.name_ja} {row.field.name_en}"),
    ]
    for report in row.reports.all():
        parts += [
            Part("report", text)
            for text in (report.done, report.outcome, report.next_step)
        ]
    return Document(id_of(REQUEST, row.pk), REQUEST, tuple(parts))

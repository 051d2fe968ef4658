"""To what a stored file belongs: by which name, in which case, on which receipts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki_web.advisers.models import Adviser, Commission, Statement
from chiiki_web.applications.models import Attachment, Submission
from chiiki_web.awards.models import Award
from chiiki_web.consortia.models import Recommendation
from chiiki_web.custody.queries import dispatches
from chiiki_web.custody.queries.belonging import Belonging, Found, Ids
from chiiki_web.dispatch.models import Letter
from chiiki_web.dispatch.models import Recommendation as RequestRecommendation
from chiiki_web.documents.models import FileFault, StoredFile
from chiiki_web.outbox.models import Message
from chiiki_web.placements.models import Placement
from chiiki_web.plans.models import CheckAnswer
from chiiki_web.settlements.models import Settlement, SpendingLine
from chiiki_web.workbooks.models import Upload


def belongings_of(ids: Ids) -> dict[int, list[Belonging]]:
    """Everything that each of these files belongs to; what belongs to nothing has none."""
    found: dict[int, list[Belonging]] = {pk: [] for pk in ids}
    for table in _tables_with(ids):
        for pk, one in KEPT_IN[table](ids):
            found[pk].append(one)
    return found


def _tables_with(ids: Ids) -> list[type[Model]]:
    """The tables that point at any of these files: one statement, not one for each."""
    known = [one for one in pointing_here() if one.related_model in KEPT_IN]
    rows = StoredFile.objects.filter(pk__in=ids).values_list(
        *(_points(relation) for relation in known)
    )
    pointing = {
        relation.related_model
        for row in rows
        for relation, points in zip(known, row, strict=True)
        if points
    }
    return [table for table in KEPT_IN if table in pointing]


def cases_of(file_id: int) -> list[str]:
    """The cases in whose history a file stands, each once."""
    found = belongings_of([file_id])[file_id]
    return sorted({one.case for one in found if one.case})


def pointing_here() -> list[ForeignObjectRel]:
    """Every foreign key to stored files, those without a name for the way back too."""
    fields = StoredFile._meta.get_fields(include_hidden=True)
    return [one for one in fields if isinstance(one, ForeignObjectRel)]


def without_owner() -> QuerySet[StoredFile]:
    """Rows that nothing points at, whatever table may come."""
    rows = StoredFile.objects.order_by("pk")
    for relation in pointing_here():
        if relation.related_model is not FileFault:
            rows = rows.exclude(_points(relation))
    return rows


def _points(relation: ForeignObjectRel) -> Exists:
    """Whether a row of the table at the other end points at a file."""
    kept = {relation.field.name: OuterRef("pk")}
    return Exists(relation.related_model._default_manager.filter(**kept))


def _attached(ids: Ids) -> Iterator[Found]:
    rows = Attachment.objects.filter(file__in=ids).select_related("application__plan")
    found = list(rows)
    listed = _listed({one.application_id for one in found})
    for one in found:
        yield (
            one.file_id,
            Belonging(
                _("document of an application"),
                one.name,
                one.application.case,
                one.application.plan.title,
                one.application.number or "",
                tuple(listed.get(one.pk, ())),
            ),
        )


def _listed(applications: Collection[int]) -> Mapping[int, list[str]]:
    """The receipts on which each attachment stands."""
    found: dict[int, list[str]] = {}
    rows = Submission.objects.filter(application__in=applications)
    for number, version, files in rows.values_list(
        "application__number", "version", "files"
    ):
        for one in files:
            found.setdefault(one["attachment"], []).append(f"{number}-{version}")
    return found


def _receipts(ids: Ids) -> Iterator[Found]:
    rows = Submission.objects.filter(receipt__in=ids)
    for one in rows.select_related("application__plan"):
        name = f"{one.application.number}-{one.version}"
        assert one.receipt_id is not None
        yield (
            one.receipt_id,
            Belonging(
                _("receipt"),
                f"{name}.pdf",
                one.application.case,
                one.application.plan.title,
                one.application.number or "",
                (name,),
            ),
        )


def _evidence(ids: Ids) -> Iterator[Found]:
    for one in CheckAnswer.objects.filter(file__in=ids).select_related("plan"):
        assert one.file_id is not None
        yield (
            one.file_id,
            Belonging(
                _("evidence in the check list"),
                one.file_name,
                one.plan.case,
                one.plan.title,
            ),
        )


def _workbooks(ids: Ids) -> Iterator[Found]:
    for one in Upload.objects.filter(file__in=ids).select_related("plan"):
        yield (
            one.file_id,
            Belonging(_("workbook"), one.file_name, one.plan.case, one.plan.title),
        )


def _recommendations(ids: Ids) -> Iterator[Found]:
    for one in Recommendation.objects.filter(letter__in=ids).select_related("plan"):
        assert one.letter_id is not None
        yield (
            one.letter_id,
            Belonging(
                _("letter of recommendation"),
                one.file_name,
                one.plan.case,
                one.plan.title,
            ),
        )


def _decisions(ids: Ids) -> Iterator[Found]:
    rows = Award.objects.filter(letter__in=ids)
    for one in rows.select_related("application__plan"):
        assert one.letter_id is not None
        yield one.letter_id, _of_award(_("decision letter"), f"{one.number}.pdf", one)


def _settlements(ids: Ids) -> Iterator[Found]:
    rows = Settlement.objects.filter(letter__in=ids)
    for one in rows.select_related("award__application__plan"):
        assert one.letter_id is not None
        name = f"{one.award.number}-2.pdf"
        yield one.letter_id, _of_award(_("settlement letter"), name, one.award)


def _spending(ids: Ids) -> Iterator[Found]:
    rows = SpendingLine.objects.filter(evidence__in=ids)
    for one in rows.select_related("award__application__plan"):
        assert one.evidence_id is not None
        what = _("evidence of spending")
        yield one.evidence_id, _of_award(what, one.evidence_name, one.award)


def _of_award(what: Promise, name: str, award: Award) -> Belonging:
    application = award.application
    return Belonging(
        what, name, application.case, application.plan.title, application.number or ""
    )


def _enclosures(ids: Ids) -> Iterator[Found]:
    rows = Message.objects.filter(enclosure__in=ids).order_by()
    for file_id, name in rows.values_list("enclosure", "enclosure_name").distinct():
        yield file_id, Belonging(_("enclosed in messages"), name)


# Each table that points at a stored file, and how its rows are read.
KEPT_IN: dict[type[Model], Callable[[Ids], Iterator[Found]]] = {
    Attachment: _attached,
    Submission: _receipts,
    CheckAnswer: _evidence,
    Upload: _workbooks,
    Recommendation: _recommendations,
    Award: _decisions,
    Settlement: _settlements,
    SpendingLine: _spending,
    Letter: dispatches.of_dispatches,
    RequestRecommendation: dispatches.recommendations,
    Placement: dispatches.placements,
    Message: _enclosures,
    Adviser: dispatches.photos,
    Statement: dispatches.stated_photos,
    Commission: dispatches.commissions,
}

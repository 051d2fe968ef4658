"""Which applications a person may open, their files, and what the rules say of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chiiki import rules
from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application, Attachment, Submission
from chiiki_web.backgrounds.queries import Known
from chiiki_web.consortia import queries as consortia
from chiiki_web.consortia.models import Recommendation
from chiiki_web.documents import kinds
from chiiki_web.documents.queries import has_fault
from chiiki_web.documents.reading import is_at_hand
from chiiki_web.plans import queries as plans
from chiiki_web.rows import LARGEST_KEY, ask
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.queries import clock
from chiiki_web.ui import formats
from chiiki_web.wording.rules import name_known

COMPLETENESS: dict[str, Promise] = {
    "applicant": _("The applicant may apply and is named correctly"),
    "plan": _("The plan says problem, goal, users and leader"),
    "costs": _("The costs add up and stand under the right heads"),
    "after": _("Running cost and payer after the funding are named"),
    "files": _("The files can be opened and belong to this application"),
}


def visible_to(member: Membership) -> QuerySet[Application]:
    """Applications this person may open, the newest first."""
    rows = Application.objects.select_related(
        "plan__organisation",
        "call__programme",
        "call__office",
        "organisation",
        "award",
        "assigned_to__user",
        "round",
    ).order_by("-pk")
    if member.role in {"auditor", "administrator"}:
        return rows
    if member.role == "officer":
        return rows.filter(organisation=member.organisation_id)
    if member.role == "office":
        return rows.filter(call__office=member.organisation_id, number__isnull=False)
    return rows.none()


@dataclass(frozen=True, slots=True)
class AtTheButton:
    """How an application stands when somebody presses the button, and the moment of it."""

    status: str
    amount: dict[str, Any]
    at: datetime


def at_the_button(member: Membership, pk: int) -> AtTheButton | None:
    """What is known of an application of one's own; None for that of others."""
    if pk > LARGEST_KEY:
        return None
    found = ask(
        f"SELECT status, requested, recommended_by, {clock.column()}"
        " FROM applications_application WHERE id = %s AND organisation_id = %s",
        [pk, member.organisation_id],
    )
    if not found:
        return None
    status, requested, recommended_by, now = found[0]
    amount = {"requested": requested, "recommended_by": recommended_by}
    return AtTheButton(status, amount, clock.read(now))


def readable_by(member: Membership) -> QuerySet[Application]:
    """Applications whose files a person may open: a reviewer those given to them."""
    if member.role == "reviewer":
        return Application.objects.filter(
            reviews__reviewer=member, reviews__status__in=["open", "done"]
        )
    return visible_to(member)


def is_sent(attachment: Attachment) -> bool:
    """Whether a file was part of anything that was sent, and not of a draft alone."""
    sent = Submission.objects.filter(application=attachment.application_id)
    return any(
        file["attachment"] == attachment.pk
        for files in sent.values_list("files", flat=True)
        for file in files
    )


def files_of(application: Application) -> list[Attachment]:
    rows = application.attachments.filter(removed_at__isnull=True)
    return _of(application, rows.select_related("file"))


def files_of_submission(submission: Submission) -> list[Attachment]:
    """The files as they were sent, whatever the draft of a correction holds now."""
    sent = [file["attachment"] for file in submission.files]
    rows = Attachment.objects.select_related("file").filter(
        application=submission.application_id
    )
    return _of(submission.application, rows.filter(pk__in=sent))


def _of(application: Application, rows: QuerySet[Attachment]) -> list[Attachment]:
    """The rows, each knowing the application that was read already."""
    found: list[Attachment] = []
    for one in rows.annotate(faulty=has_fault()):
        one.application, one.has_fault = application, one.faulty
        found.append(one)
    return found


def not_readable(files: Iterable[Attachment]) -> set[str]:
    """The digests of those, as ``files_of`` gave them, that cannot be read at present."""
    return {
        one.file.sha256
        for one in files
        if one.has_fault or not is_at_hand(one.file.sha256, one.file.size)
    }


def without_receipt() -> QuerySet[Submission]:
    """What was received and has no receipt as a document yet, the newest first."""
    return Submission.objects.filter(receipt=None).order_by("-pk")


def is_stored(attachment: Attachment) -> bool:
    """Whether every byte that the row promises lies on disk under its hash."""
    path = kinds.path_of(attachment.file.sha256)
    if not path.exists():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == attachment.file.sha256


def assess(
    application: Application, recommender: str | None = None
) -> rules.Assessment:
    """Every rule of the call, in the version under which it was opened."""
    known = known_of(application, recommender)
    return rules.assess(schemes.scheme_of(application.call), known.facts)


def facts_of(application: Application) -> dict[str, object]:
    """Everything that is known for the rules, as it stands now."""
    return known_of(application).facts


def known_of(application: Application, recommender: str | None = None) -> Known:
    """The same with what of it rests on a statement of the applicant alone.

    ``recommender`` is what ``recommended_by`` gives, where it was asked already.
    """
    if recommender is None:
        recommender = recommended_by(application)
    scheme = schemes.scheme_of(application.call)
    return plans.PlanFacts(application.plan, scheme).of(
        application.call,
        scheme,
        requested=application.requested,
        recommended_by=recommender,
    )


def recommended_by(
    application: Application,
    given: Sequence[Recommendation] | None = None,
    files: Sequence[Attachment] | None = None,
) -> str:
    """Who recommends: by a letter made here, or by one that was attached; else nobody.

    A name alone is not a recommendation. What stands in an attached letter is for the
    office to check. ``given`` is what ``consortia.given`` gives, and ``files`` what
    ``files_of`` gives, where they were asked.
    """
    if given is None:
        given = list(consortia.given(application.plan, application.call)[:1])
    if given:
        return given[0].recommender.name_ja
    if files is None:
        files = files_of(application)
    kind = Attachment.Kind.RECOMMENDATION
    letter = next((one for one in files if one.kind == kind), None)
    return (application.recommended_by or letter.name) if letter else ""


def cap_of(application: Application) -> int | None:
    amount = assess(application).amount
    return amount.cap if amount else None


def unmet(findings: Iterable[rules.Finding]) -> Iterator[Reason]:
    """Each rule that is not met with its remedy; once, everything that is not known yet."""
    language = get_language() or "ja"
    unknown = []
    for one in findings:
        if one.verdict == rules.Verdict.UNKNOWN:
            unknown.append(one)
        elif one.verdict == rules.Verdict.NO:
            yield reason(
                "applications.rule_no",
                rule=one.rule.text(language),
                clause=one.rule.clause(language),
                remedy=one.rule.remedy(language),
            )
    if unknown:
        missing = tuple(dict.fromkeys(name for one in unknown for name in one.missing))
        clauses = dict.fromkeys(one.rule.clause(language) for one in unknown)
        yield reason(
            "applications.rule_not_known",
            facts=formats.between().join(name_known(name) for name in missing),
            clauses=formats.between().join(clauses),
            missing=missing,
        )


def frozen(assessment: rules.Assessment, known: Known) -> dict[str, Any]:
    """An assessment as plain JSON, with the facts that let anybody run it again."""
    return {
        "facts": known.facts,
        "stated": sorted(known.stated),
        "answer_digest": assessment.answer_digest,
        "scheme": assessment.scheme_code,
        "version": assessment.scheme_version,
        "digest": assessment.digest,
        "verdict": assessment.verdict.value,
        "findings": {one.rule.id: one.verdict.value for one in assessment.findings},
        "payable": assessment.amount.payable if assessment.amount else None,
    }


class Recheck(StrEnum):
    """What came of running an old assessment again."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_KEPT = "not_kept"


def recheck(submission: Submission) -> Recheck:
    """Assess the kept facts under the stored text of the rules, and compare the digests."""
    kept = submission.assessment
    if "answer_digest" not in kept:
        return Recheck.NOT_KEPT
    try:
        scheme = schemes.scheme_under(kept["scheme"], kept["version"])
        again = rules.assess(scheme, kept["facts"]).answer_digest
    except EngineError:
        return Recheck.DIFFERS
    return Recheck.SAME if again == kept["answer_digest"] else Recheck.DIFFERS


def is_decided(application: Application) -> bool:
    return hasattr(application, "award")

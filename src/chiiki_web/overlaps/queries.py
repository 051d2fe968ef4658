"""Which applications may share something with one, found by keys; and what they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from chiiki.overlaps import Certainty, Overlap, OverlapKind, find_all_overlaps
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.applications.models import Application, Attachment
from chiiki_web.overlaps import engine_input
from chiiki_web.overlaps.models import Ruling
from chiiki_web.plans.models import Plan
from chiiki_web.schemes.models import Call

MOST_COMPARED = 300
ENDED = ("withdrawn", "rejected")


@dataclass(frozen=True, slots=True)
class Found:
    """One overlap with the other application, and what the office said of it."""

    application: Application
    other: Application
    overlap: Overlap
    ruling: Ruling | None
    is_readable: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two applications with everything that they share."""

    application: Application
    other: Application
    is_readable: bool
    found: list[Found]


def near(application: Application) -> QuerySet[Application]:
    """Applications that share a body or a file with this one, the newest first.

    Two short look-ups by index, whatever the number of applications; drafts of others
    are nobody's business.
    """
    partners = application.plan.partners.values_list("pk", flat=True)
    bodies = {application.organisation_id, *partners}
    files = application.attachments.filter(removed_at=None).values("file")
    same_files = Attachment.objects.filter(file__in=files, removed_at=None)
    together = Plan.objects.filter(partners__in=bodies)
    own = Q(organisation=application.organisation_id)
    return (
        with_parts(Application.objects.all())
        .filter(
            Q(organisation__in=bodies)
            | Q(plan__in=together.values("pk"))
            | Q(pk__in=same_files.values("application"))
        )
        .filter(Q(number__isnull=False) | own)
        .exclude(pk=application.pk)
        .exclude(status__in=ENDED)
        .order_by("-pk")[:MOST_COMPARED]
    )


def with_parts(rows: QuerySet[Application]) -> QuerySet[Application]:
    """The same with everything that the engine reads of them, drafts included."""
    return with_sent(rows).prefetch_related("plan__partners", "plan__cost_lines")


def with_sent(rows: QuerySet[Application]) -> QuerySet[Application]:
    """The same for what was sent: its snapshots say bodies and costs."""
    return rows.select_related(
        "plan",
        "organisation",
        "call__programme",
        "call__office",
        "award",
    ).prefetch_related("submissions", "attachments__file")


def overlaps_of(application: Application, reader: Membership) -> list[Found]:
    """What one application shares with others, what is open first."""
    loaded = with_parts(Application.objects.all()).get(pk=application.pk)
    others = list(near(loaded))
    return _found({loaded.pk: loaded}, [loaded, *others], reader)


def overlaps_of_call(call: Call, reader: Membership) -> tuple[list[Found], int]:
    """Each overlap of the applications of a call, every pair once.

    Also how many applications share a body or a file and were left out, because there
    are too many to hold against each other on one page.
    """
    keys = _keys()
    of_call = set(call.applications.values_list("pk", flat=True))
    involved = {
        pk
        for sharing in keys.values()
        if len(sharing) > 1 and sharing & of_call
        for pk in sharing
    }
    looked_at = sorted(involved, reverse=True)[:MOST_COMPARED]
    loaded = list(with_sent(Application.objects.filter(pk__in=looked_at)))
    own = {one.pk: one for one in loaded if one.pk in of_call}
    return _found(own, loaded, reader), len(involved) - len(looked_at)


def pairs_of(found: Iterable[Found]) -> list[Pair]:
    """The same by pair, in the order in which each pair comes up first."""
    pairs: dict[tuple[int, int], Pair] = {}
    for one in found:
        key = pair(one.application.pk, one.other.pk)
        new = Pair(one.application, one.other, one.is_readable, [])
        pairs.setdefault(key, new).found.append(one)
    return list(pairs.values())


def pair(one: int, other: int) -> tuple[int, int]:
    """Two applications in the order in which a ruling names them."""
    return min(one, other), max(one, other)


def _keys() -> dict[str, set[int]]:
    """Body or file → the applications that were sent with it."""
    sent = Application.objects.filter(number__isnull=False).exclude(status__in=ENDED)
    files = Attachment.objects.filter(
        removed_at=None, application__in=sent.values("pk")
    )
    keys: dict[str, set[int]] = defaultdict(set)
    for pk, body in sent.order_by().values_list("pk", "organisation"):
        keys[f"body {body}"].add(pk)
    for pk, body in sent.order_by().values_list("pk", "plan__partners"):
        keys[f"body {body}"].add(pk)
    for pk, file in files.order_by().values_list("application", "file"):
        keys[f"file {file}"].add(pk)
    keys.pop("body None", None)  # there where somebody has no partner
    return keys


def _found(
    own: dict[int, Application], everyone: list[Application], reader: Membership
) -> list[Found]:
    """Hold each own application against everyone; a pair stands once."""
    cases = {one.pk: engine_input.case_of(one) for one in everyone}
    by_pk = {one.pk: one for one in everyone}
    overlaps: dict[tuple[int, int, str], tuple[int, Overlap]] = {}
    for case, one in find_all_overlaps((cases[pk] for pk in own), cases.values()):
        key = (*pair(int(case.id), int(one.other)), one.kind.value)
        overlaps.setdefault(key, (int(case.id), one))
    rulings, names = _rulings(by_pk), _names(one for _pk, one in overlaps.values())
    rows = [
        Found(
            own[pk],
            by_pk[int(one.other)],
            replace(
                one, reasons=tuple(_named(why, names, own[pk]) for why in one.reasons)
            ),
            rulings.get(key),
            _may_read(by_pk[int(one.other)], reader),
        )
        for key, (pk, one) in overlaps.items()
    ]
    kinds = list(OverlapKind)
    return sorted(
        rows,
        key=lambda row: (
            row.ruling is not None,
            row.overlap.certainty is not Certainty.SURE,
            kinds.index(row.overlap.kind),
        ),
    )


def _rulings(applications: Iterable[int]) -> dict[tuple[int, int, str], Ruling]:
    ids = list(applications)
    rows = Ruling.objects.select_related("ruled_by__user").filter(
        first__in=ids, second__in=ids
    )
    return {(one.first_id, one.second_id, one.kind): one for one in rows}


def _names(overlaps: Iterable[Overlap]) -> dict[str, str]:
    """Body id → its name, for those that an overlap names."""
    ids = {
        str(why.values["member"])
        for one in overlaps
        if one.kind is OverlapKind.SAME_MEMBER
        for why in one.reasons
    }
    rows = Organisation.objects.filter(pk__in=ids) if ids else []
    return {str(one.pk): one.name_ja for one in rows}


def _named(why: Reason, names: dict[str, str], at: Application) -> Reason:
    """A reason with the name of the body, or of the file as this application has it."""
    if "sha256" in why.values:
        name = next(
            one.name
            for one in at.attachments.all()
            if one.file.sha256 == why.values["sha256"] and one.removed_at is None
        )
        return reason("overlaps.same_named_file", name=name)
    if "member" not in why.values:
        return why
    member = str(why.values["member"])
    return Reason(why.code, {**why.values, "member": names.get(member, member)})


def _may_read(other: Application, reader: Membership) -> bool:
    """An applicant is told of cases of its own; an office of those of its calls."""
    if reader.role == "officer":
        return other.organisation_id == reader.organisation_id
    if reader.role == "office":
        return other.call.office_id == reader.organisation_id
    return reader.role == "auditor"

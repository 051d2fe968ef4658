"""What one application shares with others, read from what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Prefetch, Q, QuerySet

from chiiki.overlaps import Certainty, Overlap, OverlapKind, find_overlaps
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.applications.models import Application, Attachment
from chiiki_web.overlaps import engine_input
from chiiki_web.overlaps.models import Ruling
from chiiki_web.plans.models import Plan
from chiiki_web.ui.formats import local

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
    own = Q(organisation=application.organisation_id)
    return (
        with_parts(sharing([application]))
        .filter(Q(number__isnull=False) | own)
        .exclude(pk=application.pk)
        .order_by("-pk")[:MOST_COMPARED]
    )


def sharing(applications: Sequence[Application]) -> QuerySet[Application]:
    """All that share a body or a file with any of these and have not ended."""
    partners = Plan.partners.through.objects.filter(
        plan__in=[one.plan_id for one in applications]
    ).values_list("organisation", flat=True)
    bodies = {*(one.organisation_id for one in applications), *partners}
    files = Attachment.objects.filter(application__in=applications, removed_at=None)
    same_files = Attachment.objects.filter(
        file__in=files.order_by().values("file"), removed_at=None
    )
    together = Plan.objects.filter(partners__in=bodies)
    return Application.objects.filter(
        Q(organisation__in=bodies)
        | Q(plan__in=together.order_by().values("pk"))
        | Q(pk__in=same_files.order_by().values("application"))
    ).exclude(status__in=ENDED)


def with_parts(rows: QuerySet[Application]) -> QuerySet[Application]:
    """The same with everything that the engine reads of them, drafts included."""
    return with_sent(rows).prefetch_related("plan__partners", "plan__cost_lines")


def with_sent(rows: QuerySet[Application]) -> QuerySet[Application]:
    """The same for what was sent: its snapshots say bodies and costs."""
    with_file = Attachment.objects.select_related("file")
    return rows.select_related(
        "plan",
        "organisation",
        "call__programme",
        "call__office",
        "award",
    ).prefetch_related("submissions", Prefetch("attachments", queryset=with_file))


def overlaps_of(application: Application, reader: Membership) -> list[Found]:
    """What one application shares with others, what is open first."""
    loaded = with_parts(Application.objects.all()).get(pk=application.pk)
    others = list(near(loaded))
    found = find_overlaps(
        engine_input.case_of(loaded), [engine_input.case_of(one) for one in others]
    )
    everyone = {one.pk: one for one in (loaded, *others)}
    return told_with(((loaded.pk, one) for one in found), everyone, reader)


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


def told_with(
    overlaps: Iterable[tuple[int, Overlap]],
    by_pk: Mapping[int, Application],
    reader: Membership,
) -> list[Found]:
    """Overlaps, each with whose it is, with applications, rulings and names."""
    seen = list(overlaps)
    rulings, names = _rulings(by_pk), _names(one for _pk, one in seen)

    def found(pk: int, overlap: Overlap) -> Found:
        here, other = by_pk[pk], by_pk[int(overlap.other)]
        is_readable = _may_read(other, reader)
        reasons = [_named(why, names, here) for why in overlap.reasons]
        if reader.role == "officer" and not is_readable:
            reasons = [_own_side(why) for why in reasons]
        return Found(
            here,
            other,
            replace(overlap, reasons=tuple(reasons)),
            rulings.get((*pair(pk, other.pk), overlap.kind.value)),
            is_readable,
        )

    rows = [found(pk, one) for pk, one in seen]
    kinds = list(OverlapKind)
    return sorted(
        rows,
        key=lambda row: (
            row.ruling is not None,
            row.overlap.certainty is not Certainty.SURE,
            kinds.index(row.overlap.kind),
        ),
    )


def seen(ruling: Ruling | None) -> str:
    """What a form carries of the ruling that its page showed."""
    return f"{ruling.ruled_at.timestamp():.6f}" if ruling else ""


def ruled_among(applications: Iterable[int]) -> set[tuple[int, int, str]]:
    """Pairs with the kind of overlap on which the office has ruled."""
    return set(_rulings(applications))


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
    return {str(one.pk): local(one, "name") for one in rows}


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


def _own_side(why: Reason) -> Reason:
    """What an applicant is told of a case of somebody else: only what is its own."""
    if why.code != "overlaps.same_cost":
        return why
    own = {key: why.values[key] for key in ("here", "here_yen")}
    return reason("overlaps.like_cost", **own)


def _may_read(other: Application, reader: Membership) -> bool:
    """An applicant is told of cases of its own; an office of those of its calls."""
    if reader.role == "officer":
        return other.organisation_id == reader.organisation_id
    if reader.role == "office":
        return other.call.office_id == reader.organisation_id
    return reader.role == "auditor"

"""The deck's figures and the same from this system's own data, as charts with tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chiiki import reference, usage
from chiiki.words import Words
from chiiki_web.applications.models import Application
from chiiki_web.awards.models import Award
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.schemes.models import Call, Field, Programme
from chiiki_web.services.models import Service

Cell = str | int | float | None
BARS, SHARES, STEPS = "bars", "shares", "steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One chart: its rows are drawn and stand in the table beside it.

    ``rows`` are (label, value, …) in the order of ``columns``; ``unit`` belongs to the
    values; ``marked`` is the label to bring out.
    """

    code: str
    kind: str
    title: str
    unit: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    source: str
    note: str = ""
    marked: str = ""

    @property
    def table(self) -> list[list[Cell]]:
        return [list(row) for row in self.rows]


def published_figures() -> list[Figure]:
    """Slides 1 and 3 to 6 of the deck, and what the audit found."""
    return [
        _fields_of_survey(),
        _difficulties(),
        _effects(_("Effect where the project runs"), "effects_running"),
        _effects(_("Expectation where none runs"), "effects_not_running"),
        _index(),
        _published_calls(),
        _budgets(),
        _audit(),
    ]


def own_figures(at: datetime) -> list[Figure]:
    """The same questions, asked of what is stored here."""
    return [
        _own_fields(),
        _own_use(),
        _own_calls(),
        _own_budgets(),
        _own_survival(at),
    ]


def audit_record() -> reference.AuditRecord:
    return reference.load_audit()


def map_of_services() -> list[tuple[Prefecture, int]]:
    """Every prefecture with the number of services that run there."""
    counted = dict(
        Service.objects.filter(ended_on__isnull=True)
        .order_by()
        .values_list("municipality__prefecture")
        .annotate(number=Count("pk"))
    )
    return [(one, counted.get(one.pk, 0)) for one in Prefecture.objects.order_by("code")]


def _fields_of_survey() -> Figure:
    survey = reference.load_survey()
    names = {one.code: _said(one.words) for one in reference.load_fields()}
    rows = [(names[code], value) for code, value in survey.by_field.items()]
    rows.append((_("mean of the eleven fields"), survey.mean_of_fields))
    rows.append((_("at least one field"), survey.any_field))
    return Figure(
        code="survey-fields",
        kind=BARS,
        title=_("Municipalities that run ICT projects, by field (2011)"),
        unit="%",
        columns=(_("Field"), "%"),
        rows=sorted(rows, key=lambda row: -row[1]),
        source=_source_of_survey(survey),
        note=_said(survey.note),
        marked=_("mean of the eleven fields"),
    )


def _difficulties() -> Figure:
    survey = reference.load_survey()
    return Figure(
        code="survey-difficulties",
        kind=BARS,
        title=_("Difficulties, mean of the fields (2011)"),
        unit="%",
        columns=(_("Difficulty"), "%"),
        rows=[(_said(one.words), one.percent) for one in survey.difficulties],
        source=_source_of_survey(survey),
    )


def _effects(title: str, which: str) -> Figure:
    survey = reference.load_survey()
    found: Iterable[reference.Figure] = getattr(survey, which)
    rows = [(_said(one.words), one.percent) for one in found]
    rest = round(100 - sum(percent for _label, percent in rows), 1)
    return Figure(
        code=f"survey-{which.replace('_', '-')}",
        kind=SHARES,
        title=title,
        unit="%",
        columns=(_("Answer"), "%"),
        rows=[*rows, (_("no answer and others (the rest to 100 %)"), rest)],
        source=_source_of_survey(survey),
        note=_("One municipality’s project in one field is one sample."),
    )


def _index() -> Figure:
    edition = reference.load_index()[0]
    rows = [
        (_said(edition.names[code]), rank)
        for rank, code in enumerate(edition.order, start=1)
    ]
    japan = edition.japan
    return Figure(
        code="index-2010",
        kind="ranking",
        title=_("Order of 25 countries by the composite index of ICT (2010)"),
        unit=_("rank"),
        columns=(_("Country"), _("Rank")),
        rows=rows,
        source=edition.source,
        note=_(
            "Japan stood at %(overall)s overall, at %(use)s in use and at %(diffusion)s"
            " in diffusion. Values by country were not found; only the order is shown."
        )
        % japan,
        marked=_said(edition.names["JPN"]),
    )


def _published_calls() -> Figure:
    names = {one.code: _said(one.words) for one in reference.load_programmes()}
    calls = [one for one in reference.load_calls() if one.applied and one.chosen]
    return Figure(
        code="published-calls",
        kind="pairs",
        title=_("Published calls: applied and chosen"),
        unit=_("cases"),
        columns=(_("Call"), _("Applied"), _("Chosen")),
        rows=[
            (f"{names[one.programme]} {_said(one.words)}", one.applied, one.chosen)
            for one in calls
        ],
        source=calls[0].source,
    )


def _budgets() -> Figure:
    rows = [
        (f"{_said(one.words)} {_said(budget.words)}", budget.amount / 100_000_000)
        for one in reference.load_programmes()
        for budget in one.budgets
    ]
    return Figure(
        code="published-budgets",
        kind=BARS,
        title=_("Budgets of the programmes"),
        unit=_("100 million yen"),
        columns=(_("Programme"), _("100 million yen")),
        rows=sorted(rows, key=lambda row: -row[1]),
        source=reference.load_programmes()[0].source,
    )


def _audit() -> Figure:
    record = reference.load_audit()
    without = record.without_enough_effect
    return Figure(
        code="audit-2012",
        kind=SHARES,
        title=_("What the Board of Audit found in 179 inspected projects (2012)"),
        unit=_("projects"),
        columns=(_("Finding"), _("Projects")),
        rows=[
            (_("without enough effect"), without),
            (_("no such finding"), record.inspected - without),
        ],
        source=record.source,
    )


def _own_fields() -> Figure:
    towns = Municipality.objects.filter(is_sample=True).count() or (
        Municipality.objects.count()
    )
    counted = Counter(
        Service.objects.filter(ended_on__isnull=True)
        .order_by()
        .values_list("field", "municipality")
        .distinct()
        .values_list("field", flat=True)
    )
    rows = [
        (_local(field), round(100 * counted[field.pk] / towns, 1))
        for field in Field.objects.all()
    ]
    return Figure(
        code="own-fields",
        kind=BARS,
        title=_("Municipalities with a running service in this system, by field"),
        unit="%",
        columns=(_("Field"), "%"),
        rows=sorted(rows, key=lambda row: -row[1]),
        source=_("this system"),
        note=_("Of %(towns)s municipalities. Not a survey: only what is registered here.")
        % {"towns": towns},
    )


def _own_use() -> Figure:
    counted = dict(
        Service.objects.order_by().values_list("use_state").annotate(n=Count("pk"))
    )
    return Figure(
        code="own-use",
        kind=SHARES,
        title=_("Are the services used as planned?"),
        unit=_("services"),
        columns=(_("State of use"), _("Services")),
        rows=[
            (str(label), counted.get(code, 0)) for code, label in Service.UseState.choices
        ],
        source=_("this system"),
    )


def _own_calls() -> Figure:
    applied = dict(
        Application.objects.exclude(status__in=["draft", "withdrawn"])
        .order_by()
        .values_list("call")
        .annotate(n=Count("pk"))
    )
    chosen = dict(
        Award.objects.filter(status__in=["candidate", "decided"])
        .order_by()
        .values_list("application__call")
        .annotate(n=Count("pk"))
    )
    rows = [
        (_local(call), applied.get(call.pk, 0), chosen.get(call.pk, 0))
        for call in Call.objects.order_by("closes_at")
        if applied.get(call.pk)
    ]
    return Figure(
        code="own-calls",
        kind="pairs",
        title=_("Calls in this system: applied and chosen"),
        unit=_("cases"),
        columns=(_("Call"), _("Applied"), _("Chosen")),
        rows=rows,
        source=_("this system"),
    )


def _own_budgets() -> Figure:
    rows = (
        Award.objects.filter(status="decided")
        .order_by()
        .values_list("application__call__programme")
        .annotate(total=Sum("amount"))
    )
    programmes = Programme.objects.in_bulk()
    return Figure(
        code="own-awards",
        kind=BARS,
        title=_("Awards decided in this system, by programme"),
        unit=_("million yen"),
        columns=(_("Programme"), _("million yen")),
        rows=sorted(
            ((_local(programmes[code]), round(total / 1_000_000, 1)) for code, total in rows),
            key=lambda row: -row[1],
        ),
        source=_("this system"),
    )


def _own_survival(at: datetime) -> Figure:
    lives = [
        usage.ServiceLife(funding_ended_on=ended, ended_on=last)
        for ended, last in Service.objects.filter(
            funding_ended_on__isnull=False
        ).values_list("funding_ended_on", "ended_on")
    ]
    found = usage.surviving(lives, as_of=timezone.localdate(at))
    return Figure(
        code="own-survival",
        kind=STEPS,
        title=_("Services still in use, by years after the money ended"),
        unit="%",
        columns=(_("Years after"), "%", _("Services observed")),
        rows=[
            (str(one.year), round(100 * float(one.share), 1), one.at_risk)
            for one in found
        ],
        source=_("this system"),
        note=_("Kaplan-Meier estimate: services too young for a year are left out of it."),
    )


def _source_of_survey(survey: reference.Survey) -> str:
    return f"{survey.source} (n={survey.n}) {_said(survey.frame_words)}"


def _said(words: Words) -> str:
    return words.text(get_language() or "ja")


def _local(row: Any) -> str:
    japanese: str = row.name_ja
    return japanese if get_language() == "ja" else row.name_en or japanese

"""Start from a problem: which programmes fit a place and a field, who knows it, what was learned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chiiki import reference, rules
from chiiki_web.advisers import queries as advisers
from chiiki_web.advisers.models import Adviser
from chiiki_web.library import queries as library
from chiiki_web.library.models import CaseStudy
from chiiki_web.plans import engine_input
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call, Field, Programme

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Fit:
    """How a programme's rules stand to a place and a field, before any plan."""

    programme: Programme
    calls: tuple[Call, ...]
    met: tuple[rules.Finding, ...]
    unmet: tuple[rules.Finding, ...]
    to_show: tuple[rules.Finding, ...]
    coming: tuple[Call, ...] = ()
    has_ended: bool = False

    @property
    def verdict(self) -> str:
        if self.unmet:
            return "no"
        return "unknown" if self.to_show else "yes"


@dataclass(frozen=True, slots=True)
class Start:
    """Everything that the page says of one place and one field."""

    municipality: Municipality
    field: Field
    fits: tuple[Fit, ...]
    advisers: tuple[Adviser, ...]
    cases: tuple[CaseStudy, ...]
    survey_percent: float | None
    survey: reference.Survey


def start(municipality: Municipality, field: Field, at: datetime) -> Start:
    survey = reference.load_survey()
    return Start(
        municipality=municipality,
        field=field,
        fits=tuple(_fits(municipality, field, at)),
        advisers=tuple(advisers.knowing(field.pk, municipality.prefecture.region)),
        cases=tuple(library.matching(field=field.pk)[:SHOWN]),
        survey_percent=survey.by_field.get(field.pk),
        survey=survey,
    )


def _fits(municipality: Municipality, field: Field, at: datetime) -> list[Fit]:
    """Every programme with rules: open calls first, then the fewest unmet rules."""
    facts = engine_input.facts_of_municipality(municipality, field)
    open_calls: dict[str, list[Call]] = {}
    for call in schemes.open_calls(at):
        open_calls.setdefault(call.programme_id, []).append(call)
    coming: dict[str, list[Call]] = {}
    for call in schemes.coming_calls(at):
        coming.setdefault(call.programme_id, []).append(call)
    programmes = Programme.objects.exclude(scheme_code="").order_by("order")
    newest = schemes.newest_schemes()
    fits = [
        _fit(
            programme,
            newest[programme.scheme_code],
            facts,
            open_calls.get(programme.pk, []),
            coming.get(programme.pk, []),
            at,
        )
        for programme in programmes
        if programme.scheme_code in newest
    ]
    return sorted(
        fits,
        key=lambda fit: (not fit.calls, not fit.coming, fit.has_ended, len(fit.unmet)),
    )


def _fit(
    programme: Programme,
    scheme: rules.Scheme,
    facts: dict[str, object],
    calls: list[Call],
    coming: list[Call],
    at: datetime,
) -> Fit:
    found = rules.assess(scheme, facts).findings
    by_verdict = {
        verdict: tuple(one for one in found if one.verdict == verdict)
        for verdict in rules.Verdict
    }
    return Fit(
        programme=programme,
        calls=tuple(calls),
        coming=tuple(coming),
        met=by_verdict[rules.Verdict.YES],
        unmet=by_verdict[rules.Verdict.NO],
        to_show=by_verdict[rules.Verdict.UNKNOWN],
        has_ended=schemes.has_ended(programme, at) and not (calls or coming),
    )

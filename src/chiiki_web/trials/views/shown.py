"""A simulation as a page shows it: sums, charts with their tables, and rows with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki import reference
from chiiki.rules import GroupTotal, Outcome, Simulation, Verdict, vocabulary
from chiiki_web.schemes import queries as schemes
from chiiki_web.trials.engine_input import APPLICANT, FIELD, REGION
from chiiki_web.trials.queries import Known, changes_in
from chiiki_web.ui import charts, formats
from chiiki_web.wording.rules import say_fact

MILLION = 1_000_000
MOST_ROWS = 100
VERDICTS = (Verdict.YES, Verdict.UNKNOWN, Verdict.NO)


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal: which, why, and how much before and after."""

    name: str
    title: str
    application: int | None
    applicant: str
    reasons: list[str]
    payable_before: int | None
    payable_after: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind, the first of them, and how many there are."""

    code: str
    title: str
    rows: list[Row]
    count: int


def shown(simulation: Simulation, known: Mapping[str, Known]) -> dict[str, object]:
    """Everything that ``trials/outcome.html`` needs."""
    return {
        "totals": simulation.totals,
        "difference": simulation.totals.yen_after - simulation.totals.yen_before,
        "has_before": simulation.before is not None,
        "verdicts": _verdicts(simulation),
        "costs": [chart for group in _GROUPS if (chart := _costs(simulation, group))],
        "refusals": _refusals(simulation),
        "groups": _rows(simulation, known),
    }


def _verdicts(simulation: Simulation) -> charts.Shares:
    totals = simulation.totals
    rows = [(_("this version"), totals.after)]
    if simulation.before is not None:
        rows.insert(
            0,
            (
                _("version %(name)s") % {"name": simulation.before.version},
                totals.before,
            ),
        )
    return charts.Shares(
        title=_("Fits, cannot tell, does not fit"),
        parts=(
            pgettext("verdict", "fits"),
            _("cannot tell"),
            pgettext("verdict", "does not fit"),
        ),
        rows=tuple(
            charts.ShareRow(label, tuple(counts.get(one, 0) for one in VERDICTS))
            for label, counts in rows
        ),
        row_name=_("Version of the rules"),
        whole=float(totals.count),
    )


def _costs(simulation: Simulation, group: str) -> charts.Bars | None:
    """What could be paid by group, in million yen; left out where there is one group."""
    sums = simulation.by(group)
    if len(sums) < 2:
        return None
    has_before, labels = simulation.before is not None, _LABELS[group]()
    return charts.Bars(
        title=_TITLES[group](),
        rows=tuple(
            _bar(_named(labels, one.value), one, has_before=has_before) for one in sums
        ),
        row_name=_NAMES[group](),
        unit=_(" million yen"),
        decimals=1,
        names=(_("before"), _("after")) if has_before else (),
    )


def _bar(label: str, one: GroupTotal, *, has_before: bool) -> charts.Bar:
    after = one.yen_after / MILLION
    if not has_before:
        return charts.Bar(label, after)
    return charts.Bar(label, one.yen_before / MILLION, after)


def _refusals(simulation: Simulation) -> charts.Bars | None:
    words = {rule.id: rule for rule in simulation.after.rules}
    found = [(rule, count) for rule, count in simulation.refused_by() if count]
    if not found:
        return None
    return charts.Bars(
        title=_("Which requirement is not met, and by how many"),
        rows=tuple(
            charts.Bar(words[rule].text(formats.language()), count)
            for rule, count in found
        ),
        row_name=_("Requirement"),
    )


def _rows(simulation: Simulation, known: Mapping[str, Known]) -> list[Group]:
    changes = changes_in(simulation)
    is_change = simulation.before is not None
    titles = {
        "no": (_("Would no longer fit"), _("Do not fit")),
        "yes": (_("Would fit now"), _("Fit")),
        "unknown": (_("Could not be told any more"), _("Cannot be told")),
        "amount": (_("Fit as before, for another amount"), ""),
    }
    lists = {
        "no": changes.newly_no,
        "yes": changes.newly_yes,
        "unknown": changes.undecided,
        "amount": changes.other_amount,
    }
    return [
        Group(
            code,
            titles[code][0 if is_change else 1],
            [row_of(one, simulation, known) for one in outcomes[:MOST_ROWS]],
            len(outcomes),
        )
        for code, outcomes in lists.items()
        if outcomes
    ]


def row_of(one: Outcome, simulation: Simulation, known: Mapping[str, Known]) -> Row:
    """One outcome in words."""
    words = {rule.id: rule.text(formats.language()) for rule in simulation.after.rules}
    found = known.get(one.id)
    reasons = [words[rule] for rule in one.no_rules]
    if one.verdict_after is Verdict.UNKNOWN:
        reasons += [_missing(one.missing)]
    return Row(
        name=one.id,
        title=found.title if found else "",
        application=found.pk if found else None,
        applicant=_named(_applicants(), one.groups.get(APPLICANT, "")),
        reasons=reasons,
        payable_before=one.payable_before,
        payable_after=one.payable_after,
    )


def _missing(names: Iterable[str]) -> str:
    listed = pgettext("list", ", ").join(say_fact(name) for name in names)
    return _("Not known: %(facts)s") % {"facts": listed}


def _named(labels: Mapping[str, str], value: str) -> str:
    """A group in the reader's language; what is no code stays as it was written."""
    return labels.get(value) or value or _("not said")


def _regions() -> dict[str, str]:
    regions = {one.code: formats.words(one.words) for one in reference.load_regions()}
    return regions | {"sample": _("sample")}


def _applicants() -> dict[str, str]:
    kinds = vocabulary()["applicant.kind"]
    return {
        code: kinds.choice_label(code, formats.language()) for code in kinds.choices
    }


def _fields() -> dict[str, str]:
    return {one.pk: formats.local(one, "name") for one in schemes.fields()}


_GROUPS = (REGION, APPLICANT, FIELD)
_LABELS = {REGION: _regions, APPLICANT: _applicants, FIELD: _fields}
_TITLES = {
    REGION: lambda: _("What could be paid, by region"),
    APPLICANT: lambda: _("What could be paid, by kind of applicant"),
    FIELD: lambda: _("What could be paid, by field"),
}
_NAMES = {
    REGION: lambda: _("Region"),
    APPLICANT: lambda: _("Kind of applicant"),
    FIELD: lambda: _("Field"),
}

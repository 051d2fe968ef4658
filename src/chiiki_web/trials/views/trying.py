"""Pages on which a version of rules is tried: over applications, a table, or one proposal."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki.errors import EngineError
from chiiki.rules import BadCell, Proposal, Simulation, Verdict
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.sheets.model import CannotRead
from chiiki_web.sheets.reading import read_values
from chiiki_web.sheets.writing import csv_text
from chiiki_web.trials import engine_input, forms, queries
from chiiki_web.trials.views import pages
from chiiki_web.trials.views.shown import row_of, shown

CSV = "csv"
MOST_BAD = 50


@access.role(*pages.READERS)
def over_applications(request: MemberRequest, pk: int) -> HttpResponse:
    """Try a version over what was sent in the past."""
    version = pages.version_of(request, pk)
    if not_yet := pages.unfinished(request, version):
        return not_yet
    others = pages.others_of(request, version)
    initial = {"over": queries.PROGRAMME, "since": pages.first_choice(version)}
    form = forms.ChoiceForm(
        request.GET if request.GET.get("over") else None,
        calls=queries.calls_for(request.member),
        others=others,
        initial=initial,
    )
    chosen = initial | (form.cleaned_data if form.is_bound and form.is_valid() else {})
    rows = queries.sent_to(request.member, version, chosen["over"])
    count = rows.count()
    context = pages.context_of(version, "applications") | {
        "form": form,
        "count": count,
        "most": queries.MOST,
        "is_too_much": count > queries.MOST,
    }
    if 0 < count <= queries.MOST:
        past = queries.past(rows)
        before = others.filter(pk=int(chosen["since"] or 0)).first()
        simulation = queries.tried(version, before, past.proposals)
        if request.GET.get("as") == CSV:
            return _table(version, simulation, past)
        context |= {
            "past": past,
            "before": before,
            "csv_query": _csv_query(chosen),
            **shown(simulation, past.known),
        }
    return render(request, "trials/over_applications.html", context)


@access.role(*pages.READERS)
def over_table(request: MemberRequest, pk: int) -> HttpResponse:
    """Try a version over a table that is read, answered and forgotten."""
    version = pages.version_of(request, pk)
    if not_yet := pages.unfinished(request, version):
        return not_yet
    others = pages.others_of(request, version)
    form = forms.TableForm(
        access.typed(request),
        request.FILES or None,
        others=others,
        initial={"since": pages.first_choice(version)},
    )
    context = pages.context_of(version, "table") | {"form": form, "most": queries.MOST}
    if request.method == "POST" and form.is_valid():
        before = others.filter(pk=int(form.cleaned_data["since"] or 0)).first()
        try:
            proposals, bad = _proposals(form)
            context |= {"bad": _said_bad(bad), "bad_count": len(bad), "before": before}
            context["count"] = len(proposals)
            context["is_too_much"] = len(proposals) > queries.MOST
            if 0 < len(proposals) <= queries.MOST:
                simulation = queries.tried(version, before, proposals)
                context |= shown(simulation, {})
        except CannotRead as refusal:
            refusals.say(request, refusal)
        except EngineError as fault:
            form.add_error("file", wording.explain(fault))
    return render(request, "trials/over_table.html", context)


def _csv_query(chosen: dict[str, str]) -> str:
    return f"?over={chosen['over']}&since={chosen['since']}&as={CSV}"


def _table(
    version: SchemeVersion, simulation: Simulation, past: queries.Past
) -> HttpResponse:
    """Every outcome as CSV."""
    heads = [
        *(_("Number"), _("Title"), _("Kind of applicant"), _("Before"), _("After")),
        *(_("Amount before"), _("Amount after"), _("Reasons")),
    ]
    rows = [
        [
            *(row.name, row.title, row.applicant, _verdict(found.verdict_before)),
            *(_verdict(found.verdict_after), row.payable_before, row.payable_after),
            " / ".join(row.reasons),
        ]
        for found in simulation.outcomes
        for row in [row_of(found, simulation, past.known)]
    ]
    answer = HttpResponse(
        csv_text([heads, *rows]), content_type="text/csv; charset=utf-8"
    )
    name = f"trial-{version.code}-{version.version}.csv"
    answer["Content-Disposition"] = content_disposition_header(
        True, get_valid_filename(name)
    )
    return answer


def _verdict(verdict: Verdict | None) -> str:
    words = {
        Verdict.YES: pgettext("verdict", "fits"),
        Verdict.NO: pgettext("verdict", "does not fit"),
        Verdict.UNKNOWN: _("cannot tell"),
    }
    return words[verdict] if verdict else ""


def _proposals(
    form: forms.TableForm,
) -> tuple[list[Proposal], list[BadCell]]:
    file = form.cleaned_data["file"]
    return engine_input.proposals_in(read_values(file, file.name).rows)


def _said_bad(bad: list[BadCell]) -> list[str]:
    return [
        _("Row %(row)s, column “%(column)s”: “%(found)s” cannot be read.")
        % {"row": one.row, "column": one.column, "found": one.found}
        for one in bad[:MOST_BAD]
    ]

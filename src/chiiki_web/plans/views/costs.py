"""The step about costs: the whole table on one page, more rows on demand."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.plans import actions, forms, queries
from chiiki_web.plans.models import Plan
from chiiki_web.plans.views import pages

CODE = "costs"
MORE = "more"
TOTAL = "rows-TOTAL_FORMS"
MORE_ROWS = 5


@access.role("officer")
def costs(request: MemberRequest, pk: int) -> HttpResponse:
    """Show and save the cost lines and the amount to be applied for."""
    plan = pages.readable(request, pk)
    if elsewhere := pages.refuse_reader(request, plan):
        return elsewhere
    typed = access.typed(request)
    wants_more = typed is not None and typed.get("do") == MORE
    rows = forms.CostsFormSet(
        _with_more(typed) if wants_more and typed else typed,
        initial=[] if typed else _lines(plan),
        prefix="rows",
    )
    amount = forms.RequestForm(typed, initial={"requested": plan.requested})
    version = pages.version_of(typed, plan)
    is_stale = False
    may_act = request.method == "POST" and not wants_more
    if may_act and rows.is_valid() and amount.is_valid():
        try:
            plan = actions.set_costs(
                plan.pk,
                forms.costs_of(rows),
                requested=amount.cleaned_data["requested"],
                version=version,
                by=request.member,
                at=timezone.now(),
            )
        except actions.PlanHasChanged as refusal:
            refusals.say(request, refusal)
            plan = pages.readable(request, plan.pk)
            version, is_stale = plan.version, True
        except actions.CannotChangePlan as refusal:
            refusals.say(request, refusal)
        else:
            return pages.saved(request, plan, CODE)
    heads, total = queries.costs_by_head(plan.cost_lines.all())
    context = {
        "plan": plan,
        "step": forms.step_of(CODE),
        "steps": pages.steps(plan, CODE),
        "rows": rows,
        "form": amount,
        "version": version,
        "is_stale": is_stale,
        "heads": heads,
        "total": total,
    }
    return render(request, "plans/costs.html", context)


def _lines(plan: Plan) -> list[dict[str, object]]:
    return [
        {"head": one.head, "description": one.description, "amount": one.amount}
        for one in plan.cost_lines.all()
    ]


def _with_more(typed: QueryDict) -> QueryDict:
    """The same form with more empty rows; what was typed stays as it is."""
    longer = typed.copy()
    count = typed.get(TOTAL, "0")
    longer[TOTAL] = str((int(count[:4]) if count.isdecimal() else 0) + MORE_ROWS)
    return longer

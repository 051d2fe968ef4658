"""The step about costs: the whole table on one page, more rows on demand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.plans import actions, forms, queries
from chiiki_web.plans.models import Plan, WorkingCopy
from chiiki_web.plans.views import pages, sheets

CODE = "costs"
MORE = "more"
ROW = f"{forms.ROWS}-"
TOTAL = "rows-TOTAL_FORMS"
MORE_ROWS = 5


@access.role("officer")
def costs(request: MemberRequest, pk: int) -> HttpResponse:
    """Show and save the cost lines and the amount to be applied for."""
    plan = pages.readable(request, pk)
    if elsewhere := pages.refuse_reader(request, plan):
        return elsewhere
    typed = access.typed(request)
    sheet = sheets.read(typed, plan)
    if other := sheets.stranger(request, sheet):
        return other
    wants_more = typed is not None and typed.get("do") == MORE
    if request.method == "POST" and typed is not None and not wants_more:
        outcome = actions.save_costs(
            plan.pk, _typed(sheet, typed), by=request.member, at=timezone.now()
        )
        if sheet.is_autosave:
            return sheets.answer(plan, CODE, outcome, request.member)
        if outcome.is_complete:
            return pages.saved(request, plan, CODE)
        if elsewhere := sheets.after(request, plan, CODE, outcome):
            return elsewhere
        plan, typed = pages.readable(request, plan.pk), None
    return _show(request, plan, sheet, _with_more(typed) if wants_more else typed)


def _show(
    request: MemberRequest, plan: Plan, sheet: sheets.Sheet, typed: QueryDict | None
) -> HttpResponse:
    copies = sheets.copies_of(plan, request.member, CODE)
    table = next((one for one in copies.unfinished if one.part == queries.COSTS), None)
    if typed is None:
        rows = _rows(plan, table)
        amount = sheets.overlaid(forms.RequestForm, plan, copies.unfinished)
        sheet = sheets.fresh(plan, sheets.marks(amount) | _mark(plan, rows))
        sheets.say_kept(request, copies.unfinished, timezone.now())
    else:
        rows, amount = _bound(typed), forms.RequestForm(typed)
    heads, total = queries.costs_by_head(plan.cost_lines.all())
    return pages.show_step(
        request,
        "plans/costs.html",
        plan,
        CODE,
        rows=rows,
        form=amount,
        sheet=sheet,
        clashes=copies.clashes,
        shows_saved=table is not None,
        heads=heads,
        total=total,
    )


def _typed(sheet: sheets.Sheet, typed: QueryDict) -> actions.Typed:
    """The table as one part, the amount as another."""
    found, rows = sheets.typed_of(sheet, forms.RequestForm(typed)), _bound(typed)
    lines = {name: typed.getlist(name) for name in typed if name.startswith(ROW)}
    values, untouched = dict(found.values), set(found.untouched)
    if rows.is_valid():
        values[queries.COSTS] = forms.costs_of(rows)
    if _mark_of(rows) == sheet.seen.get(queries.COSTS):
        untouched.add(queries.COSTS)
    return replace(
        found,
        values=values,
        raw={**found.raw, queries.COSTS: lines},
        untouched=untouched,
    )


def _rows(plan: Plan, table: WorkingCopy | None) -> Any:
    if table is not None:
        return _bound(forms.as_query(table.typed))
    return forms.CostsFormSet(initial=_lines(plan), prefix=forms.ROWS)


def _bound(typed: QueryDict) -> Any:
    return forms.CostsFormSet(typed, prefix=forms.ROWS)


def _mark(plan: Plan, rows: Any) -> dict[str, str]:
    if not rows.is_bound:
        return {queries.COSTS: queries.digest(_lines(plan))}
    return {queries.COSTS: _mark_of(rows)}


def _mark_of(rows: Any) -> str:
    if rows.is_valid():
        return queries.digest(forms.costs_of(rows))
    given = {name: value for name, value in rows.data.items() if name.startswith(ROW)}
    return queries.digest({"raw": given})


def _lines(plan: Plan) -> list[dict[str, object]]:
    return [
        {"head": one.head, "description": one.description, "amount": one.amount}
        for one in plan.cost_lines.all()
    ]


def _with_more(typed: QueryDict | None) -> QueryDict:
    """The same form with more empty rows; what was typed stays as it is."""
    assert typed is not None
    longer = typed.copy()
    count = typed.get(TOTAL, "0")
    longer[TOTAL] = str((int(count[:4]) if count.isdecimal() else 0) + MORE_ROWS)
    return longer

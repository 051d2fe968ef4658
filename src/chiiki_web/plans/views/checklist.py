"""The check list of the two success slides: an overview, and a page for each item."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chiiki.readiness import ITEMS, Item, State
from chiiki.reasons import Reason
from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.documents.actions import CannotStore
from chiiki_web.plans import actions, forms, queries
from chiiki_web.plans.models import CheckAnswer, Plan
from chiiki_web.plans.views import pages, sheets
from chiiki_web.wording.readiness import say_doubt

CODE = "checklist"
TONES = {State.EVIDENCED: "ok", State.CLAIMED: "warn", State.OPEN: "neutral"}


@dataclass(frozen=True, slots=True)
class Row:
    """One item as the pages show it."""

    item: Item
    question: str
    why: str
    what_counts: str
    state: State
    tone: str
    reasons: list[Doubt]
    answer: CheckAnswer | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence, and where in the plan it can be answered, if anywhere."""

    text: str
    url: str = ""


@access.role("officer")
def checklist(request: MemberRequest, pk: int) -> HttpResponse:
    """Every item with its state, and what the plan's own figures raise."""
    plan = pages.readable(request, pk)
    if elsewhere := pages.refuse_reader(request, plan):
        return elsewhere
    context = {
        "plan": plan,
        "step": forms.step_of(CODE),
        "steps": pages.steps(plan, CODE),
        "rows": rows(plan),
        "first_open": _first_open(plan),
        "may_change": True,
        "concerns": concerns(plan),
    }
    return render(request, "plans/checklist.html", context)


@access.role("officer")
def answer(request: MemberRequest, pk: int, item: str) -> HttpResponse:
    """One item: why it is asked, what counts, and the answer with its evidence."""
    plan = pages.readable(request, pk)
    if elsewhere := pages.refuse_reader(request, plan):
        return elsewhere
    row = _row_or_404(plan, item)
    typed = access.typed(request)
    sheet = sheets.read(typed, plan)
    if other := sheets.stranger(request, sheet):
        return other
    if request.method == "POST":
        form = forms.CheckForm(typed, request.FILES or None)
        outcome = actions.save_check(
            plan.pk,
            item,
            _typed(sheet, form, item),
            by=request.member,
            at=timezone.now(),
        )
        if sheet.is_autosave:
            return sheets.answer(plan, CODE, outcome, request.member)
        if elsewhere := sheets.after(request, plan, CODE, outcome):
            return elsewhere
        if outcome.is_complete and _store_file(request, plan, item, form, sheet):
            messages.success(request, _("Saved."))
            return _after(request, plan, item)
        plan = pages.readable(request, plan.pk)
        row = _row_or_404(plan, item)
    return _show(request, plan, row, typed, sheet)


def _typed(sheet: sheets.Sheet, form: forms.CheckForm, item: str) -> actions.Typed:
    """The state and the text as one part; the file comes with the button alone."""
    part = f"{queries.CHECK}{item}"
    names = forms.CHECK_FIELDS
    is_read = form.is_valid() or not set(form.errors) & set(names)
    value = {name: form.cleaned_data[name] for name in names} if is_read else None
    given = {name: sheets.raw(form, name) for name in names}
    if not any("".join(one).strip() for one in given.values()):
        return actions.Typed({}, {}, sheet.version, sheet.form, let_go=[part])
    seen = queries.digest(value) if is_read else queries.digest({"raw": given})
    return actions.Typed(
        values={part: value} if is_read else {},
        raw={part: given},
        version=sheet.version,
        form=sheet.form,
        untouched=[part] if seen == sheet.seen.get(part) else [],
    )


def _store_file(
    request: MemberRequest,
    plan: Plan,
    item: str,
    form: forms.CheckForm,
    sheet: sheets.Sheet,
) -> bool:
    """Bring in the file that came with the button, or take the old one away."""
    if not form.is_valid():
        return False
    given = form.cleaned_data
    if given["file"] is None and not given["without_file"]:
        return True
    try:
        actions.answer_check(
            plan.pk,
            item,
            state=given["state"],
            evidence=given["evidence"],
            upload=given["file"],
            without_file=given["without_file"],
            version=sheet.version,
            form=sheet.form,
            by=request.member,
            at=timezone.now(),
        )
    except (actions.CannotChangePlan, CannotStore) as refusal:
        refusals.say(request, refusal)
        return False
    return True


def _show(
    request: MemberRequest,
    plan: Plan,
    row: Row,
    typed: QueryDict | None,
    sheet: sheets.Sheet,
) -> HttpResponse:
    part = f"{queries.CHECK}{row.item.code}"
    copies = queries.copies_of(plan, request.member, [part])
    beginning = _beginning(row)
    form = forms.CheckForm(typed, initial=beginning)
    if typed is None:
        for copy in copies.unfinished:
            form = forms.CheckForm(forms.as_query(copy.typed), initial=beginning)
        mark = queries.digest(beginning) if not form.is_bound else ""
        sheet = sheets.fresh(plan, {part: mark})
        sheets.say_kept(request, copies.unfinished, timezone.now())
    return pages.show_step(
        request,
        "plans/answer.html",
        plan,
        CODE,
        row=row,
        number=[one.code for one in ITEMS].index(row.item.code) + 1,
        count=len(ITEMS),
        form=form,
        sheet=sheet,
        clashes=copies.clashes,
    )


def rows(plan: Plan) -> list[Row]:
    """Every item of the check list with what the plan answers to it."""
    language = get_language() or "ja"
    answers = {one.item: one for one in plan.answers.all()}
    results = {one.code: one for one in queries.readiness_of(plan).items}
    return [
        Row(
            item=item,
            question=item.question(language),
            why=item.why(language),
            what_counts=item.evidence(language),
            state=results[item.code].state,
            tone=TONES[results[item.code].state],
            reasons=[_doubt(one, plan) for one in results[item.code].reasons],
            answer=answers.get(item.code),
        )
        for item in ITEMS
    ]


def concerns(plan: Plan) -> list[str]:
    """What the plan's own figures raise: questions, put kindly."""
    return [say_doubt(one) for one in queries.readiness_of(plan).concerns]


def _doubt(found: Reason, plan: Plan) -> Doubt:
    fact = found.values.get("fact")
    url = forms.place_of(str(fact), plan) if fact is not None else ""
    return Doubt(say_doubt(found), url)


def _first_open(plan: Plan) -> str:
    """The first item without an answer; the first of all where none is left."""
    answered = {one.item for one in plan.answers.all()}
    return next((one.code for one in ITEMS if one.code not in answered), ITEMS[0].code)


def _row_or_404(plan: Plan, item: str) -> Row:
    for row in rows(plan):
        if row.item.code == item:
            return row
    raise Http404


def _beginning(row: Row) -> dict[str, object]:
    if row.answer is None:
        return {}
    return {"state": row.answer.state, "evidence": row.answer.evidence}


def _after(request: MemberRequest, plan: Plan, item: str) -> HttpResponse:
    codes = [one.code for one in ITEMS]
    following = codes.index(item) + 1
    if request.POST.get("do") == pages.NEXT and following < len(codes):
        return redirect("plans:answer", plan.pk, codes[following])
    return redirect("plans:checklist", plan.pk)

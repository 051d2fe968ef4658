"""Pages from the award to the payment: spending, report, amount fixed, paid."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiiki_web import access, refusals, stale, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.awards.models import Award
from chiiki_web.documents.responses import as_download
from chiiki_web.refusals import Refusal
from chiiki_web.settlements import actions, forms, queries
from chiiki_web.settlements.models import PerformanceReport, SpendingLine

PER_PAGE = 50
STAGES = {
    "spending": gettext_lazy("spending under way"),
    "report": gettext_lazy("report received"),
    "payment": gettext_lazy("amount fixed"),
    "paid": gettext_lazy("paid"),
    "unregistered": gettext_lazy("service not registered"),
}
OPEN = {PerformanceReport.Status.DRAFT, PerformanceReport.Status.RETURNED}


@access.role("officer", "office", "auditor")
def listed(request: MemberRequest) -> HttpResponse:
    """Awards by how far their money has come."""
    stage = request.GET.get("stage", "")
    rows = queries.at_stage(request.member, stage)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    spent = queries.spent_on(page.object_list)
    counts = queries.counts_by_stage(request.member)
    return render(
        request,
        "settlements/list.html",
        {
            "page": page,
            "rows": [(award, spent.get(award.pk, 0)) for award in page.object_list],
            "stage": stage,
            "stages": [(name, label, counts[name]) for name, label in STAGES.items()],
        },
    )


@access.role("officer", "office", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Spending, report, settlement and payment of one award."""
    return _show(request, _get(request, pk))


@access.role("officer")
def spend(request: MemberRequest, pk: int) -> HttpResponse:
    """Enter one payment."""
    award = _get(request, pk)
    if request.method != "POST" and not _is_open(award):
        return redirect("settlements:detail", pk)
    form = forms.SpendingForm(access.typed(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_spending_line(
                award.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The payment is written down."))
            return redirect("settlements:detail", pk)
    return render(request, "settlements/spend.html", {"award": award, "form": form})


@access.role("officer")
def strike(request: MemberRequest, pk: int) -> HttpResponse:
    """Strike one line through."""
    line = get_object_or_404(
        SpendingLine, pk=pk, award__in=queries.visible_to(request.member)
    )
    if request.method == "POST":
        try:
            actions.strike_line(line.pk, by=request.member, at=timezone.now())
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The line is struck through."))
    return redirect("settlements:detail", line.award_id)


@access.role("officer")
def report(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the performance report; keep it, or keep it and send it."""
    award = _get(request, pk)
    found = queries.report_of(award)
    said = queries.said_in(found)
    typed = access.typed(request)
    seen, differences = stale.seen_in(typed, said), []
    form = forms.ReportForm(typed, initial=said)
    if not _is_open(award) and not (form.is_bound and form.has_changed()):
        return redirect("settlements:detail", pk)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            actions.save_report(
                award.pk, seen=seen, by=request.member, at=now, **form.cleaned_data
            )
            if "send" in request.POST:
                actions.submit_report(award.pk, by=request.member, at=now)
        except stale.HasChanged as refusal:
            refusals.say(request, refusal)
            said = queries.said_in(queries.report_of(_get(request, pk)))
            seen = stale.seen_anew(seen, said, refusal.names)
            fresh = forms.ReportForm(initial=said)
            differences = stale.differences(fresh, refusal.names)
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            sent = "send" in request.POST
            messages.success(
                request,
                _("The report was sent.") if sent else _("The draft is kept."),
            )
            return redirect("settlements:detail", pk)
    return render(
        request,
        "settlements/report.html",
        {
            "award": award,
            "report": found,
            "form": form,
            "seen": seen,
            "differences": differences,
        },
    )


@access.role("office")
def give_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Return the report for correction."""
    return _judge(request, pk, actions.return_report, _("The report was returned."))


@access.role("office")
def fix(request: MemberRequest, pk: int) -> HttpResponse:
    """Fix the amount."""
    return _judge(request, pk, actions.fix_amount, _("The amount is fixed."))


@access.role("office")
def pay(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down the payment."""
    award = _get(request, pk)
    form = forms.PaymentForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_payment(
                award.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The payment is written down."))
            return redirect("settlements:detail", pk)
    return _show(request, award, payment_form=form)


@access.role("officer", "office", "auditor")
def letter(request: MemberRequest, pk: int) -> FileResponse:
    """The letter about the fixed amount as PDF."""
    award = _get(request, pk)
    settlement = get_object_or_404(queries.with_all(), award=award)
    stored = actions.make_letter(settlement.pk, at=timezone.now())
    return as_download(stored, f"{award.number}-2.pdf")


@access.role("officer", "office", "auditor")
def evidence(request: MemberRequest, pk: int) -> FileResponse:
    """The evidence of one line, always as a download."""
    line = get_object_or_404(
        SpendingLine.objects.select_related("evidence"),
        pk=pk,
        evidence__isnull=False,
        award__in=queries.visible_to(request.member),
    )
    assert line.evidence is not None
    return as_download(line.evidence, line.evidence_name)


def _judge(request: MemberRequest, pk: int, action: Any, done: str) -> HttpResponse:
    award = _get(request, pk)
    form = forms.NoteForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            action(award.pk, by=request.member, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, done)
            return redirect("settlements:detail", pk)
    return _show(request, award, note_form=form)


def _is_open(award: Award) -> bool:
    """Whether the grantee can still write: nothing lies with the office."""
    report = queries.report_of(award)
    return report is None or report.status in OPEN


def _get(request: MemberRequest, pk: int) -> Award:
    return get_object_or_404(queries.visible_to(request.member), pk=pk)


def _show(request: MemberRequest, award: Award, **more: Any) -> HttpResponse:
    spent, found = queries.spending_of(award)
    found_report = queries.report_of(award)
    settlement = getattr(award, "settlement", None)
    is_own = request.member.role == "officer"
    is_office = request.member.role == "office"
    is_received = bool(
        found_report and found_report.status == PerformanceReport.Status.SUBMITTED
    )
    return render(
        request,
        "settlements/detail.html",
        {
            "award": award,
            "spent": [
                {
                    "line": one.line,
                    "against": [wording.explain(why) for why in one.against],
                }
                for one in spent
            ],
            "steps": [wording.explain(one) for one in found.steps],
            "proposal": found,
            "report": found_report,
            "settlement": settlement,
            "payment": getattr(settlement, "payment", None),
            "service": getattr(award, "service", None),
            "may_spend": is_own and _is_open(award),
            "may_judge": is_office and is_received,
            "may_pay": is_office
            and settlement is not None
            and settlement.fixed_amount > 0
            and not hasattr(settlement, "payment"),
            "note_form": forms.NoteForm(),
            "payment_form": forms.PaymentForm(),
            **more,
        },
    )

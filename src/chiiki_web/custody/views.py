"""Pages for administrators and auditors: stored files, and the promises of the site."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chiiki.reasons import Reason
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.custody import actions, forms, queries
from chiiki_web.documents.models import StoredFile

PER_PAGE = 20


@access.role("administrator", "auditor")
def files(request: MemberRequest) -> HttpResponse:
    """How much is stored, how far the reading has come, and each file with a problem."""
    now = timezone.now()
    page = Paginator(queries.open_faults(), PER_PAGE).get_page(request.GET.get("page"))
    kept = queries.belongings_of([one.file_id for one in page])
    current = queries.open_pass()
    return render(
        request,
        "custody/files.html",
        {
            "holdings": queries.holdings(now),
            "last": queries.last_pass(),
            "current": current,
            "left": queries.still_to_read(current).count() if current else 0,
            "page": page,
            "problems": [(one, kept[one.file_id]) for one in page],
            "check": queries.last_check(),
        },
    )


@access.role("administrator", "auditor")
def file(request: MemberRequest, pk: int) -> HttpResponse:
    """One stored file: to what it belongs, what was wrong with it, and how it comes back."""
    return _show(request, _get(pk), forms.RestoreForm())


@access.role("administrator")
@require_POST
def again(request: MemberRequest, pk: int) -> HttpResponse:
    """Read one file now, after it was put in its place from a backup."""
    stored = _get(pk)
    try:
        actions.look_again(stored.pk, by=request.member, at=timezone.now())
    except actions.CannotRestore as refusal:
        refusals.say(request, refusal)
    else:
        messages.success(request, _("The file was read: every byte is there."))
    return redirect("custody:file", pk)


@access.role("administrator")
@require_POST
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the same file again in the place of one that cannot be read."""
    stored = _get(pk)
    form = forms.RestoreForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, stored, form)
    try:
        actions.restore_file(
            stored.pk,
            form.cleaned_data["upload"],
            by=request.member,
            at=timezone.now(),
        )
    except actions.CannotRestore as refusal:
        for one in refusal.reasons:
            form.add_error("upload", wording.explain(one))
        return _show(request, stored, form)
    messages.success(request, _("The file is back: every byte is there."))
    return redirect("custody:file", pk)


@access.role("administrator", "auditor")
def promises(request: MemberRequest) -> HttpResponse:
    """What the last daily check found, a sentence for each promise that does not hold."""
    check = queries.last_check()
    broken = [
        wording.explain(Reason(one["code"], one["values"]))
        for one in (check.broken if check else ())
    ]
    more = check.counts["broken"] - len(broken) if check else 0
    shown = {"check": check, "broken": broken, "more": more}
    return render(request, "custody/promises.html", shown)


def _get(pk: int) -> StoredFile:
    return get_object_or_404(StoredFile, pk=pk)


def _show(
    request: MemberRequest, stored: StoredFile, form: forms.RestoreForm
) -> HttpResponse:
    faults = list(stored.faults.order_by("-pk"))
    context: dict[str, Any] = {
        "stored": stored,
        "faults": faults,
        "fault": next((one for one in faults if one.mended_at is None), None),
        "belongings": queries.belongings_of([stored.pk])[stored.pk],
        "form": form,
        "may_restore": request.member.role == "administrator",
    }
    return render(request, "custody/file.html", context)

"""What can be taken away: the receipt, the receipt as PDF, and every file."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import Attachment
from chiiki_web.applications.views import pages
from chiiki_web.documents.queries import not_readable
from chiiki_web.documents.responses import as_download
from chiiki_web.plans.views import copy_page

OWN = {"officer", "auditor"}


@access.role("officer", "office", "auditor")
def receipt(request: MemberRequest, pk: int) -> HttpResponse:
    """Number, time to the second, and the SHA-256 of each stored file."""
    application = pages.readable(request, pk)
    submissions = list(application.submissions.order_by("-version"))
    if not submissions:
        return redirect("applications:detail", pk)
    return render(
        request,
        "applications/receipt.html",
        {
            "application": application,
            "submission": submissions[0],
            "earlier": submissions[1:],
            "not_readable": not_readable(
                {one["sha256"]: one["size"] for one in submissions[0].files}
            ),
        },
    )


@access.role("officer", "office", "auditor")
def receipt_pdf(request: MemberRequest, pk: int, version: int) -> FileResponse:
    """The receipt of one version as PDF; made now if nobody has asked before."""
    application = pages.readable(request, pk)
    submission = get_object_or_404(application.submissions, version=version)
    stored = actions.make_receipt(submission.pk, at=timezone.now())
    return as_download(stored, f"{application.number}-{version}.pdf")


@access.role("officer")
def copy(request: MemberRequest, pk: int) -> HttpResponse:
    """Start a new plan with what was sent, as it was frozen."""
    application = pages.readable(request, pk)
    submission = application.submissions.order_by("-version").first()
    if submission is None:
        return redirect("plans:copy", application.plan_id)
    number = application.number or ""
    return copy_page(request, application.plan, submission.snapshot, number)


@access.role("officer", "office", "reviewer", "auditor")
def download(request: MemberRequest, pk: int) -> FileResponse:
    """A file of an application, always as a download; a draft's only to its own body."""
    attachment = get_object_or_404(
        Attachment.objects.select_related("file"),
        pk=pk,
        application__in=queries.readable_by(request.member),
    )
    if request.member.role not in OWN and not queries.is_sent(attachment):
        raise Http404
    return as_download(attachment.file, attachment.name)

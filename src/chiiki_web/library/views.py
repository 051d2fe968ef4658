"""Pages of the case library."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.library import actions, forms, queries
from chiiki_web.library.models import CaseStudy
from chiiki_web.services import queries as services

PER_PAGE = 20


@access.public
def listed(request: HttpRequest) -> HttpResponse:
    """What was tried elsewhere, what worked and what did not."""
    form = forms.SearchForm(request.GET)
    chosen = form.chosen()
    page = Paginator(queries.matching(**chosen), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "library/list.html",
        {"page": page, "form": form, "is_search": any(chosen.values())},
    )


@access.public
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    study = get_object_or_404(queries.published(), pk=pk)
    return render(request, "library/detail.html", {"study": study})


@access.role("officer", "office")
def publish(request: MemberRequest, service_pk: int) -> HttpResponse:
    """Share what a service taught."""
    rows = services.visible_to(request.member).select_related(
        "award__application__plan"
    )
    service = get_object_or_404(rows, pk=service_pk)
    if study := CaseStudy.objects.filter(service=service).first():
        return redirect("library:detail", study.pk)
    form = forms.StudyForm(access.typed(request), initial=queries.known_of(service))
    if request.method == "POST" and form.is_valid():
        try:
            study = actions.publish_study(
                service.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotPublish as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("Published. Other regions can read it now."))
            return redirect("library:detail", study.pk)
    return render(request, "library/publish.html", {"form": form, "service": service})

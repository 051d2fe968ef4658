"""How the answers come in: counts, maps, and the list of recipients."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.sheets.responses import as_csv, as_file
from chiiki_web.surveys import actions, forms, queries
from chiiki_web.surveys.models import Recipient, Survey
from chiiki_web.surveys.queries import recipients
from chiiki_web.surveys.queries.classes import class_name
from chiiki_web.surveys.queries.response import Response
from chiiki_web.surveys.queries.ways import officers_of
from chiiki_web.surveys.views import drawing, pages
from chiiki_web.ui import formats

PER_PAGE = 50
LIVE_SECONDS = 30
MOST_LETTERS = 300  # pages of one file


@access.role(*pages.READERS)
def response(request: MemberRequest, code: str) -> HttpResponse:
    """The response so far; an open survey's page brings itself up to date."""
    survey = pages.survey_or_404(request, code)
    found, now = Response(survey), timezone.now()
    context = {
        "survey": survey,
        "acts": pages.acts(request, survey),
        "found": found,
        "now": now,
        "is_open": queries.is_open(survey, now),
        "seconds": LIVE_SECONDS,
        "size_chart": drawing.by_size_class(found),
        "map": drawing.by_prefecture(found),
        "place_chart": drawing.by_invented_prefecture(found),
        "day_chart": drawing.by_day(found, timezone.localdate(now)),
    }
    name = "live.html" if request.GET.get("part") == "live" else "response.html"
    return render(request, f"surveys/{name}", context)


@access.role(*pages.READERS)
def listed(request: MemberRequest, code: str) -> HttpResponse:
    """Recipients by state, prefecture, size class and text."""
    survey = pages.survey_or_404(request, code)
    form = _filter(request, survey)
    rows = recipients.listed(survey, form.chosen())
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "survey": survey,
        "acts": pages.acts(request, survey),
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "query": query.urlencode(),
        "is_filtered": any(form.chosen().values()),
        "is_open": queries.is_open(survey, timezone.now()),
        "without_way": recipients.without_way(survey).count(),
    }
    return render(request, "surveys/recipients.html", context)


@access.role(*pages.READERS)
def listed_csv(request: MemberRequest, code: str) -> HttpResponseBase:
    """The same rows as CSV."""
    survey = pages.survey_or_404(request, code)
    rows = recipients.listed(survey, _filter(request, survey).chosen())
    heads = [
        *(_("Number"), _("Code"), _("Name"), _("Prefecture"), _("Size class")),
        *(_("Stratum"), _("Mail address"), _("State"), _("Invited"), _("Opened")),
        *(_("Submitted"), _("Reminders"), _("Left out because")),
    ]
    name = f"{survey.code}-recipients.csv"
    lines = (_line(one) for one in rows.iterator())
    return as_csv(name, heads, lines, language=get_language() or "ja")


@access.role(*pages.READERS)
def recipient(request: MemberRequest, code: str, number: int) -> HttpResponse:
    """One recipient: what it was sent, how far it is, and another link."""
    found = pages.recipient_or_404(request, code, number)
    return _show(request, found)


@access.role("office")
def renew(request: MemberRequest, code: str, number: int) -> HttpResponse:
    """Send a new link, to another address if one is typed."""
    found = pages.recipient_or_404(request, code, number)
    form = forms.AddressForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        is_done = pages.succeeds(
            request,
            lambda: actions.renew_link(
                found.pk,
                form.cleaned_data["email"],
                seen=request.POST.get("seen", ""),
                by=request.member,
                at=timezone.now(),
            ),
            _("A new link is on its way; the old one opens nothing any more."),
        )
        if is_done:
            return redirect("surveys:recipient", code, number)
    return _show(request, found, address_form=form)


@access.role("office")
def correct(request: MemberRequest, code: str, number: int) -> HttpResponse:
    """Let one recipient answer or correct after closing."""
    found = pages.recipient_or_404(request, code, number)
    form = forms.CorrectForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        is_done = pages.succeeds(
            request,
            lambda: actions.let_correct(
                found.pk,
                form.until(),
                ground=form.cleaned_data["ground"],
                by=request.member,
                at=timezone.now(),
            ),
            _("It can be corrected until then."),
            form=form,
        )
        if is_done:
            return redirect("surveys:recipient", code, number)
    return _show(request, found, correct_form=form)


@access.role("office")
def letters(request: MemberRequest, code: str) -> HttpResponse:
    """Letters on paper, with their links, for those whom no mail reaches."""
    survey = pages.survey_or_404(request, code)
    waiting = recipients.without_way(survey).exclude(state=Recipient.State.SUBMITTED)
    asked = [(one, queries.address_of(one)) for one in waiting[:MOST_LETTERS]]
    if survey.is_draft or not asked:
        messages.info(request, _("There is nobody to write to on paper."))
        return redirect("surveys:recipients", code)
    pdf = actions.letters_pdf(survey, asked, at=timezone.now())
    return as_file(pdf, f"{survey.code}-letters.pdf", "application/pdf")


@access.role("office")
def posted(request: MemberRequest, code: str) -> HttpResponse:
    """Say that the letters on paper have gone."""
    survey = pages.survey_or_404(request, code)
    if request.method == "POST":
        return pages.do(
            request,
            lambda: actions.hand_over_letters(
                survey.pk, by=request.member, at=timezone.now()
            ),
            _("They count as invited now."),
            "surveys:response",
            code,
            nothing=_("There is nobody to write to on paper."),
        )
    return redirect("surveys:recipients", code)


def _show(request: MemberRequest, found: Recipient, **bound: object) -> HttpResponse:
    survey = found.survey
    answer = getattr(found, "answer", None)  # of an app above; a site may have none
    acts = pages.acts(request, survey) and not survey.is_draft and found.drawn
    context: dict[str, object] = {
        "survey": survey,
        "recipient": found,
        "acts": acts,
        "link": _link(found) if acts and not found.email else "",
        "letters": found.letters.select_related("asked_by__user").order_by("-pk"),
        "officers": officers_of(found) if found.municipality_id else (),
        "address_form": forms.AddressForm(initial={"email": found.email}),
        "correct_form": forms.CorrectForm(initial={"closes_time": "17:00"}),
        "class_name": class_name(found.size_class),
        "sent_last_at": getattr(answer, "submitted_at", None),
        "may_correct": _is_later(found.may_correct_until, timezone.now()),
    }
    return render(request, "surveys/recipient.html", context | bound)


def _link(recipient: Recipient) -> str:
    return f"{settings.CHIIKI_ADDRESS}{queries.address_of(recipient)}"


def _is_later(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and now < moment


def _filter(request: MemberRequest, survey: Survey) -> forms.RecipientFilter:
    return forms.RecipientFilter(
        request.GET,
        prefectures=recipients.prefectures_of(survey),
        size_classes=recipients.size_classes_of(survey),
    )


def _line(one: Recipient) -> Iterator[object]:
    yield one.number
    yield one.municipality_id
    yield formats.local(one, "name")
    yield formats.local(one, "prefecture")
    yield class_name(one.size_class)
    yield class_name(one.stratum)
    yield one.email
    if one.drawn:
        yield one.get_state_display()
    else:
        yield _("left out") if one.is_excluded else _("not asked")
    for moment in (one.invited_at, one.first_opened_at, one.submitted_at):
        yield None if moment is None else timezone.localtime(moment)
    yield one.reminders
    yield one.excluded_reason

"""A survey that runs: opening, reminders, a longer time, closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.surveys import actions, forms
from chiiki_web.surveys.models import Recipient, Survey
from chiiki_web.surveys.queries import recipients
from chiiki_web.surveys.queries.stamp import stamp_of_survey
from chiiki_web.surveys.views import pages
from chiiki_web.ui import confirming, formats

MOST_NAMED = 30
GROUP_WORDS = {
    "unopened": gettext_lazy("those who have not opened it"),
    "opened": gettext_lazy("those who have opened it and answered nothing"),
    "begun": gettext_lazy("those who have answered in part"),
    "all": gettext_lazy("all who have not submitted"),
}


@access.role("office")
def open_survey(request: MemberRequest, code: str) -> HttpResponse:
    """Freeze what is asked and of whom; the worker sends the invitations."""
    survey = pages.survey_or_404(request, code)
    return _ask_first(
        request,
        survey,
        lambda now: _must_open(survey, now),
        lambda: _opening(survey),
        lambda now: actions.open_survey(
            survey.pk, shown=confirming.shown(request), by=request.member, at=now
        ),
        _("The survey is opened. The invitations are on their way."),
    )


@access.role("office")
def close(request: MemberRequest, code: str) -> HttpResponse:
    """Close before the hour."""
    survey = pages.survey_or_404(request, code)
    return _ask_first(
        request,
        survey,
        lambda _now: actions.must_be_in(survey, Survey.State.OPEN),
        lambda: _closing(survey),
        lambda now: actions.close_survey(survey.pk, by=request.member, at=now),
        _("The survey is closed."),
    )


@access.role("office")
def remind(request: MemberRequest, code: str) -> HttpResponse:
    """Choose a group, see whom it is, and remind them."""
    survey = pages.survey_or_404(request, code)
    group = request.POST.get("group", "")
    now = timezone.now()
    if pages.is_refused(request, lambda: actions.must_take_answers(survey, now)):
        return redirect("surveys:office", code)
    if request.method == "POST" and group in actions.GROUPS:
        if confirming.is_new(request):
            if pages.is_refused(
                request, lambda: actions.must_find_some(survey, group, now)
            ):
                return redirect("surveys:remind", code)
            return confirming.ask(request, _reminding(survey, group, now))
        if confirming.is_confirmed(request):
            return _reminded(request, survey, group, now)
    counts = [
        (name, GROUP_WORDS[name], actions.to_remind(survey, name, now).count())
        for name in actions.GROUPS
    ]
    context = {
        "survey": survey,
        "groups": counts,
        "first": next((name for name, _words, count in counts if count), ""),
        "without_way": recipients.without_way(survey)
        .exclude(state="submitted")
        .count(),
    }
    return render(request, "surveys/remind.html", context)


@access.role("office")
def extend(request: MemberRequest, code: str) -> HttpResponse:
    """A later closing time, with the reason."""
    survey = pages.survey_or_404(request, code)
    opened = (Survey.State.OPEN, Survey.State.CLOSED)
    if pages.is_refused(request, lambda: actions.must_be_in(survey, *opened)):
        return redirect("surveys:office", code)
    closes = timezone.localtime(survey.closes_at)
    form = forms.LaterForm(
        access.typed(request), initial={"closes_time": f"{closes:%H:%M}"}
    )
    if request.method == "POST" and form.is_valid():
        is_done = pages.succeeds(
            request,
            lambda: actions.extend(
                survey.pk,
                form.until(),
                ground=form.cleaned_data["ground"],
                by=request.member,
                at=timezone.now(),
            ),
            _("The survey stays open for longer."),
            form=form,
        )
        if is_done:
            return redirect("surveys:office", code)
    return render(request, "surveys/extend.html", {"survey": survey, "form": form})


def _ask_first(
    request: MemberRequest,
    survey: Survey,
    must: Callable[[datetime], object],
    question: Callable[[], confirming.Question],
    deed: Callable[[datetime], object],
    done: str,
) -> HttpResponse:
    if request.method == "POST" and confirming.is_new(request):
        if not pages.is_refused(request, lambda: must(timezone.now())):
            return confirming.ask(request, question())
        return redirect("surveys:office", survey.code)
    if not confirming.is_confirmed(request):
        return redirect("surveys:office", survey.code)
    return pages.do(
        request, lambda: deed(timezone.now()), done, "surveys:office", survey.code
    )


def _reminded(
    request: MemberRequest, survey: Survey, group: str, now: datetime
) -> HttpResponse:
    def said(count: int) -> str:
        words = ngettext(
            "A reminder goes to %(count)s recipient.",
            "Reminders go to %(count)s recipients.",
            count,
        )
        return words % {"count": formats.number(count)}

    return pages.do(
        request,
        lambda: actions.remind(survey.pk, group, by=request.member, at=now),
        said,
        "surveys:remind",
        survey.code,
    )


def _must_open(survey: Survey, now: datetime) -> None:
    actions.must_be_in(survey, Survey.State.DRAFT)
    actions.must_open(survey, now)


def _opening(survey: Survey) -> confirming.Question:
    shown = stamp_of_survey(survey)  # before the counts: what comes between is refused
    asked = survey.recipients.filter(drawn=True).count()
    left_out = survey.recipients.exclude(excluded_reason="").count()
    return confirming.Question(
        title=_("Open the survey?"),
        said=[
            (_("Survey"), str(survey)),
            (_("Questionnaire"), str(survey.questionnaire)),
            (pgettext("how many", "Asked"), formats.counted(asked, "bodies")),
            (_("Left out by name"), formats.counted(left_out, "bodies")),
            (_("Without a mail address or account"), _without_way(survey)),
            (_("Opens"), formats.day_and_time(survey.opens_at)),
            (pgettext("survey", "Closes"), formats.day_and_time(survey.closes_at)),
        ],
        follows=(
            _(
                "The questionnaire and the frame are frozen and cannot be changed any more."
            ),
            _("Each recipient is sent a link of its own from the opening time on."),
            _("The survey appears on the public pages."),
        ),
        button=_("Open the survey"),
        is_grave=True,
        shown=shown,
    )


def _without_way(survey: Survey) -> str:
    """How many no mail reaches, and which: they are to be written to on paper."""
    rows = recipients.without_way(survey)
    count = rows.count()
    said = formats.counted(count, "bodies")
    return f"{said}{formats.colon()}{_names(rows, count)}" if count else said


def _names(rows: QuerySet[Recipient], count: int) -> str:
    names = [formats.local(one, "name") for one in rows[:MOST_NAMED]]
    if count > len(names):
        names.append(_("and %(n)s more") % {"n": formats.number(count - len(names))})
    return formats.between().join(names)


def _closing(survey: Survey) -> confirming.Question:
    waiting = survey.recipients.filter(drawn=True).exclude(state="submitted").count()
    return confirming.Question(
        title=_("Close the survey now?"),
        said=[
            (_("Survey"), str(survey)),
            (_("Closes by itself"), formats.day_and_time(survey.closes_at)),
            (_("Without submitted answers"), formats.counted(waiting, "bodies")),
        ],
        follows=(
            _("Nobody can answer any more; what was answered in part is kept."),
            _("A later closing time opens it again."),
        ),
        button=_("Close the survey"),
        is_grave=True,
    )


def _reminding(survey: Survey, group: str, now: datetime) -> confirming.Question:
    rows = actions.to_remind(survey, group, now)
    count = rows.count()
    return confirming.Question(
        title=_("Remind them?"),
        said=[
            (_("Whom"), str(GROUP_WORDS[group])),
            (_("How many"), formats.counted(count, "bodies")),
            (_("Names"), _names(rows, count) or formats.NOTHING),
        ],
        follows=(
            _(
                "Each is sent a mail with its link; people with an account get a message."
            ),
            _("Whoever was reminded today is not among them."),
        ),
        button=_("Send the reminders"),
    )

"""Whose answers a link opens, for whoever follows it, and what every page shows of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chiiki.questionnaire import Part, Questionnaire, parts
from chiiki_web import access
from chiiki_web.accounts.models import Membership
from chiiki_web.answers import queries
from chiiki_web.answers.actions import Writer
from chiiki_web.answers.models import Answer
from chiiki_web.surveys import queries as surveys
from chiiki_web.surveys.models import Recipient, Survey
from chiiki_web.ui import formats


@dataclass(frozen=True, slots=True)
class Place:
    """A recipient, their survey, what it asks, and their answers so far."""

    token: str
    recipient: Recipient
    asked: Questionnaire
    answer: Answer | None
    may_answer: bool
    writer: Writer

    @property
    def survey(self) -> Survey:
        return self.recipient.survey

    @property
    def until(self) -> datetime:
        """When their time is over: the office may have let them correct after closing."""
        own, common = self.recipient.may_correct_until, self.survey.closes_at
        return common if own is None else max(own, common)

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.answer.values) if self.answer else {}

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0

    @property
    def waiting(self) -> int:
        """How many keys have a second answer between which somebody must choose."""
        if self.answer is None:
            return 0
        return self.answer.seconds.filter(settled_at__isnull=True).count()

    def part(self, code: str) -> Part | None:
        return next((one for one in parts(self.asked) if one.code == code), None)


Page = Callable[..., HttpResponse]
Opened = Callable[..., HttpResponseBase]


def linked(page: Page) -> Opened:
    """The door of a link: without an account; one that is dead says so in a sentence."""

    @access.public
    @never_cache
    @wraps(page)
    def opened(request: HttpRequest, token: str, **rest: Any) -> HttpResponse:
        recipient = surveys.recipient_by_token(token)
        if recipient is None or recipient.survey.is_draft:
            typed = access.typed(request)
            kept = _typed_in_words(typed) if typed is not None else ""
            return render(request, "answers/dead.html", {"kept": kept}, status=404)
        place = Place(
            token=token,
            recipient=recipient,
            asked=surveys.questionnaire_of(recipient.survey),
            answer=queries.answer_of(recipient),
            may_answer=surveys.may_answer(recipient, timezone.now()),
            writer=writer_of(request, recipient),
        )
        return page(request, place, **rest)

    return opened


def _typed_in_words(typed: QueryDict) -> str:
    """What a form said whose link is dead, so that nobody has to type it again."""
    return "\n".join(
        f"{key}{formats.colon()}{', '.join(values)}"
        for key, values in typed.lists()
        if key.partition(".")[1] and any(values)
    )


def writer_of(request: HttpRequest, recipient: Recipient) -> Writer:
    """Who is signed in is named if it is an officer of that municipality, else nobody."""
    member: Membership | None = getattr(request, "member", None)
    if member is None or member.role != Membership.Role.OFFICER:
        return Writer()
    own = member.organisation.municipality_id
    if own is None or own != recipient.municipality_id:
        return Writer()
    return Writer(name=member.user.name, member=member)


def show(
    request: HttpRequest, place: Place, template: str, **context: Any
) -> HttpResponse:
    """A page with what all of them show."""
    status = context.pop("status", 200)
    common = {
        "place": place,
        "token": place.token,
        "recipient": place.recipient,
        "survey": place.survey,
        "may_answer": place.may_answer,
        "until": place.until,
        "waiting": place.waiting,
    }
    return render(request, template, common | context, status=status)

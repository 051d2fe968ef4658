"""What programs read of the catalogue: public, cacheable, with an ETag."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

from chiiki_web import access
from chiiki_web.api import calendar as calendars
from chiiki_web.api import feed as feeds
from chiiki_web.api import forms, queries
from chiiki_web.api import subsidies as shapes
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call, Programme
from chiiki_web.schemes.queries.linked_data import linked_call, linked_programme

View = Callable[..., HttpResponse]
LINKED = "application/ld+json"
CALENDAR = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
FRESH = 300  # seconds for which an answer may be kept
SHOWN = 200  # entries of the feed


def for_programs(view: View) -> View:
    """An answer that any program may read and keep for a while, asked for by GET alone.

    Nothing changes here, so a program that sends something is told of GET, not of a token.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    kept = cache_control(public=True, max_age=FRESH)(conditional_page(answer))
    return csrf_exempt(require_safe(kept))


@access.public
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """What programs can read here, for the people who write them."""
    call = queries.catalogue().order_by("-opens_at", "-pk").first()
    context = {
        "address": settings.CHIIKI_ADDRESS,
        "call": call,
        "call_id": f"call-{call.pk}" if call else "",
        "programme": Programme.objects.first(),
        "minutes": FRESH // 60,
    }
    return render(request, "api/guide.html", context)


@access.public
@for_programs
def subsidies(request: HttpRequest) -> HttpResponse:
    """The list of calls; open ones unless ``acceptance=0``."""
    form = forms.SubsidiesForm(request.GET)
    if not form.is_valid():
        told = form.errors.get_json_data()
        faults = {
            name: " ".join(one["message"] for one in found)
            for name, found in told.items()
        }
        message = " ".join(f"{name}: {told}" for name, told in faults.items())
        return _json({"message": message, "errors": faults}, status=400)
    now = timezone.now()
    found = queries.found(
        keyword=form.cleaned_data["keyword"],
        field=form.cleaned_data["use_purpose"],
        area=form.cleaned_data["target_area_search"],
        only_open=form.only_open(),
        order=form.ordering(),
        at=now,
    )
    rows = [shapes.in_list(one, schemes.scheme_of(one), now) for one in found]
    return _json(shapes.framed(rows))


@access.public
@for_programs
def subsidy(request: HttpRequest, subsidy_id: str) -> HttpResponse:
    """One call with everything that is public of it."""
    number = shapes.number_of(subsidy_id)
    call = queries.catalogue().filter(pk=number).first() if number else None
    if call is None:
        message = f"id: {subsidy_id[:80]} は見つかりません。 / not found"
        return _json({"message": message}, status=404)
    version = schemes.version_of(call)
    shape = shapes.in_full(
        call,
        schemes.scheme_of(call),
        version.text,
        settings.CHIIKI_ADDRESS,
        timezone.now(),
    )
    return _json(shapes.framed([shape]))


@access.public
@for_programs
def openapi(request: HttpRequest) -> HttpResponse:
    """What can be asked here, for programs that read OpenAPI."""
    text = files("chiiki_web.api").joinpath("openapi.json").read_text(encoding="utf-8")
    document = json.loads(text)
    document["servers"] = [{"url": f"{settings.CHIIKI_ADDRESS}/api"}]
    return _json(document)


@access.public
@for_programs
def feed(request: HttpRequest) -> HttpResponse:
    """What happened to calls, the newest first."""
    calls = list(queries.catalogue()[:SHOWN])
    news = queries.news(calls, timezone.now())[:SHOWN]
    text = feeds.atom(news, settings.CHIIKI_ADDRESS)
    return HttpResponse(text, content_type=ATOM)


@access.public
@for_programs
def calendar(request: HttpRequest) -> HttpResponse:
    """The deadlines of every call that is open or announced."""
    calls = list(queries.catalogue().filter(closes_at__gt=timezone.now()))
    return _calendar(calls)


@access.public
@for_programs
def call_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The deadline of one call."""
    return _calendar([get_object_or_404(queries.catalogue(), pk=pk)])


@access.public
@for_programs
def call_linked(request: HttpRequest, pk: int) -> HttpResponse:
    """One call as JSON-LD."""
    call = get_object_or_404(queries.catalogue(), pk=pk)
    found = linked_call(
        call,
        schemes.scheme_of(call),
        timezone.now(),
        _page("schemes:call", call.pk),
        _page("schemes:detail", call.programme_id),
    )
    return _json(found, LINKED)


@access.public
@for_programs
def programme_linked(request: HttpRequest, code: str) -> HttpResponse:
    """One programme as JSON-LD."""
    programme = get_object_or_404(Programme, pk=code)
    return _json(linked_programme(programme, _page("schemes:detail", code)), LINKED)


def _calendar(calls: list[Call]) -> HttpResponse:
    found = calendars.deadlines(
        calls,
        queries.extended(calls),
        queries.rounds_moved(calls),
        settings.CHIIKI_ADDRESS,
    )
    response = HttpResponse(found, content_type=CALENDAR)
    response.headers["Content-Disposition"] = 'inline; filename="chiiki-calls.ics"'
    return response


def _page(name: str, key: object) -> str:
    return f"{settings.CHIIKI_ADDRESS}{reverse(name, args=[key])}"


def _json(
    content: dict[str, Any], kind: str = "application/json", status: int = 200
) -> JsonResponse:
    return JsonResponse(
        content,
        status=status,
        content_type=f"{kind}; charset=utf-8",
        json_dumps_params={"ensure_ascii": False},
    )

"""What everybody may read: finished placements, and lessons of those under way."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from chiiki_web import access
from chiiki_web.placements import queries
from chiiki_web.placements.views import drawing

PER_PAGE = 20


@access.public
def published_list(request: HttpRequest) -> HttpResponse:
    """Placements of which something is open to everybody."""
    page = Paginator(queries.public(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "placements/public_list.html", {"page": page})


@access.public
def published(request: HttpRequest, pk: int) -> HttpResponse:
    """Only what the region agreed to publish; nothing else of the placement."""
    found = get_object_or_404(queries.public(), pk=pk)
    told = found.published_at is not None
    abilities = list(found.abilities.all()) if told and found.shows_abilities else []
    return render(
        request,
        "placements/public.html",
        {
            "placement": found,
            "found": found.request,
            "is_told": told,
            "milestones": list(found.milestones.all())
            if told and found.shows_milestones
            else [],
            "chart": drawing.chart(abilities, queries.levels(found))
            if abilities
            else None,
            "lessons": list(queries.public_know_how(found)),
        },
    )

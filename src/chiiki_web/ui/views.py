"""The gallery: every part of the look on one page, to be looked at and tested."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chiiki_web import access
from chiiki_web.ui import gallery as samples


@access.public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show each tag once, with invented values."""
    return render(
        request,
        "ui/gallery.html",
        {
            "form": samples.form(),
            "steps": samples.steps(),
            "history": samples.history(),
            "facts": samples.facts(),
            "list_page": samples.page_of_list(),
            "charts": samples.all_charts(),
            "map": samples.tile_map(),
            "rows": samples.rows(),
        },
    )

"""The gallery: every part of the look on one page, to be looked at and tested."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chiiki_web import access


@access.public
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", {})

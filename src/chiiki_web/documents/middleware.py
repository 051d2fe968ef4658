"""A page that says so when a stored file cannot be given out at present."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chiiki_web.documents.responses import FileNotReadable

Handler = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)
UNAVAILABLE = 503


class FileNotReadableMiddleware:
    """Answer a download that the disk refuses with a sentence instead of a fault."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, fault: Exception
    ) -> HttpResponse | None:
        if not isinstance(fault, FileNotReadable):
            return None
        logger.error("a stored file cannot be read: %s", fault.__cause__)
        response = render(
            request,
            "documents/not_readable.html",
            {"name": fault.name},
            status=UNAVAILABLE,
        )
        response.headers["Cache-Control"] = "no-store"
        return response

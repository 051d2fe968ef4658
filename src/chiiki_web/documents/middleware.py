"""Before anything is read: how much may be sent. And a page for a file not to be had."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chiiki_web.documents import kinds
from chiiki_web.documents.responses import FileNotReadable

Handler = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger(__name__)
UNAVAILABLE = 503
LONGEST_NUMBER = 18  # digits


class MostSentMiddleware:
    """Refuse a request larger than any form with its file, before it fills the disk.

    Django bounds the fields of a form; a file it writes down first, whoever sends it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.CHIIKI_ATTACHMENT_MAX_BYTES + kinds.BESIDE_A_FILE
        if length.isdecimal() and int(length[:LONGEST_NUMBER]) > most:
            raise RequestDataTooBig("larger than any form with its file")
        return self.get_response(request)


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

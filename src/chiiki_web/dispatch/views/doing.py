"""A button of the page of a request: the deed, or why not; then the page again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from chiiki_web import refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.refusals import Refusal

Made = TypeVar("Made")


def do(
    request: MemberRequest,
    pk: int,
    deed: Callable[[], Made],
    done: str | Promise | Callable[[Made], str],
) -> HttpResponse:
    """Only a POST does anything; ``done`` is what is said then, which may depend on it."""
    if request.method == "POST":
        try:
            made = deed()
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            said = done(made) if callable(done) else str(done)
            messages.success(request, said)
    return redirect("dispatch:detail", pk)

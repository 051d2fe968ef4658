"""A look back before something that many people feel: what was typed, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

ANSWER = "confirm"
YES, BACK = "yes", "back"
SHOWN = "shown"
OWN = ("csrfmiddlewaretoken", ANSWER, SHOWN)


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked before it is done.

    ``shown`` is a stamp of what the page says, so that the deed can refuse anything else.
    """

    title: str
    said: Sequence[tuple[str, str]]
    follows: Sequence[str]
    button: str
    is_grave: bool = False
    shown: str = ""


def is_new(request: HttpRequest) -> bool:
    """Whether what was sent is still to be confirmed."""
    return request.POST.get(ANSWER) not in (YES, BACK)


def is_confirmed(request: HttpRequest) -> bool:
    return request.POST.get(ANSWER) == YES


def shown(request: HttpRequest) -> str:
    """The stamp that came back with the answer; nothing from a page without one."""
    return request.POST.get(SHOWN, "")


def ask(request: HttpRequest, question: Question) -> HttpResponse:
    """The page that asks; it carries everything that was typed, both ways."""
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in OWN
        for value in values
    ]
    return render(
        request, "ui/confirm.html", {"question": question, "carried": carried}
    )

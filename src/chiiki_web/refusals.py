"""A deed that was refused, with every reason, and how a page says so."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest

from chiiki.reasons import Reason
from chiiki_web import wording


class Refusal(Exception):
    """Nothing was changed; ``reasons`` says why. Each action names its own kind."""

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__(", ".join(one.code for one in reasons))


def say(request: HttpRequest, refusal: Refusal) -> None:
    """Put each reason on the next page, in the reader's language."""
    for one in refusal.reasons:
        messages.error(request, wording.explain(one))


def does(request: HttpRequest, deed: Callable[[], object], done: str) -> bool:
    """Do one thing; the next page says that it is ``done``, or why it was refused."""
    try:
        deed()
    except Refusal as refusal:
        say(request, refusal)
        return False
    messages.success(request, done)
    return True


def typed_in(form: Form | None, name: str) -> str:
    """What was typed into a form that the page cannot show any more, to be copied."""
    return str(form[name].value() or "") if form is not None and form.is_bound else ""

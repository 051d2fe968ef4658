"""Tell the people of the applicant what the office did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from chiiki_web.accounts import queries as accounts
from chiiki_web.applications import queries
from chiiki_web.applications.models import Application, Comment
from chiiki_web.outbox.actions import tell
from chiiki_web.ui import formats


def tell_applicant(
    application: Application,
    kind: str,
    subject: str | Promise,
    body: str | Promise,
    note: str,
    at: datetime,
) -> None:
    """One message a person; subject and body may say %(number)s and %(note)s."""
    tell(
        accounts.holders("officer", application.organisation),
        kind,
        subject=subject,
        body=body,
        values={"number": application.number, "note": note},
        path=f"/applications/{application.pk}/",
        key=f"{kind}:{application.pk}:{at.isoformat()}",
        at=at,
    )


def tell_returned(
    application: Application,
    listed: Sequence[Comment],
    correct_by: datetime,
    at: datetime,
) -> None:
    """What is to be corrected, beside which part, in which case and until when."""
    submission = queries.last_submission(application)
    asked = queries.answers_in(submission.snapshot) if submission else {}
    tell(
        accounts.holders("officer", application.organisation),
        "application.returned",
        subject=_("Please correct application %(number)s"),
        body=_(
            "“%(title)s”\nTo be corrected until: %(until)s\n\n"
            "What the office asks for:\n%(list)s"
        ),
        values={
            "number": application.number,
            "title": submission.snapshot["title"] if submission else "",
            "until": _Said(lambda: formats.day_and_time(correct_by)),
            "list": _Said(lambda: _corrections(listed, asked)),
        },
        path=f"/applications/{application.pk}/",
        key=f"application.returned:{application.pk}:{at.isoformat()}",
        at=at,
    )


def _corrections(listed: Sequence[Comment], asked: Mapping[str, Any]) -> str:
    between = pgettext("before a list", ": ")
    return "\n".join(
        f"・{queries.label_of(one.part, asked)}{between}{one.text}" for one in listed
    )


class _Said:
    """Words that are said anew in each language of a message."""

    def __init__(self, say: Callable[[], str]) -> None:
        self._say = say

    def __str__(self) -> str:
        return self._say()

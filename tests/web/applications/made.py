"""Applications for tests, at each stage, with the people on both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from chiiki_web import wording
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import (
    Application,
    Attachment,
    Comment,
    Submission,
)
from chiiki_web.audit import queries as audit
from chiiki_web.outbox import queries as outbox
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Call
from web import make
from web.make import NOW

PDF = b"%PDF-1.7 sample"


@dataclass(frozen=True, slots=True)
class People:
    """An applicant's officer, an office, and the call between them."""

    officer: Membership
    office: Membership
    call: Call


def people() -> People:
    office = make.member("office")
    return People(make.member(), office, make.call(office))


def paper(name: str = "計画.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attach(
    application: Application,
    by: Membership,
    upload: SimpleUploadedFile | None = None,
    kind: str = "plan",
    at: datetime = NOW,
) -> Attachment:
    return actions.attach_file(
        application.pk, kind=kind, upload=upload or paper(), by=by, at=at
    )


def draft(who: People, *, with_file: bool = True) -> Application:
    """A full plan with one document, ready to be sent."""
    plan = make.full_plan(who.officer)
    made = actions.start_application(plan.pk, who.call.pk, by=who.officer, at=NOW)
    if with_file:
        attach(made, who.officer)
    return made


def submit(
    application: Application, who: People, key: UUID | None = None, at: datetime = NOW
) -> Submission:
    return actions.submit_application(
        application.pk, key=key or uuid4(), by=who.officer, at=at
    )


def received(who: People) -> Application:
    """An application that waits at the desk."""
    made = draft(who)
    submit(made, who)
    return fresh(made)


def returned(who: People, until: datetime) -> Application:
    """An application that the office has sent back."""
    made = received(who)
    actions.return_application(
        made.pk,
        note="収支予算書を直してください。",
        correct_by=until,
        form_key=uuid4(),
        by=who.office,
        at=NOW,
    )
    return fresh(made)


def comment_as(by: Membership) -> Callable[[Application], Comment]:
    """A function that lets one person say something beside an application."""

    def say(application: Application, text: str = "見本の連絡です。") -> Comment:
        return actions.comment(
            application.pk, text=text, form_key=uuid4(), by=by, at=NOW
        )

    return say


def check_all(application: Application, office: Membership) -> None:
    for item in queries.COMPLETENESS:
        actions.check_completeness(
            application.pk, item=item, is_in_order=True, by=office, at=NOW
        )


def accepted(who: People) -> Application:
    made = received(who)
    check_all(made, who.office)
    return actions.accept_application(made.pk, by=who.office, at=NOW)


def fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def codes(caught: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [one.code for one in caught.value.reasons]


def sentences(caught: pytest.ExceptionInfo[Refusal], language: str) -> str:
    """Everything that a refusal says, as the reader of a language sees it."""
    with translation.override(language):
        return "\n".join(wording.explain(one) for one in caught.value.reasons)


def names(application: Application) -> list[str]:
    """What happened to an application, in order."""
    return [one.name for one in audit.history_of(application)]


def told(member: Membership) -> list[tuple[str, str]]:
    """What a person was told, the first on top: kind and path."""
    return [(one.kind, one.path) for one in reversed(outbox.messages_for(member.user))]

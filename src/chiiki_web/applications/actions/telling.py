"""Tell the people of the applicant what the office did."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise

from chiiki_web.accounts import queries as accounts
from chiiki_web.applications.models import Application
from chiiki_web.outbox.actions import tell


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

"""Hold an application while something happens to it."""

from __future__ import annotations

from collections.abc import Sequence

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.refusals import Refusal

WHOLE = ("call__office", "call__programme", "plan", "organisation")


class CannotExamine(Refusal):
    """The application stays as it was."""


def hold(application_id: int, related: Sequence[str] = WHOLE) -> Application:
    """The application, locked until the transaction ends, with what is read of it."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related(*related)
        .get(pk=application_id)
    )


def hold_own(
    application_id: int,
    by: Membership,
    refusal: type[Refusal],
    related: Sequence[str] = WHOLE,
) -> Application:
    """The same for an officer of the applicant; anybody else is refused."""
    application = hold(application_id, related)
    must_be_own(application, by, refusal)
    return application


def must_be_own(
    application: Application, by: Membership, refusal: type[Refusal]
) -> None:
    if by.role != "officer" or by.organisation_id != application.organisation_id:
        raise refusal(reason("applications.not_yours"))


def hold_as_office(
    application_id: int, by: Membership, refusal: type[Refusal]
) -> Application:
    """The same for the office that runs the call; anybody else is refused."""
    application = hold(application_id)
    if by.role != "office" or by.organisation_id != application.call.office_id:
        raise refusal(reason("applications.office_only"))
    return application

"""A service held for one deed: who may do it, and who is told of it."""

from __future__ import annotations

from collections.abc import Iterable

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.refusals import Refusal
from chiiki_web.services.models import Service


class CannotChangeService(Refusal):
    """The service stays as it was."""


def hold(
    service_id: int, *, by: Membership, refusal: type[Refusal] = CannotChangeService
) -> Service:
    """Lock a service for an officer of the body that runs it, or refuse."""
    service = (
        Service.objects.select_for_update(of=("self",))
        .select_related("award__application__call__office", "organisation")
        .get(pk=service_id)
    )
    refuse_others(service, by, refusal)
    return service


def refuse_others(service: Service, by: Membership, refusal: type[Refusal]) -> None:
    """Refuse whoever is not an officer of the body that runs the service."""
    if by.role != "officer" or by.organisation_id != service.organisation_id:
        raise refusal(reason("services.not_yours"))


def watchers(service: Service) -> Iterable[Membership]:
    """The office that looks after a service: that of its call, else every office."""
    award = service.award
    return accounts.holders("office", award.application.call.office if award else None)

"""The title of what was done to many: a finished act is named as one, with its aim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from chiiki_web.accounts.models import Membership
from chiiki_web.desk.models import Batch

ACTS: dict[str, str | Promise] = {
    Batch.Kind.ACCEPT: gettext_lazy("Acceptance for review"),
    Batch.Kind.RETURN: gettext_lazy("Return of applications for correction"),
    Batch.Kind.REJECT: gettext_lazy("Refusal to accept"),
    Batch.Kind.CHECK: gettext_lazy("Note of a point of the completeness check"),
    Batch.Kind.COMMENT: gettext_lazy("Comments on applications"),
}


@dataclass(frozen=True, slots=True)
class Titled:
    """A batch with its title."""

    batch: Batch
    title: str


def titled(batches: Iterable[Batch]) -> list[Titled]:
    """Every batch with its title; those assigned name the person in charge."""
    listed = list(batches)
    people = Membership.objects.select_related("user").in_bulk(
        [pk for one in listed if (pk := one.values.get("person"))]
    )
    return [Titled(one, _title(one, people)) for one in listed]


def _title(batch: Batch, people: dict[int, Membership]) -> str:
    if batch.kind != Batch.Kind.ASSIGN:
        return str(ACTS[batch.kind])
    person = people.get(batch.values.get("person") or 0)
    nobody = pgettext("person in charge", "nobody yet")
    return _("Person in charge set (%(name)s)") % {
        "name": person.user.name if person else nobody
    }

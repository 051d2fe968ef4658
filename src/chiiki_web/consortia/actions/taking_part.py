"""What a member does once it takes part: say its part and costs, sign, leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.consortia import queries
from chiiki_web.consortia.actions.held import (
    CannotChangeConsortium,
    hold_own,
    hold_partnership,
    is_own,
)
from chiiki_web.consortia.models import CostShare, Partnership, SignOff
from chiiki_web.outbox.actions import tell
from chiiki_web.plans import queries as plans
from chiiki_web.plans.actions.locked import keep
from chiiki_web.ui import formats


@dataclass(frozen=True, slots=True)
class Share:
    """What a member bears under one head, in whole yen above zero."""

    head: str
    description: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a member does, whom to ask, and what it bears."""

    part: str
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    shares: Sequence[Share] = ()


class PartHasChanged(CannotChangeConsortium):
    """Somebody else of the same organisation wrote meanwhile."""


class CannotSign(CannotChangeConsortium):
    """Nothing was signed."""


@transaction.atomic
def set_part(
    partnership_id: int, part: Part, *, version: int, by: Membership, at: datetime
) -> Partnership:
    """Say what one's own organisation does and bears; the same again changes nothing.

    The lead bears what partners leave, so its own row names no costs.
    """
    held = hold_own(partnership_id, by)
    if held.is_lead and part.shares:
        raise CannotChangeConsortium(reason("consortia.lead_bears_the_rest"))
    said = {
        "part": part.part,
        "contact_name": part.contact_name,
        "contact_phone": part.contact_phone,
        "contact_email": part.contact_email,
    }
    changed = [name for name, value in said.items() if getattr(held, name) != value]
    before = [Share(one.head, one.description, one.amount) for one in held.shares.all()]
    if sorted(before, key=_by_head) != sorted(part.shares, key=_by_head):
        changed.append("shares")
    if not changed:
        return held
    if version != held.version:
        raise PartHasChanged(reason("consortia.changed_meanwhile"))
    for name, value in said.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*said, "version"])
    if "shares" in changed:
        held.shares.all().delete()
        CostShare.objects.bulk_create(
            CostShare(
                partnership=held,
                head=one.head,
                description=one.description,
                amount=one.amount,
            )
            for one in part.shares
        )
    keep(
        held.plan,
        "partnership.part_set",
        fields=["consortium"],
        by=by,
        at=at,
        partnership=held.pk,
        name=held.name_ja,
        amount=sum(one.amount for one in part.shares),
    )
    return held


@transaction.atomic
def sign_off(
    partnership_id: int, *, digest: str, by: Membership, at: datetime
) -> SignOff:
    """Agree to the content as it stands; ``digest`` is that of what the signer read.

    The lead signs last: whoever changes its own part after that would undo it.
    """
    held = hold_own(partnership_id, by)
    if not held.part.strip():
        raise CannotSign(reason("consortia.part_not_said"))
    now = queries.signed(held.plan)
    if digest != now.digest:
        raise CannotSign(reason("consortia.read_again"))
    if awaited := now.awaited_by(held):
        names = formats.between().join(formats.local(one, "name") for one in awaited)
        raise CannotSign(reason("consortia.partners_sign_first", names=names))
    last = held.sign_offs.order_by("-pk").first()
    if last is not None and last.digest == now.digest:
        return last
    made = SignOff.objects.create(
        partnership=held,
        plan_version=held.plan.version,
        digest=now.digest,
        content=now.content,
        signer=by,
        signed_at=at,
    )
    log.record(
        "partnership.signed",
        held.plan,
        by=by,
        at=at,
        case=held.plan.case,
        partnership=held.pk,
        name=held.name_ja,
        signed_version=held.plan.version,
        sha256=now.digest,
    )
    _tell_lead_when_complete(held, now, at)
    return made


@transaction.atomic
def end_partnership(
    partnership_id: int, *, ground: str, by: Membership, at: datetime
) -> Partnership:
    """A partner leaves, or the lead goes on without it; the ground is read by the other."""
    held = hold_partnership(partnership_id)
    leads = plans.may_change(held.plan, by)
    if not (leads or is_own(held, by)):
        raise CannotChangeConsortium(reason("consortia.not_yours"))
    if held.is_lead:
        raise CannotChangeConsortium(reason("consortia.lead_stays"))
    if held.state == Partnership.State.LEFT:
        return held
    if held.state != Partnership.State.TAKES_PART or held.organisation is None:
        raise CannotChangeConsortium(reason("consortia.takes_no_part"))
    if not ground.strip():
        raise CannotChangeConsortium(reason("consortia.no_ground"))
    held.state, held.ground = Partnership.State.LEFT, ground
    held.save(update_fields=["state", "ground"])
    held.plan.partners.remove(held.organisation)
    keep(
        held.plan,
        "partnership.left",
        fields=["partners"],
        by=by,
        at=at,
        partnership=held.pk,
        name=held.name_ja,
        ground=ground,
    )
    other = held.organisation if leads else held.plan.organisation
    tell(
        accounts.holders(Membership.Role.OFFICER, other),
        "partnership.left",
        subject=_("The partnership ends: %(title)s"),
        body=_(
            "%(name)s takes no part in the plan “%(title)s” any more. Reason: %(ground)s"
        ),
        values={"title": held.plan.title, "name": held, "ground": ground},
        path=reverse("consortia:list")
        if leads
        else reverse("consortia:plan", args=[held.plan_id]),
        key=f"partnership.left:{held.pk}",
        at=at,
    )
    return held


def _by_head(one: Share) -> str:
    return one.head


def _tell_lead_when_complete(
    held: Partnership, before: queries.Signed, at: datetime
) -> None:
    """Once the last partner has signed, the lead can go on."""
    own = {held.pk} | {
        one.partnership.pk for one in before.standings if one.partnership.is_lead
    }
    others = [one for one in before.standings if one.partnership.pk not in own]
    if held.is_lead or any(one.state != "signed" for one in others):
        return
    tell(
        accounts.holders(Membership.Role.OFFICER, held.plan.organisation),
        "partnership.all_signed",
        subject=_("All partners have signed: %(title)s"),
        body=_("All partners have signed the plan “%(title)s” as it stands."),
        values={"title": held.plan.title},
        path=reverse("consortia:plan", args=[held.plan_id]),
        key=f"partnership.all_signed:{held.plan_id}:{before.digest}",
        at=at,
    )

"""The worker mails links to people who have no account: each until it has gone once."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPConnectError, SMTPException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from chiiki.periods import format_date
from chiiki_web.consortia.models import Invitation
from chiiki_web.consortia.queries import links


def due(at: datetime) -> QuerySet[Invitation]:
    """Links to be mailed now; after each failure the pause doubles."""
    ready = Q(attempts=0)
    for attempts in range(1, links.MOST_TRIES):
        ready |= Q(attempts=attempts, tried_at__lte=at - timedelta(minutes=2**attempts))
    return Invitation.objects.filter(
        ready,
        is_mailed_outside=True,
        mailed_at=None,
        used_at=None,
        ended_at=None,
        expires_at__gt=at,
    ).order_by("pk")


def mail_invitations(at: datetime, limit: int = 50) -> int:
    """Mail what is due and return how many went; where the server is away, the rest waits."""
    sent = 0
    for pk in list(due(at).values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            invitation = (
                due(at)
                .select_for_update(skip_locked=True, of=("self",))
                .select_related("partnership__plan__organisation")
                .filter(pk=pk)
                .first()
            )
            if invitation is None:
                continue
            fault = _try(invitation, at)
        sent += fault is None
        if _is_away(fault):
            break
    return sent


def _try(invitation: Invitation, at: datetime) -> Exception | None:
    fault: Exception | None = None
    try:
        _mail(invitation)
    except (OSError, ValueError) as found:  # every SMTPException is an OSError
        fault = found
        invitation.last_error = str(found)[:300] or type(found).__name__
    else:
        invitation.mailed_at, invitation.last_error = at, ""
    invitation.attempts += 1
    invitation.tried_at = at
    invitation.save(update_fields=["attempts", "tried_at", "last_error", "mailed_at"])
    return fault


def _is_away(fault: Exception | None) -> bool:
    if isinstance(fault, SMTPException):
        return isinstance(fault, (SMTPConnectError, SMTPServerDisconnected))
    return isinstance(fault, OSError)


def _mail(invitation: Invitation) -> None:
    token = links.link_token(invitation)
    if not token:
        raise ValueError(
            "the key of this installation has changed: send the link again"
        )
    partnership = invitation.partnership
    plan = partnership.plan
    last_day = timezone.localdate(invitation.expires_at)
    link = settings.CHIIKI_ADDRESS + reverse("consortia:join", args=[token])
    subject = f"【chiiki】計画への参加のお願い：{plan.title}"
    EmailMessage(
        subject=" ".join(subject.split())[:200],
        body=(
            f"{partnership.name} 御中\n\n"
            f"{plan.organisation.name_ja}から、計画「{plan.title}」に連携して取り組む"
            "ことについて、参加のお願いが届いています。\n"
            f"次のページで内容をご確認のうえ、{format_date(last_day, 'ja')}までに"
            "ご回答ください。\n\n"
            f"{link}\n\n"
            "このリンクは、お送りした団体の方が1回だけ使えます。"
            "お心当たりがないときは、このメールを破棄してください。\n\n"
            "---\n"
            f"{plan.organisation.name_en or plan.organisation.name_ja} invites you to"
            " carry a plan together. Please read it under the link above and answer by"
            f" {format_date(last_day, 'en')}.\n"
        ),
        to=[partnership.email],
        headers={"Message-ID": f"<invitation-{invitation.pk}@chiiki>"},
    ).send()

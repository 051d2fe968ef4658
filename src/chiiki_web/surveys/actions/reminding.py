"""Who has not answered is reminded; a link that was lost or went astray is made anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.surveys.actions.held import (
    CannotChangeSurvey,
    hold,
    hold_recipient,
    must_be_in,
)
from chiiki_web.surveys.actions.opening import new_link, write_letters
from chiiki_web.surveys.models import Letter, Recipient, Survey
from chiiki_web.surveys.queries import is_open
from chiiki_web.surveys.queries.ways import reachable, unreachable

State = Recipient.State
GROUPS: dict[str, tuple[State, ...]] = {
    "unopened": (State.INVITED,),
    "opened": (State.OPENED,),
    "begun": (State.PARTIAL,),
    "all": (State.INVITED, State.OPENED, State.PARTIAL),
}


def to_remind(survey: Survey, group: str, at: datetime) -> QuerySet[Recipient]:
    """Who of a group would be reminded now: nobody twice on one day."""
    today = Letter.objects.filter(
        recipient=OuterRef("pk"),
        kind=Letter.Kind.REMINDER,
        asked_on=timezone.localdate(at),
    )
    rows = reachable(survey.recipients.filter(drawn=True, state__in=GROUPS[group]))
    return rows.exclude(Exists(today)).order_by("number")


def must_take_answers(survey: Survey, at: datetime) -> None:
    """Refuse a survey that nobody can answer at this hour."""
    must_be_in(survey, Survey.State.OPEN)
    if not is_open(survey, at):
        raise CannotChangeSurvey(reason("surveys.not_open_now"))


def must_find_some(survey: Survey, group: str, at: datetime) -> None:
    """Refuse a group of which nobody would be reminded now."""
    if not to_remind(survey, group, at).exists():
        raise CannotChangeSurvey(reason("surveys.nobody_to_remind"))


@transaction.atomic
def remind(survey_id: int, group: str, *, by: Membership, at: datetime) -> int:
    """Remind everybody of a group who was not reminded today; how many."""
    survey = hold(survey_id, by)
    if group not in GROUPS:
        raise CannotChangeSurvey(reason("surveys.unknown_group", found=group[:20]))
    must_take_answers(survey, at)
    found = list(to_remind(survey, group, at).select_for_update())
    if not found:
        raise CannotChangeSurvey(reason("surveys.nobody_to_remind"))
    write_letters(found, Letter.Kind.REMINDER, by, at)
    for one in found:
        one.reminders += 1
        one.reminded_at = at
    Recipient.objects.bulk_update(found, ["reminders", "reminded_at"], batch_size=500)
    log.record(
        "survey.reminded",
        survey,
        by=by,
        at=at,
        kind=group,
        count=len(found),
    )
    return len(found)


@transaction.atomic
def renew_link(
    recipient_id: int, email: str, *, seen: str, by: Membership, at: datetime
) -> Recipient:
    """Send a new link, to another address if one is given; the old link dies.

    ``seen`` is the digest of the link that the page showed: pressed twice, it is renewed
    once, and the second time is refused.
    """
    recipient = hold_recipient(recipient_id, by, Survey.State.OPEN, Survey.State.CLOSED)
    if seen != recipient.digest:
        raise CannotChangeSurvey(reason("surveys.link_renewed_meanwhile"))
    recipient.email = email.strip()
    new_link(recipient)
    recipient.save(update_fields=["email", "nonce", "digest"])
    write_letters([recipient], Letter.Kind.NEW_LINK, by, at)
    log.record(
        "survey.link_renewed",
        recipient.survey,
        by=by,
        at=at,
        number=recipient.number,
        name=recipient.name_ja,
    )
    return recipient


@transaction.atomic
def hand_over_letters(survey_id: int, *, by: Membership, at: datetime) -> int:
    """The office has sent printed letters to those without an address; how many."""
    survey = hold(survey_id, by, Survey.State.OPEN)
    waiting = survey.recipients.filter(drawn=True, state=State.NOT_INVITED)
    numbers = list(unreachable(waiting).values_list("number", flat=True))
    if not numbers:
        return 0
    waiting.filter(number__in=numbers).update(state=State.INVITED, invited_at=at)
    log.record("survey.letters_posted", survey, by=by, at=at, count=len(numbers))
    return len(numbers)

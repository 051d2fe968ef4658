"""A survey that nobody else changes while its office does something to it."""

from __future__ import annotations

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.refusals import Refusal
from chiiki_web.surveys.models import Recipient, Survey


class CannotChangeSurvey(Refusal):
    """The survey, its frame and its letters stay as they are."""


def hold(survey_id: int, by: Membership | None, *states: str) -> Survey:
    """The survey, held; refused to all but its office, and in any other state."""
    rows = Survey.objects.select_for_update(of=("self",))
    survey = rows.select_related("questionnaire", "organisation").get(pk=survey_id)
    if by is not None and not is_of(survey, by):
        raise CannotChangeSurvey(reason("surveys.office_only"))
    must_be_in(survey, *states)
    return survey


def must_be_in(survey: Survey, *states: str) -> None:
    """Refuse a survey in any other state; without states, any will do."""
    if states and survey.state not in states:
        raise CannotChangeSurvey(reason(WRONG_STATE[survey.state]))


def hold_recipient(recipient_id: int, by: Membership, *states: str) -> Recipient:
    """A recipient of such a survey, both held."""
    survey_id = Recipient.objects.values_list("survey", flat=True).get(pk=recipient_id)
    survey = hold(survey_id, by, *states)
    recipient = Recipient.objects.select_for_update().get(pk=recipient_id)
    recipient.survey = survey
    if not recipient.drawn:
        raise CannotChangeSurvey(reason("surveys.not_asked", name=recipient.name_ja))
    return recipient


def must_be_as_shown(shown: str | None, now: str) -> None:
    """Refuse what somebody decided on a page that shows something else by now.

    None stands for a caller who was shown nothing: a command, or a sample.
    """
    if shown is not None and shown != now:
        raise CannotChangeSurvey(reason("surveys.changed_meanwhile"))


def is_of(survey: Survey, by: Membership) -> bool:
    return (
        by.role == Membership.Role.OFFICE
        and by.organisation_id == survey.organisation_id
    )


WRONG_STATE: dict[str, str] = {
    Survey.State.DRAFT: "surveys.not_opened",
    Survey.State.OPEN: "surveys.opened_already",
    Survey.State.CLOSED: "surveys.closed_already",
}

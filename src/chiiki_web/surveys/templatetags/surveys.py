"""Tags of surveys: `{% load surveys %}`."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chiiki.reasons import Reason
from chiiki_web import wording
from chiiki_web.surveys import queries
from chiiki_web.surveys.models import Recipient, Survey
from chiiki_web.surveys.queries import classes
from chiiki_web.ui.templatetags.ui import tag

register = template.Library()
TONES = {
    Recipient.State.NOT_INVITED: "neutral",
    Recipient.State.INVITED: "neutral",
    Recipient.State.OPENED: "info",
    Recipient.State.PARTIAL: "info",
    Recipient.State.SUBMITTED: "ok",
}
register.filter("size_class", classes.class_name)


@register.simple_tag
def survey_state(survey: Survey, now: datetime | None = None) -> SafeString:
    """``{% survey_state survey now %}``: being prepared, opens later, open or closed."""
    moment = now or timezone.now()
    if survey.state == Survey.State.OPEN and moment < survey.opens_at:
        return tag(_("opens later"), "info")
    if survey.state == Survey.State.OPEN and not queries.is_open(survey, moment):
        return tag(survey.State.CLOSED.label, "neutral")
    tones = {Survey.State.OPEN: "ok", Survey.State.DRAFT: "info"}
    return tag(
        survey.get_state_display(), tones.get(Survey.State(survey.state), "neutral")
    )


@register.simple_tag
def recipient_state(recipient: Recipient) -> SafeString:
    """How far one has come, or that it is not asked."""
    if recipient.is_excluded:
        return tag(_("left out"), "warn")
    if not recipient.drawn:
        return tag(_("not asked"), "neutral")
    return tag(recipient.get_state_display(), TONES[Recipient.State(recipient.state)])


@register.simple_tag
def explained(found: Reason) -> str:
    """A reason in the reader's language."""
    return wording.explain(found)

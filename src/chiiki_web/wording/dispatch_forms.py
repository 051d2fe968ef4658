"""Words for the form of a dispatch request: its drafts, and what was sent before."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "dispatch.draft_is_gone": _(
        "This draft is not there: it was sent or deleted, or it is of another body."
    ),
    "dispatch.draft_too_long": _(
        "Not saved: a field takes at most %(most)s characters. Please shorten the text."
    ),
    "dispatch.period_in_another_year": _(
        "The dispatch is paid from the budget of one fiscal year, so it takes place between"
        " %(first)s and %(last)s. Choose a wanted period with days by %(last)s."
    ),
    "dispatch.form_sent_already": _(
        "%(who)s sent this form on %(at)s as request %(number)s. What you typed says"
        " something else and was not sent; it still stands below. Send it once more if it"
        " is to be a request of its own."
    ),
    "dispatch.form_sent_and_withdrawn": _(
        "%(who)s sent this form on %(at)s as request %(number)s, and it was withdrawn since."
        " What you typed was not sent; it still stands below. Send it once more if it is to"
        " be a new request."
    ),
    "dispatch.too_many_drafts": _(
        "Your body has %(most)s drafts already. Delete those that are not needed."
    ),
}

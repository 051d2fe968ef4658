"""Words for the case library."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "library.already_published": _("A case of this service is published already."),
    "library.no_lesson": _("Write at least what worked or what did not."),
    "library.not_yours": _(
        "Only the body that runs the service or the office can publish its case."
    ),
}
EVENTS: dict[str, Promise] = {"case_study.published": _("A case was published")}

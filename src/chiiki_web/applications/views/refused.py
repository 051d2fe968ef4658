"""Why an application was not sent: one list, each line with the place where to settle it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki.reasons import Reason
from chiiki_web import wording
from chiiki_web.applications.models import Application
from chiiki_web.plans.forms import places_of
from chiiki_web.refusals import Refusal

AMOUNT = {"applications.no_amount", "applications.over_the_cap"}
Links = list[tuple[str | Promise, str]]


@dataclass(frozen=True, slots=True)
class Refused:
    """One reason in words, and where in the site it is settled."""

    text: str
    links: Links


def said(refusal: Refusal, application: Application) -> list[Refused]:
    return [
        Refused(wording.explain(one), _links(one, application))
        for one in refusal.reasons
    ]


def _links(one: Reason, application: Application) -> Links:
    if "missing" in one.values:
        missing = one.values["missing"]
        assert isinstance(missing, tuple)
        return [*places_of(missing, application.plan)]
    if one.code in AMOUNT:
        return [(_("Amount applied for"), "#three")]
    if one.code.startswith(("applications.file_", "applications.no_files")):
        return [(_("Documents"), "#two")]
    if one.code.startswith("applications.answer_"):
        place = reverse("applications:answers", args=[application.pk])
        return [(_("Answers to the form"), place)]
    if one.code.startswith("consortia."):
        place = reverse("consortia:plan", args=[application.plan_id])
        return [(pgettext_lazy("page", "Partners and recommendation"), place)]
    return []

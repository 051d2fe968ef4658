"""How the office looks through its requests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.dispatch.models import Request
from chiiki_web.schemes.models import Round

WAITS = [("", _("all")), ("7", _("7 days")), ("14", _("14 days")), ("30", _("30 days"))]


class FilterForm(forms.Form):
    status = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("all")), *Request.Status.choices],
        required=False,
    )
    round = forms.ChoiceField(label=_("Round"), required=False)
    waits = forms.ChoiceField(
        label=_("Waits longer than"), choices=WAITS, required=False
    )
    silent = forms.BooleanField(
        label=_("No answer, and nobody follows"), required=False
    )
    late = forms.BooleanField(label=_("Late only"), required=False)

    def __init__(self, rounds: list[Round], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].choices = [  # type: ignore[attr-defined]
            ("", _("all")),
            *((str(one.pk), f"{one.call.name_ja} {one.number}") for one in rounds),
        ]

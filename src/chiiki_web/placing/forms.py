"""What an office may type on the board: filters, and the ground of a wish."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.placing.models import LONGEST_GROUND
from chiiki_web.placing.queries import SHOWS, Chosen
from chiiki_web.placing.queries.names import region_names
from chiiki_web.schemes import queries as schemes
from chiiki_web.ui import formats
from chiiki_web.ui.fields import LongTextField

SHOW_WORDS = {
    "": _("every request"),
    "unserved": _("nobody is sent"),
    "changed": _("changed since the last proposal"),
    "sure": _("sure: first nomination, or your wish"),
    "wished": _("with a wish of the office"),
}


class FilterForm(forms.Form):
    """Which cards are looked at; what is no choice is left out."""

    field = forms.ChoiceField(label=_("Field"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    show = forms.ChoiceField(
        label=_("Requests shown"),
        required=False,
        choices=[(one, SHOW_WORDS[one]) for one in SHOWS],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        every = [("", _("all"))]
        fields = [(one.pk, formats.local(one, "name")) for one in schemes.fields()]
        self.fields["field"].choices = every + fields  # type: ignore[attr-defined]
        regions = list(region_names().items())
        self.fields["region"].choices = every + regions  # type: ignore[attr-defined]

    def chosen(self) -> Chosen:
        self.is_valid()
        known = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return Chosen(**known)


class WishForm(forms.Form):
    """Why somebody must go, or must not."""

    ground = LongTextField(
        label=_("Reason"),
        max_length=LONGEST_GROUND,
        rows=3,
        help_text=_(
            "Colleagues and auditors read it. Write what the proposal could not know."
        ),
    )

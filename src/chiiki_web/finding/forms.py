"""What a person may type into the search box."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.finding.engine_input import ADVISER, CASE, PROGRAMME, REQUEST

MOST_SEARCHED = 500
KINDS = [
    (ADVISER, _("Advisers")),
    (CASE, _("Cases")),
    (PROGRAMME, pgettext_lazy("kind", "Programmes")),
    (REQUEST, _("Past requests")),
]


class SearchForm(forms.Form):
    """A kind that makes no sense is left out; the words still count."""

    q = forms.CharField(
        label=_("What is it about?"),
        required=False,
        max_length=MOST_SEARCHED,
        widget=forms.SearchInput(attrs={"size": 40}),
    )
    kind = forms.ChoiceField(
        choices=[("", ""), *KINDS], required=False, widget=forms.HiddenInput
    )

    def chosen(self) -> tuple[str, str]:
        """The words and the kind that count; a text too long counts to its limit."""
        self.full_clean()
        found = self.cleaned_data
        return found.get("q", self.data.get("q", "")[:MOST_SEARCHED]), found.get(
            "kind", ""
        )

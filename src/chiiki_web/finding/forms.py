"""What a person may type into the search box."""

from __future__ import annotations

from collections.abc import Mapping

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

    def __init__(self, asked: Mapping[str, str]) -> None:
        """A text too long counts, and is shown again, to its limit."""
        super().__init__({**asked, "q": asked.get("q", "")[:MOST_SEARCHED]})

    def chosen(self) -> tuple[str, str]:
        """The words and the kind that count."""
        self.full_clean()
        return self.cleaned_data.get("q", ""), self.cleaned_data.get("kind", "")

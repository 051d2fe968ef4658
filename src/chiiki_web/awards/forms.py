"""What a person may type about an award."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.applications.models import Application
from chiiki_web.numbers import number_of
from chiiki_web.ui.fields import LongTextField, YenField


class DecisionForm(forms.Form):
    amount = YenField(
        label=_("Amount awarded"), help_text=_("At most what was applied for.")
    )
    conditions = LongTextField(
        label=_("Conditions"),
        rows=6,
        required=False,
        help_text=_("One a line; they stand in the letter (Act, article 7)."),
    )


# The usual ground, proposed to the office; letters and grounds are written in Japanese.
ORDER_OF_POINTS = "評価点の順位により、予算の範囲内で採択に至らなかった。"


LONGEST_LIST = 200_000  # numbers of some ten thousand applications


class SelectionForm(forms.Form):
    """A tick and a ground for each application; ``listed`` says which the page showed.

    ``rows``: the application, whether the system proposes it, whether it is reviewed.
    """

    listed = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=LONGEST_LIST
    )

    def __init__(
        self, rows: Iterable[tuple[Application, bool, bool]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for one, proposed, is_reviewed in rows:
            self.fields[f"choose-{one.pk}"] = forms.BooleanField(
                label=f"{_('Select')} {one.number}", required=False, initial=proposed
            )
            self.fields[f"ground-{one.pk}"] = LongTextField(
                label=f"{_('Reason')} {one.number}",
                initial=ORDER_OF_POINTS if is_reviewed and not proposed else "",
                rows=3,
                required=False,
            )
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label or ""

    def clean_listed(self) -> list[int]:
        found = map(number_of, self.cleaned_data["listed"].split(","))
        return [one for one in found if one is not None]

    def choice(self) -> dict[str, dict[int, str]]:
        """Everybody who was listed, as ``select_applications`` takes them.

        Who has left the list since has no field here; the tick tells how it was meant.
        """
        values = self.cleaned_data
        made: dict[str, dict[int, str]] = {"chosen": {}, "others": {}}
        for pk in values["listed"]:
            part = "chosen" if f"choose-{pk}" in self.data else "others"
            made[part][pk] = values.get(f"ground-{pk}", "")
        return made


class GroundForm(forms.Form):
    ground = LongTextField(label=_("Reason"), rows=3)

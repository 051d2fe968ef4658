"""The table of costs as it is typed: rows under heads, and the amount to apply for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.plans.actions import Cost
from chiiki_web.plans.forms.fields import short_text, yen
from chiiki_web.plans.models import CostLine

MOST_ROWS = 200
EMPTY_ROWS = 3

if TYPE_CHECKING:
    _Rows = forms.BaseFormSet["CostForm"]
else:
    _Rows = forms.BaseFormSet


class CostForm(forms.Form):
    """One row; a row without description and amount is no row."""

    may_be_finished_later = True  # what a line needs is asked for once it is begun

    head = forms.ChoiceField(
        label=_("Head"),
        choices=[("", pgettext_lazy("empty choice", "Choose")), *CostLine.Head.choices],
        required=False,
    )
    description = short_text(_("What for"), most=200)
    amount = yen(_("Amount (yen)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"].validators.append(MinValueValidator(1))

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or {})
        if self.errors or not (typed.get("description") or typed.get("amount")):
            return typed
        for name in ("head", "description", "amount"):
            if not typed.get(name):
                self.add_error(
                    name, ValidationError(_("Write this too, or empty the row."))
                )
        return typed


class CostRows(_Rows):
    deletion_widget = forms.CheckboxInput


CostsFormSet = forms.formset_factory(
    CostForm,
    formset=CostRows,
    extra=EMPTY_ROWS,
    can_delete=True,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS,
)


class RequestForm(forms.Form):
    requested = yen(
        _("Amount to apply for (yen)"),
        _("In yen; 千円 and 万円 can be written too. Not more than the costs."),
    )


def costs_of(rows: _Rows) -> list[Cost]:
    """Return the rows that say something and are not to be removed."""
    return [
        Cost(row["head"], row["description"], row["amount"])
        for row in rows.cleaned_data
        if row.get("amount") and not row.get("DELETE")
    ]

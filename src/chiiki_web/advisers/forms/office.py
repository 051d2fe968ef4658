"""What the office types: a new entry, a ground, commissions for a year, an invitation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries
from chiiki_web.advisers.forms.entries import OfficeForm
from chiiki_web.advisers.models import MOST_DAYS
from chiiki_web.ui.fields import LongTextField, NumberField
from chiiki_web.wording.advisers import RATE_CLASSES


class RegisterForm(OfficeForm):
    membership = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Membership.objects.none(),
        help_text=_("People whom the administrator gave the role of adviser."),
    )
    field_order = ["membership"]

    def __init__(self, typed: QueryDict | None = None, **kwargs: Any) -> None:
        super().__init__(typed, **kwargs)
        del self.fields["is_active"]
        self.fields["membership"].queryset = queries.without_entry()  # type: ignore[attr-defined]


class GroundForm(forms.Form):
    ground = LongTextField(
        label=_("Reason"), help_text=_("The adviser reads it."), rows=3, max_length=400
    )


def rate_classes() -> list[tuple[str, Any]]:
    """The classes of fee, in words where there are any."""
    return [(code, RATE_CLASSES.get(code, code)) for code in queries.rate_classes()]


class CommissionForm(forms.Form):
    """Who is commissioned, with as many days as each row says or with one number for all."""

    rate_class = forms.ChoiceField(label=_("Class of fee"), choices=rate_classes)
    days = NumberField(
        label=_("Days for everybody chosen"),
        help_text=_("Leave it empty to commission each with the days of the table."),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )

    def __init__(self, typed: QueryDict | None, rows: Sequence[Any]) -> None:
        super().__init__(typed)
        self.chosen = typed.getlist("row") if typed is not None else []
        self.known = {str(one.adviser.pk): one for one in rows}

    def clean(self) -> None:
        if not self.chosen:
            self.add_error(None, _("Choose at least one adviser."))

    def wanted(self) -> list[tuple[Any, int]]:
        """Rows that were chosen, each with its days."""
        days = self.cleaned_data.get("days")
        rows = [self.known[pk] for pk in dict.fromkeys(self.chosen) if pk in self.known]
        return [(one, days or one.days) for one in rows]

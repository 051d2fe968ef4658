"""What a person may type about spending, reports and payments."""

from __future__ import annotations

import uuid

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from chiiki_web.plans.models import CostLine
from chiiki_web.ui.fields import DateField, LongTextField, YenField

MOST_YEN = 9_999_999_999_999
DAY = _("For example 2026-12-01 or R8.12.1.")


class SpendingForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    head = forms.ChoiceField(label=_("Cost head"), choices=CostLine.Head)
    description = forms.CharField(label=_("For what"), max_length=200)
    payee = forms.CharField(label=_("Paid to"), max_length=120)
    amount = YenField(
        label=_("Amount"),
        help_text=_("In yen, tax included."),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_YEN)],
    )
    paid_on = DateField(label=_("Paid on"), help_text=DAY)
    evidence = forms.FileField(
        label=_("Evidence"),
        required=False,
        allow_empty_file=True,
        help_text=_("Invoice or receipt. Without it the line does not count."),
    )


class ReportForm(forms.Form):
    may_be_finished_later = True
    done = LongTextField(
        label=_("What was done"),
        rows=5,
        required=False,
    )
    outcome = LongTextField(
        label=_("What came of it"),
        help_text=_(
            "Uses, users and what changed for them, beside the target of the plan."
        ),
        rows=5,
        required=False,
    )
    difficulties = LongTextField(
        label=_("What was difficult, for those who come after"),
        rows=4,
        required=False,
    )
    finished_on = DateField(label=_("Finished on"), help_text=DAY, required=False)


class NoteForm(forms.Form):
    note = LongTextField(label=_("Note"), rows=3, required=False)


class PaymentForm(forms.Form):
    paid_on = DateField(label=_("Paid on"), help_text=DAY)

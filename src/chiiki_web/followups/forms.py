"""What a person may type in a yearly status report."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.plans.forms.fields import USES, long_text, number, yen


class StatusReportForm(forms.Form):
    is_in_use = forms.TypedChoiceField(
        label=_("Is the service in use?"),
        choices=[("yes", _("Yes, it is used")), ("no", _("No, it is not used"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    uses = number(
        _("Uses in the fiscal year"),
        _("The months that you have reported are added up here."),
        unit=USES,
    )
    running_cost = yen(_("Running cost in the fiscal year"))
    income = yen(_("Income in the fiscal year"))
    payer = forms.CharField(label=_("Who paid for it"), max_length=120, required=False)
    went_well = long_text(_("What went well"), rows=4)
    went_badly = long_text(
        _("What did not, and why"), _("Other regions learn most from this."), rows=4
    )
    next_year = long_text(_("What you will do next year"), rows=3)

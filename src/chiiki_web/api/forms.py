"""What a program may ask of the catalogue, in the names of the jGrants public API."""

from __future__ import annotations

from django import forms
from django.core.validators import MinLengthValidator
from django.utils.translation import gettext_lazy as _

SORTS = {
    "created_date": "pk",
    "acceptance_start_datetime": "opens_at",
    "acceptance_end_datetime": "closes_at",
}
ORDERS = {"ASC": "", "DESC": "-"}
MOST = 255


class SubsidiesForm(forms.Form):
    """Every parameter may be left out: then all open calls come, the newest first."""

    keyword = forms.CharField(
        required=False,
        max_length=MOST,
        validators=[MinLengthValidator(2)],
    )
    sort = forms.ChoiceField(
        required=False, choices=[(one, one) for one in SORTS], initial="created_date"
    )
    order = forms.ChoiceField(required=False, choices=[(one, one) for one in ORDERS])
    acceptance = forms.ChoiceField(
        required=False, choices=[("0", _("all calls")), ("1", _("open calls only"))]
    )
    use_purpose = forms.CharField(required=False, max_length=MOST)
    target_area_search = forms.CharField(required=False, max_length=MOST)

    def ordering(self) -> str:
        """The order of rows, as the database takes it."""
        values = self.cleaned_data
        direction = ORDERS[values["order"] or "DESC"]
        return direction + SORTS[values["sort"] or "created_date"]

    def only_open(self) -> bool:
        return (self.cleaned_data["acceptance"] or "1") == "1"

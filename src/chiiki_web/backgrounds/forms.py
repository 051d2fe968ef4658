"""What an officer may state of applicants: an earlier award, an index of fiscal strength."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Organisation
from chiiki_web.backgrounds.models import LONGEST_SOURCE
from chiiki_web.schemes.models import Programme
from chiiki_web.ui import formats
from chiiki_web.ui.fields import DateField, FiscalYearField, IndexField

YES, NO = "yes", "no"


class ProgrammeChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A programme that gives money, named in the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Programme.objects.exclude(scheme_code="").exclude(
            instrument=Programme.Instrument.DISPATCH
        )
        super().__init__(queryset=rows, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return formats.local(obj, "name")


class AwardForm(forms.Form):
    """Whether an organisation had an award that this site does not know of."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    programme = ProgrammeChoice(label=_("Programme"))
    had_award = forms.ChoiceField(
        label=_("Did it have an award of this programme that is not listed here?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
    )
    decided_on = DateField(
        label=_("Day of the last award decision"),
        help_text=_(
            "Only where there was one. If only the fiscal year is known, write its last"
            " day."
        ),
        required=False,
    )
    source = forms.CharField(
        label=_("Where it can be looked up"),
        help_text=_(
            "For example the number of the decision letter, or the register in which you"
            " looked."
        ),
        max_length=LONGEST_SOURCE,
    )

    def __init__(
        self, organisations: Iterable[Organisation], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(one.pk): one for one in organisations}
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            (key, formats.local(one, "name")) for key, one in self.rows.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day, had_award = cleaned.get("decided_on"), cleaned.get("had_award")
        if had_award == YES and day is None and "decided_on" not in self.errors:
            self.add_error(
                "decided_on",
                ValidationError(_("Write the day on which the award was decided.")),
            )
        if had_award == NO and day is not None:
            self.add_error(
                "decided_on",
                ValidationError(_("There was no award: leave the day empty.")),
            )
        return cleaned

    def chosen(self) -> Organisation:
        return self.rows[self.cleaned_data["organisation"]]


class StrengthForm(forms.Form):
    """An index of fiscal strength as a published table says it."""

    fiscal_year = FiscalYearField(
        label=_("Fiscal year"), help_text=_("For example 2024 or 令和6年度.")
    )
    thousandths = IndexField(
        label=_("Index of fiscal strength"),
        help_text=_("As published, with at most three decimals: 0.53."),
    )
    source = forms.CharField(
        label=_("Published table"),
        help_text=_("Its title and who published it."),
        max_length=LONGEST_SOURCE,
    )

"""What is counted: chosen on the page, kept in the address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chiiki_web.dispatch.models import Request, Survey
from chiiki_web.schemes.models import Field
from chiiki_web.statistics import queries
from chiiki_web.statistics.queries import Chosen
from chiiki_web.ui import formats
from chiiki_web.ui.formats import local

PART_NAMES = {
    "placed": _("placed"),
    "answered": _("an adviser has accepted"),
    "visited": _("with a first visit"),
    "declined": _("somebody declined"),
    "unplaced": _("no adviser found"),
    "withdrawn": _("withdrawn"),
    "surveyed": _("answered a year later"),
}


def _years() -> list[tuple[str, str]]:
    return [
        ("", str(_("all years"))),
        *((str(one), formats.fiscal_year(one)) for one in queries.years()),
    ]


def _fields() -> list[tuple[str, str]]:
    return [
        ("", str(_("all"))),
        *((one.pk, local(one, "name")) for one in Field.objects.all()),
    ]


class ChoiceForm(forms.Form):
    """A part that makes no sense is left out; the others still count."""

    year = forms.ChoiceField(label=_("Fiscal year"), choices=_years, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of dispatch"),
        choices=[("", _("all")), *Request.Kind.choices],
        required=False,
    )

    def chosen(self) -> Chosen:
        self.full_clean()
        found = self.cleaned_data
        year = found.get("year") or ""
        return Chosen(year=int(year) if year else None, kind=found.get("kind") or "")


class RowsForm(ChoiceForm):
    """Everything by which rows behind a number are kept."""

    field = forms.ChoiceField(label=_("Field"), choices=_fields, required=False)
    part = forms.ChoiceField(
        label=_("Part"), choices=[("", _("all")), *PART_NAMES.items()], required=False
    )
    survey = forms.ChoiceField(
        choices=[("", ""), *Survey.State.choices],
        required=False,
        widget=forms.HiddenInput,
    )
    prefecture = forms.CharField(required=False, max_length=6, widget=forms.HiddenInput)
    region = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    adviser = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )

    def chosen(self) -> Chosen:
        base, found = super().chosen(), self.cleaned_data
        return Chosen(
            year=base.year,
            kind=base.kind,
            field=found.get("field") or "",
            prefecture=found.get("prefecture") or "",
            region=found.get("region") or "",
            adviser=found.get("adviser"),
            part=found.get("part") or "",
            survey=found.get("survey") or "",
        )

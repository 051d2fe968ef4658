"""What a person may type when they look for cases, or share what a service taught."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chiiki_web.library.models import CaseStudy
from chiiki_web.plans.forms.fields import long_text, short_text
from chiiki_web.schemes.models import Field
from chiiki_web.ui.formats import local

MOST_SEARCHED = 100


def _fields() -> list[tuple[str, str]]:
    return [
        ("", gettext("all")),
        *((one.pk, local(one, "name")) for one in Field.objects.all()),
    ]


class SearchForm(forms.Form):
    """A part that makes no sense is left out; the others still count."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=MOST_SEARCHED,
        widget=forms.SearchInput,
    )
    field = forms.ChoiceField(label=_("Field"), choices=_fields, required=False)
    result = forms.ChoiceField(
        label=_("How it stands now"),
        choices=[("", _("all")), *CaseStudy.Result.choices],
        required=False,
    )

    def chosen(self) -> dict[str, str]:
        """What to look for, by the names that the query knows."""
        self.full_clean()
        found = self.cleaned_data
        return {
            "text": found.get("q", ""),
            "field": found.get("field", ""),
            "result": found.get("result", ""),
        }


class StudyForm(forms.Form):
    title_ja = forms.CharField(label=_("Title in Japanese"), max_length=160)
    title_en = short_text(_("Title in English"), most=200)
    result = forms.ChoiceField(
        label=_("How it stands now"), choices=CaseStudy.Result.choices
    )
    problem_ja = long_text(_("The region's problem (Japanese)"))
    problem_en = long_text(_("The region's problem (English)"))
    worked_ja = long_text(
        _("What worked (Japanese)"),
        _("Write what worked, what did not, or both."),
    )
    worked_en = long_text(_("What worked (English)"))
    failed_ja = long_text(_("What did not (Japanese)"))
    failed_en = long_text(_("What did not (English)"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["problem_ja"].required = True

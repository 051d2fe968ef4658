"""What may be typed about an index: its text, an edition, files of figures, choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiiki.indices import Mean, Missing, Scale
from chiiki_web.indices.actions.defining import MOST_TEXT
from chiiki_web.indices.models import LONGEST_CODE, LONGEST_NOTE, Index
from chiiki_web.wording.indices import KINDS, MEANS, MISSINGS, SCALES

TYPES = ".csv,.xlsx"
MOST_FILES = 20
MOST_SEED = 2_000_000_000
FIRST_YEAR, YEARS_AHEAD = 1950, 3


class TextForm(forms.Form):
    """The definition as TOML."""

    text = forms.CharField(
        label=gettext_lazy("Definition (TOML)"),
        widget=forms.Textarea(
            attrs={"rows": 30, "spellcheck": "false", "class": "expression"}
        ),
        max_length=MOST_TEXT,
        strip=False,
    )
    note = forms.CharField(
        label=gettext_lazy("What changes"),
        required=False,
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("For those who read the versions later."),
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")


class StartForm(TextForm):
    """A new index: what it compares, and its first definition."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("What is compared"),
        choices=list(KINDS.items()),
        initial=Index.Kind.PREFECTURES,
        help_text=gettext_lazy(
            "Codes of countries, prefectures and municipalities are checked."
        ),
    )
    note = None  # type: ignore[assignment]
    field_order = ("form_key", "kind", "text")


class EditionForm(forms.Form):
    """A new edition of an index."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    year = forms.IntegerField(
        label=gettext_lazy("Year of the edition"),
        min_value=FIRST_YEAR,
        max_value=2199,
        help_text=gettext_lazy(
            "The calendar year or fiscal year whose state is compared, such as 2026."
        ),
    )
    code = forms.SlugField(
        label=gettext_lazy("Name in the address"),
        max_length=LONGEST_CODE,
        help_text=gettext_lazy("Letters, digits and hyphens, such as 2026."),
    )
    name_ja = forms.CharField(label=gettext_lazy("Name (Japanese)"), max_length=120)
    name_en = forms.CharField(
        label=gettext_lazy("Name (English)"), max_length=160, required=False
    )

    def __init__(self, *args: Any, this_year: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self._last_year = this_year + YEARS_AHEAD

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > self._last_year:
            raise ValidationError(
                _("The year %(year)s lies too far ahead. Write a year up to %(last)s.")
                % {"year": year, "last": self._last_year}
            )
        return year

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        return code.lower()


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, each checked as one."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        files = data if isinstance(data, list) else [data]
        if len(files) > MOST_FILES:
            raise ValidationError(
                _("At most %(most)s files at once.") % {"most": MOST_FILES}
            )
        cleaned = super().clean
        return [cleaned(one, initial) for one in files or [None]]


class FiguresForm(forms.Form):
    """Files of figures, and where they are from."""

    tables = FilesField(
        label=gettext_lazy("Figures (CSV or Excel)"),
        widget=ManyFiles(attrs={"accept": TYPES}),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("Who published the figures, and when. Readers see it."),
    )


class ChoicesForm(forms.Form):
    """What could have been chosen otherwise."""

    weights_within = forms.IntegerField(
        label=gettext_lazy("Every weight may be more or less by"),
        min_value=0,
        max_value=99,
        help_text=gettext_lazy(
            "In percent of itself; 0 leaves the weights as they are."
        ),
    )
    scales = forms.MultipleChoiceField(
        label=gettext_lazy("Other ways to make figures comparable"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(one), SCALES[one]) for one in Scale],
    )
    means = forms.MultipleChoiceField(
        label=gettext_lazy("Other means"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(one), MEANS[one]) for one in Mean],
    )
    missing = forms.MultipleChoiceField(
        label=gettext_lazy("Other ways with gaps"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (str(one), MISSINGS[one])
            for one in Missing
            if one not in (Missing.REFUSE, Missing.GROUP_MEAN)
        ],
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed of the draws"),
        min_value=1,
        max_value=MOST_SEED,
        help_text=gettext_lazy("The same seed gives the same draws."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def said(self) -> dict[str, Any]:
        """The choices as they are stored."""
        found = dict(self.cleaned_data)
        found.pop("version")
        return found


class PairForm(forms.Form):
    """Two units of which one is held above the other."""

    one = forms.ChoiceField(label=gettext_lazy("Does"))
    other = forms.ChoiceField(label=gettext_lazy("stand above"))

    def __init__(self, data: Any, *, units: list[tuple[str, str]]) -> None:
        super().__init__(data)
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = units

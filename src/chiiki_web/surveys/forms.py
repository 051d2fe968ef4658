"""What an office may type about its surveys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki.questionnaire.reading import LONGEST
from chiiki_web.schemes.forms.calls import CLOCK, DAY, moment
from chiiki_web.surveys.actions import LARGEST_SEED, Wanted
from chiiki_web.surveys.models import FrameTable, Questionnaire, Recipient, Survey
from chiiki_web.surveys.models.asked import LONGEST_REASON
from chiiki_web.surveys.models.survey import LONGEST_ABOUT, LONGEST_CODE
from chiiki_web.surveys.queries import classes
from chiiki_web.ui import formats
from chiiki_web.ui.fields import DateField, FiscalYearField, LongTextField

MOST_BYTES = 2_000_000
TABLE_TYPES = ".csv,.xlsx"


class QuestionnaireForm(forms.Form):
    """The text of a questionnaire: a file, or what stands in the box."""

    file = forms.FileField(
        label=_("TOML file"),
        help_text=_("If a file is chosen, it is read instead of the text below."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".toml,.txt"}),
    )
    text = LongTextField(
        label=_("Text of the questionnaire (TOML)"),
        max_length=LONGEST,
        rows=24,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or {})
        file = typed.get("file")
        if file is not None:
            typed["text"] = _decoded(self, file)
        elif not typed.get("text") and not self.errors:
            self.add_error("text", _("Paste a text, or choose a file."))
        return typed


class VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A version of a questionnaire, chosen by its title."""

    def label_from_instance(self, obj: Any) -> str:
        said = _("version %(v)s") % {"v": obj.version}
        return f"{formats.local(obj, 'title')}{formats.in_brackets(said)}"


class SurveyForm(forms.Form):
    """What a survey says before it opens; becomes what an action takes."""

    title_ja = forms.CharField(label=_("Title (Japanese)"), max_length=160)
    title_en = forms.CharField(
        label=_("Title (English)"), max_length=200, required=False
    )
    code = forms.SlugField(
        label=_("Code for addresses"),
        max_length=LONGEST_CODE,
        help_text=_("Latin letters, digits and hyphens, for example ict-2026."),
    )
    fiscal_year = FiscalYearField(
        label=_("Fiscal year"), help_text=_("For example 2027 or 令和9年度.")
    )
    questionnaire = VersionField(
        label=_("Version of the questionnaire"), queryset=Questionnaire.objects.none()
    )
    opens_on = DateField(label=_("Opening day"), help_text=DAY)
    opens_time = forms.TimeField(
        label=pgettext_lazy("survey", "Opening time"),
        help_text=CLOCK,
        input_formats=["%H:%M"],
    )
    closes_on = DateField(label=_("Closing day"), help_text=DAY)
    closes_time = forms.TimeField(
        label=pgettext_lazy("survey", "Closing time"),
        help_text=CLOCK,
        input_formats=["%H:%M"],
    )
    about_ja = LongTextField(
        label=_("What the survey is for (Japanese)"),
        help_text=_("Everybody can read this on the public page of the survey."),
        max_length=LONGEST_ABOUT,
        required=False,
    )
    about_en = LongTextField(
        label=_("What the survey is for (English)"),
        max_length=LONGEST_ABOUT,
        required=False,
    )
    contact = forms.CharField(
        label=_("Whom to ask"),
        help_text=_("Stands in every letter: the office, its telephone and address."),
        max_length=200,
        required=False,
    )

    def __init__(
        self, data: Any, *, versions: QuerySet[Questionnaire], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["questionnaire"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = versions

    def wanted(self) -> Wanted:
        typed = dict(self.cleaned_data)
        for name in ("opens", "closes"):
            typed[f"{name}_at"] = moment(
                typed.pop(f"{name}_on"), typed.pop(f"{name}_time")
            )
        return Wanted(**typed)

    @staticmethod
    def of(survey: Survey) -> dict[str, Any]:
        """What stands in the form of a survey that is there."""
        names = Wanted.__dataclass_fields__
        found = {name: getattr(survey, name) for name in names}
        for name in ("opens", "closes"):
            local = timezone.localtime(found.pop(f"{name}_at"))
            found |= {f"{name}_on": local.date(), f"{name}_time": f"{local:%H:%M}"}
        return found


class TableForm(forms.Form):
    """A table of recipients, and what it is for."""

    file = forms.FileField(
        label=_("Table of recipients (CSV or Excel)"),
        help_text=_(
            "The first row names the columns: 団体コード, 団体名, 団体名（英語）, 都道府県,"
            " 規模区分, 層, メールアドレス, 番号 – or code, name, name_en, prefecture,"
            " size_class, stratum, email, number. Other columns are left alone."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": TABLE_TYPES}),
    )
    use = forms.ChoiceField(
        label=_("What the table is"),
        choices=FrameTable.Use.choices,
        initial=FrameTable.Use.ADD_TO,
        widget=forms.RadioSelect,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        return file


class ExcludeForm(forms.Form):
    """Whom to leave out, and why: a prefecture, or numbers of units."""

    prefecture = forms.ChoiceField(label=_("A whole prefecture"), required=False)
    numbers = forms.CharField(
        label=_("Or single units, by their numbers"),
        help_text=_("For example 3, 17, 20-25."),
        max_length=500,
        required=False,
    )
    ground = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody can read this."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, prefectures: list[tuple[str, str]]) -> None:
        super().__init__(data)
        _offer(self.fields["prefecture"], [("", _("none"))], prefectures)

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or {})
        if not typed.get("prefecture") and not typed.get("numbers"):
            self.add_error("numbers", _("Choose a prefecture, or write numbers."))
        return typed


class SampleForm(forms.Form):
    """How many to ask of each stratum; an empty field asks the whole stratum."""

    seed = forms.IntegerField(
        label=_("Seed of the draw"),
        help_text=_("With the same seed anybody draws the same sample again."),
        min_value=0,
        max_value=LARGEST_SEED,
    )

    def __init__(self, data: Any, *, strata: dict[str, int], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.strata = list(strata)
        for place, (code, size) in enumerate(strata.items()):
            self.fields[f"n{place}"] = forms.IntegerField(
                label=classes.class_name(code),
                help_text=_("of %(size)s") % {"size": formats.number(size)},
                min_value=0,
                max_value=size,
                required=False,
            )

    def per_stratum(self) -> dict[str, int]:
        found = {
            code: self.cleaned_data.get(f"n{place}")
            for place, code in enumerate(self.strata)
        }
        return {code: n for code, n in found.items() if n is not None}


class RecipientFilter(forms.Form):
    """Which recipients are listed; what is no choice is left out."""

    q = forms.CharField(label=_("Name, number or code"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    size_class = forms.ChoiceField(label=_("Size class"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        prefectures: list[tuple[str, str]],
        size_classes: list[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        every = [("", _("all"))]
        states = [
            *Recipient.State.choices,
            ("unreachable", _("without a way to reach them")),
            ("failed", _("the mail did not go")),
            ("excluded", _("left out")),
        ]
        _offer(self.fields["state"], every, states)
        _offer(self.fields["prefecture"], every, prefectures)
        _offer(self.fields["size_class"], every, size_classes)

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}


class LaterForm(forms.Form):
    """A later hour, and the reason."""

    closes_on = DateField(label=_("New closing day"), help_text=DAY)
    closes_time = forms.TimeField(
        label=pgettext_lazy("survey", "Closing time"),
        help_text=CLOCK,
        input_formats=["%H:%M"],
    )
    ground = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def until(self) -> datetime:
        typed = self.cleaned_data
        return moment(typed["closes_on"], typed["closes_time"])


class CorrectForm(LaterForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].label = _("Last day for the correction")


class AddressForm(forms.Form):
    email = forms.EmailField(label=_("Mail address"), required=False)


def _offer(
    field: forms.Field, every: list[tuple[str, Any]], choices: list[tuple[str, Any]]
) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [*every, *choices]


def _decoded(form: forms.Form, file: Any) -> str:
    """The text of a file in UTF-8; what is none is said beside the field."""
    if file.size > MOST_BYTES:
        form.add_error("file", _("The file is larger than 2 MB."))
        return ""
    try:
        return file.read().decode("utf-8-sig").replace("\r\n", "\n")  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        form.add_error("file", _("The file is no text in UTF-8."))
        return ""

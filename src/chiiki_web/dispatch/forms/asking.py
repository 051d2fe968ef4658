"""What a region types that asks for somebody, and an adviser who declines."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from chiiki.rules import Dispatch
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.advisers import queries as advisers
from chiiki_web.advisers.models import SIDES, Adviser
from chiiki_web.dispatch import queries
from chiiki_web.dispatch.models import Request
from chiiki_web.plans.forms.fields import (
    MunicipalityField,
    number,
)
from chiiki_web.plans.models import Plan
from chiiki_web.schemes.models import Field
from chiiki_web.ui.fields import DateField, LongTextField
from chiiki_web.ui.formats import gap, local

DAY_HINT = _("For example 2026-12-01 or R8.12.1.")
MOST_DAYS, MOST_HOURS, MOST_MONTHS = 99, 99, 12  # what the rules allow is less
MOST_NAMED = 9


CHOICES = [
    ("region", _("We rank the candidates of the office")),
    ("office", _("The office chooses and asks at once")),
]


def _fields() -> list[tuple[str, str]]:
    return [("", "–"), *((one.pk, local(one, "name")) for one in Field.objects.all())]


def _advisers(places: int, fiscal_year: int) -> list[forms.ModelChoiceField[Adviser]]:
    """The first choice, the second …: those who are commissioned, asked for once."""
    rows = advisers.commissioned(fiscal_year).prefetch_related(None)
    names = [(one.pk, str(one)) for one in rows]
    found = []
    for place in range(1, places + 1):
        label = _("Choice %(n)s") % {"n": place}
        field = forms.ModelChoiceField(
            label=_("Adviser you would like") if place == 1 else label,
            queryset=rows.all(),
            required=False,
        )
        field.choices = [("", _("none")), *names]
        found.append(field)
    return found


class DaysField(forms.CharField):
    """Days one after the other, as offices write them; gives them as ISO texts."""

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "")
        parts = [one.strip() for one in re.split(r"[,、，\n]", text) if one.strip()]
        return [DateField().clean(one).isoformat() for one in parts]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Row:
    """Fields beside each other; ``whose`` is the kind of person they are asked for."""

    fields: list[forms.BoundField]
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its rows."""

    title: str | Promise
    rows: list[Row]
    whose: str = ""


class RequestForm(forms.Form):
    may_be_finished_later = True
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(
        label=_("Who should come?"),
        choices=Request.Kind.choices,
        widget=forms.RadioSelect,
    )
    project = forms.CharField(label=_("Name of the project"), max_length=120)
    plan = forms.ModelChoiceField(
        label=_("Plan that it belongs to"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    municipality = MunicipalityField(
        label=_("Municipality where help is needed"),
        help_text=_("Its name or its code of six digits."),
    )
    field = forms.ChoiceField(label=_("Field"), choices=_fields)
    sides = forms.MultipleChoiceField(
        label=_("Types of advice you need"),
        choices=SIDES,
        widget=forms.CheckboxSelectMultiple,
    )
    problem = LongTextField(
        label=_("What is the problem?"),
        rows=6,
        help_text=_("In your own words: for whom, since when, what you tried."),
    )
    choice = forms.ChoiceField(
        label=_("Who chooses?"),
        choices=CHOICES,
        widget=forms.RadioSelect,
        initial="region",
        required=False,
        help_text=_("The office looks for conflicts and free days in any case."),
    )
    team_size = number(_("How many people?"), _("1, or a team."), MOST_NAMED)
    needed_sides = forms.MultipleChoiceField(
        label=_("Types of advice that the team must cover"),
        choices=SIDES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    wanted_days = DaysField(
        label=_("Days you would like"),
        required=False,
        max_length=400,
        help_text=_(
            "One after the other, such as 2026-12-01, 2026-12-15. May be empty."
        ),
    )
    mode = forms.ChoiceField(
        label=_("On site or online?"),
        choices=Request.Mode.choices,
        widget=forms.RadioSelect,
    )
    days = number(_("Days on site"), most=MOST_DAYS)
    hours = number(_("Hours online"), most=MOST_HOURS)
    wanted_from = DateField(label=_("Wanted from"), help_text=DAY_HINT)
    wanted_until = DateField(label=_("Wanted until"), help_text=DAY_HINT)
    recommender = forms.ModelChoiceField(
        label=_("Local government that is asked to recommend it"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_(
            "Needed where you are not a local government yourselves. It reads this request"
            " before you send it."
        ),
    )
    briefing_seen = forms.BooleanField(
        label=_("We have watched the briefing video"), required=False
    )
    months = number(_("How many months?"), _("1 to 6."), MOST_MONTHS)
    uses_infrastructure = forms.BooleanField(
        label=_("The service uses infrastructure that the region has or will have"),
        required=False,
    )
    shares_case = forms.BooleanField(
        label=_("What we learn may be shared as a case"), required=False
    )
    FOR = {
        "adviser": {"team_size", "needed_sides", "briefing_seen"},
        "manager": {"months", "uses_infrastructure", "shares_case"},
    }
    UNASKED = {"team_size": 1, "needed_sides": [], "months": 0}
    PARTS = (
        (_("What you need"), "kind project plan municipality field sides problem"),
        (_("Whom you would like"), "choice * team_size needed_sides"),
        (_("How and when"), "mode days+hours wanted_from+wanted_until wanted_days"),
        (_("For an adviser"), "briefing_seen"),
        (_("For a manager"), "months uses_infrastructure shares_case"),
    )

    def __init__(
        self,
        member: Membership,
        asking: Dispatch,
        fiscal_year: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        own = Plan.objects.filter(organisation=member.organisation_id)
        self.fields["plan"].queryset = own  # type: ignore[attr-defined]
        self.named = [f"nominated_{n}" for n in range(1, asking.asking.nominations + 1)]
        named = _advisers(len(self.named), fiscal_year)
        self.fields.update(zip(self.named, named, strict=True))
        self._say_limits(asking)
        if member.organisation.is_local_government:
            del self.fields["recommender"]
        else:
            choices = queries.recommender_choices(member.organisation)
            self.fields["recommender"].queryset = choices  # type: ignore[attr-defined]

    def _say_limits(self, terms: Dispatch) -> None:
        days, hours = terms.days_on_site.most, terms.hours_online.most
        most = ngettext_lazy(
            "For an adviser up to %(n)s day.", "For an adviser up to %(n)s days.", days
        ) % {"n": days}
        split = _("They may be split.") if terms.may_split else ""
        self.fields["days"].help_text = format_lazy("{}{}{}", most, gap(), split)
        self.fields["hours"].help_text = ngettext_lazy(
            "For an adviser up to %(n)s hour.",
            "For an adviser up to %(n)s hours.",
            hours,
        ) % {"n": hours}
        self.fields["team_size"].help_text = _(
            "1, or a team of up to %(n)s. A team comes whole or not at all."
        ) % {"n": terms.asking.team}
        if not terms.asking.may_combine:
            ways = [one for one in Request.Mode.choices if one[0] != Request.Mode.BOTH]
            self.fields["mode"].choices = ways  # type: ignore[attr-defined]

    def parts(self) -> list[Part]:
        """The fields under the headings of the page, in rows of one or two."""
        named = " ".join(self.named)
        found = [
            self._part(title, rows.replace("*", named)) for title, rows in self.PARTS
        ]
        if "recommender" in self.fields:
            found.append(self._part(_("Recommendation"), "recommender"))
        return found

    def _part(self, title: str | Promise, names: str) -> Part:
        rows = [
            Row([self[name] for name in row.split("+")], self._whose(row))
            for row in names.split()
        ]
        whose = {one.whose for one in rows}
        return Part(title, rows, whose.pop() if len(whose) == 1 else "")

    def _whose(self, name: str) -> str:
        """The kind of person for whom alone this is asked."""
        return next((kind for kind, names in self.FOR.items() if name in names), "")

    def clean_field(self) -> Field:
        return Field.objects.get(pk=self.cleaned_data["field"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for kind, names in self.FOR.items():  # hidden, and not asked for
            if kind != values.get("kind"):
                values |= {
                    one: self.UNASKED[one] for one in names & self.UNASKED.keys()
                }
        for name in ("days", "hours", "months"):
            if name in values:
                values[name] = values[name] or 0
        named = [values.pop(name, None) for name in self.named]
        values["nominations"] = [one for one in named if one is not None]
        values["office_chooses"] = values.pop("choice", "") == "office"
        values["team_size"] = values.get("team_size") or 1
        return values


class DeclineForm(forms.Form):
    note = LongTextField(
        label=_("Why you cannot come"),
        rows=3,
        help_text=_("The region and the office read it."),
    )


class RecommendForm(forms.Form):
    ground = LongTextField(
        label=_("Why you recommend it"),
        rows=4,
        help_text=_("This text stands in the letter."),
    )


class NotRecommendForm(forms.Form):
    ground = LongTextField(
        label=_("Why you do not recommend it"),
        rows=3,
        help_text=_("Who asked reads it."),
    )


class TakeBackForm(forms.Form):
    ground = LongTextField(
        label=_("Why you take the recommendation back"),
        rows=3,
        help_text=_("Who asked reads it."),
    )

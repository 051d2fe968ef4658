"""The steps of a plan: what each page asks, and where each fact of a rule is filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki_web.plans.forms.fields import (
    PEOPLE,
    SCHOOLS,
    USES,
    MunicipalityField,
    YesNoField,
    long_text,
    number,
    short_text,
    yen,
)
from chiiki_web.plans.forms.names import FieldChoice
from chiiki_web.plans.models import LIFELINE_ANSWERS, Plan, Stakeholder

MOST_SCHOOLS = 9_999


class StepForm(forms.Form):
    """A page of the plan. Everything but the title may stay empty for now."""

    may_be_finished_later = True


class ProblemForm(StepForm):
    title = forms.CharField(label=_("Title of the plan"), max_length=120)
    municipality = MunicipalityField(
        label=_("Municipality that has the problem"),
        help_text=_("Its name or its code of six digits."),
    )
    field = FieldChoice(label=_("Field"))
    problem = long_text(
        _("The region's problem"),
        _("Who has difficulties, with what, how many people, since when?"),
        rows=6,
    )
    goal = long_text(
        _("Goal"),
        _(
            "For whom what changes, by when, and by how much. ICT is a means, not a goal."
        ),
    )
    other_means = long_text(
        _("Means other than ICT that were compared"),
        _("People, existing services, paper, telephone: why is ICT better here?"),
    )
    wanted_anyway = YesNoField(
        label=_("Would it be done sooner or later without the state's money?"),
        help_text=_("Projects that exist because there is a budget often go unused."),
    )
    based_on_model = YesNoField(
        label=_("Does it build on a model or a case elsewhere?"),
    )
    model_followed = long_text(
        _("The model or case that is followed, and what is taken over"), rows=3
    )
    provides_public_service = YesNoField(
        label=_("Does it keep up or improve a local public service?"),
        help_text=_(
            "For example remote medicine, watching over people, disaster news."
        ),
    )
    lifeline = forms.ChoiceField(
        label=_("Is it a lifeline service?"),
        choices=[("", "—"), *LIFELINE_ANSWERS[1:]],
        required=False,
    )
    school_count = number(
        _("Number of schools"),
        _("Only for projects in education."),
        most=MOST_SCHOOLS,
        unit=SCHOOLS,
    )


class UsersForm(StepForm):
    need_method = forms.ChoiceField(
        label=_("How were the users' needs looked into?"),
        choices=[("", "—"), *Plan.NeedMethod.choices],
        required=False,
    )
    need_people_asked = number(_("Number of people asked"), unit=PEOPLE)
    need_found = long_text(
        _("What came out"),
        _("Good news and bad. Minutes and results can be added later."),
    )
    target_users = number(
        _("Expected number of users"),
        _("People, not uses. One year after the start."),
        unit=PEOPLE,
    )
    target_uses_per_month = number(
        _("Target number of uses a month"),
        _("Later use is held against this figure. A sober one is easier to keep."),
        unit=USES,
    )
    baseline_uses_per_month = number(
        _("Number of uses a month today"),
        _("Of the present service or means. If there is none, write 0."),
        unit=USES,
    )


class PeopleForm(StepForm):
    leader_name = short_text(_("Leader's name"))
    leader_post = short_text(_("Leader's post"))
    leader_is_their_job = YesNoField(label=_("Is this the leader's own job?"))
    leader_knows_ict = YesNoField(label=_("Does the leader know ICT?"))
    trains_people = YesNoField(label=_("Does the plan train ICT people?"))
    training = long_text(_("Who is trained, by whom, how"), rows=3)
    uses_local_ict_people = YesNoField(
        label=_("Does the plan use local ICT people, such as NPOs?")
    )
    creates_jobs = YesNoField(label=_("Does it create local jobs?"))
    shares_results = YesNoField(
        label=_("Will its results be published so that other regions can use them?"),
        help_text=_("For example specifications and manuals."),
    )
    as_consortium = YesNoField(
        label=_("With partners: does the partnership itself apply?"),
        help_text=_("No: your organisation applies, and the partners take part."),
    )
    recommended_by = short_text(
        _("Local government that recommends the plan"),
        _("Written before recommendations could be asked for here. It can be emptied."),
        most=120,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A name of before can be read and emptied; new ones are asked for by letter."""
        super().__init__(*args, **kwargs)
        if not self.initial.get("recommended_by") and "recommended_by" not in self.data:
            del self.fields["recommended_by"]


class StakeholderForm(forms.Form):
    """One more row under the stakeholders."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=Stakeholder.Kind.choices, required=False
    )
    name = short_text(_("Name"), most=120)
    part = forms.CharField(
        label=_("What they do or agreed to"), max_length=200, required=False
    )

    def clean_name(self) -> str:
        """The row may stay empty until somebody is added; then it needs a name."""
        name: str = self.cleaned_data["name"]
        if not name:
            raise ValidationError(_("Write who it is."))
        return name


class AfterForm(StepForm):
    running_cost_per_year = yen(
        _("Running cost a year after the funding (yen)"),
        _(
            "Fees, lines, maintenance, people. In yen; 千円 and 万円 can be written too."
        ),
    )
    payer_after = forms.ChoiceField(
        label=_("How it is paid for"),
        choices=[("", "—"), *Plan.Payer.choices],
        required=False,
    )
    after_funding = long_text(
        _("Who runs the service in the five years after, and how"),
        _("By name where possible: the section, the NPO, the budget item."),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the plan, with the form that it shows, if it is one form."""

    code: str
    title: str | Promise
    lead: str | Promise
    form: type[StepForm] | None = None

    def url(self, plan: Plan) -> str:
        if self.code == "costs":
            return reverse("plans:costs", args=[plan.pk])
        if self.code == "checklist":
            return reverse("plans:checklist", args=[plan.pk])
        return reverse("plans:edit", args=[plan.pk, self.code])


STEPS = (
    Step(
        "problem",
        _("Problem and goal"),
        _("What is hard in the region today, and what should be different?"),
        ProblemForm,
    ),
    Step(
        "users",
        _("Users and evidence of need"),
        _(
            "In 2012 the Board of Audit found too little effect in 92 of 179 inspected"
            " projects. Users whom nobody had asked were among the causes."
        ),
        UsersForm,
    ),
    Step(
        "people",
        _("People: leader, stakeholders, partners"),
        _("Who does it, who takes part, and who has agreed?"),
        PeopleForm,
    ),
    Step("costs", _("Costs"), _("What it costs to build, by head.")),
    Step(
        "after",
        _("After the funding"),
        _("The end of the money is not the end of the project."),
        AfterForm,
    ),
    Step(
        "checklist",
        _("Check list of success"),
        _("What those who succeeded had in common. It is no score: it helps to think."),
    ),
)


def step_of(code: str) -> Step:
    """Return a step by its code; KeyError for a code that is none."""
    return {step.code: step for step in STEPS}[code]

"""What a person may type about a plan, step by step."""

from chiiki_web.plans.forms.checklist import CheckForm
from chiiki_web.plans.forms.costs import CostsFormSet, RequestForm, costs_of
from chiiki_web.plans.forms.places import place_of, step_code_of
from chiiki_web.plans.forms.shown import Shown, label_of, say, shown
from chiiki_web.plans.forms.start import StartForm
from chiiki_web.plans.forms.steps import (
    STEPS,
    AfterForm,
    PeopleForm,
    ProblemForm,
    StakeholderForm,
    Step,
    StepForm,
    UsersForm,
    step_of,
)

__all__ = [
    "STEPS",
    "AfterForm",
    "CheckForm",
    "CostsFormSet",
    "PeopleForm",
    "ProblemForm",
    "RequestForm",
    "Shown",
    "StakeholderForm",
    "StartForm",
    "Step",
    "StepForm",
    "UsersForm",
    "costs_of",
    "label_of",
    "place_of",
    "say",
    "shown",
    "step_code_of",
    "step_of",
]

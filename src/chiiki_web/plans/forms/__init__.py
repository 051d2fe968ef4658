"""What a person may type about a plan, step by step."""

from chiiki_web.plans.forms.checklist import CheckForm
from chiiki_web.plans.forms.costs import CostsFormSet, RequestForm, costs_of
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
    "StakeholderForm",
    "StartForm",
    "Step",
    "StepForm",
    "UsersForm",
    "costs_of",
    "step_of",
]

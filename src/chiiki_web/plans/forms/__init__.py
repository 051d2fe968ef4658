"""What a person may type about a plan, step by step."""

from chiiki_web.plans.forms.checklist import CheckForm
from chiiki_web.plans.forms.costs import CostsFormSet, RequestForm, costs_of
from chiiki_web.plans.forms.parts import (
    CHECK_FIELDS,
    ROWS,
    as_query,
    both_texts,
    form_of_part,
    kept_form,
    part_label,
    parts_of_step,
    read_part,
    say_part,
    say_typed,
    step_of_part,
)
from chiiki_web.plans.forms.places import place_of, places_of, step_code_of
from chiiki_web.plans.forms.shown import Shown, label_of, say, shown, with_unit
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
    "CHECK_FIELDS",
    "ROWS",
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
    "as_query",
    "both_texts",
    "costs_of",
    "form_of_part",
    "kept_form",
    "label_of",
    "part_label",
    "parts_of_step",
    "place_of",
    "places_of",
    "read_part",
    "say",
    "say_part",
    "say_typed",
    "shown",
    "step_code_of",
    "step_of",
    "step_of_part",
    "with_unit",
]

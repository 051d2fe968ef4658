"""What a person may type about a dispatch."""

from chiiki_web.dispatch.forms.afterwards import (
    GroundForm,
    PayForm,
    ReportForm,
    RoundChoiceForm,
    ScheduleForm,
    SurveyForm,
    stretches_form,
    stretches_of,
)
from chiiki_web.dispatch.forms.asking import (
    DeclineForm,
    NotRecommendForm,
    RecommendForm,
    RequestForm,
)
from chiiki_web.dispatch.forms.filters import FilterForm

__all__ = [
    "DeclineForm",
    "FilterForm",
    "GroundForm",
    "NotRecommendForm",
    "PayForm",
    "RecommendForm",
    "ReportForm",
    "RequestForm",
    "RoundChoiceForm",
    "ScheduleForm",
    "SurveyForm",
    "stretches_form",
    "stretches_of",
]

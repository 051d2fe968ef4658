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
    TakeBackForm,
)
from chiiki_web.dispatch.forms.filters import FilterForm

__all__ = [
    "DeclineForm",
    "FilterForm",
    "GroundForm",
    "NotRecommendForm",
    "TakeBackForm",
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

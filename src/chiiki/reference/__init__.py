"""Published facts and codes, each with its source: places, programmes, calls, figures."""

from chiiki.reference.audits import load_audit
from chiiki.reference.citing import cite
from chiiki.reference.editions import load_index
from chiiki.reference.model import (
    AdviserFigure,
    AuditFinding,
    AuditRecord,
    Budget,
    Cause,
    Field,
    Figure,
    IndexEdition,
    Irregularity,
    Municipality,
    Observation,
    OtherSurvey,
    Prefecture,
    Programme,
    PublishedCall,
    Region,
    Remedy,
    Stratum,
    Survey,
    Term,
    Trend,
)
from chiiki.reference.people import load_adviser_affiliations, load_adviser_figures
from chiiki.reference.places import (
    load_municipalities,
    load_prefectures,
    load_regions,
    read_municipalities,
    read_prefectures,
)
from chiiki.reference.programmes import load_calls, load_fields, load_programmes
from chiiki.reference.surveys import load_other_surveys, load_survey

__all__ = [
    "AdviserFigure",
    "AuditFinding",
    "AuditRecord",
    "Budget",
    "Cause",
    "Field",
    "Figure",
    "IndexEdition",
    "Irregularity",
    "Municipality",
    "Observation",
    "OtherSurvey",
    "Prefecture",
    "Programme",
    "PublishedCall",
    "Region",
    "Remedy",
    "Stratum",
    "Survey",
    "Term",
    "Trend",
    "cite",
    "load_adviser_affiliations",
    "load_adviser_figures",
    "load_audit",
    "load_calls",
    "load_fields",
    "load_index",
    "load_municipalities",
    "load_other_surveys",
    "load_prefectures",
    "load_programmes",
    "load_regions",
    "load_survey",
    "read_municipalities",
    "read_prefectures",
]

"""Who may apply, for how much, and why not. Start at :func:`assess`."""

from chiiki.rules.ask import Asked, CarriedOver, asked_of, carry_over
from chiiki.rules.assess import assess
from chiiki.rules.clocks import CountedFrom, MonthDay, Report, ReportKind
from chiiki.rules.due import due_on
from chiiki.rules.dump import dump_scheme
from chiiki.rules.form import (
    Attachment,
    Choice,
    ExtraQuestion,
    FileType,
    FormVersion,
    QuestionType,
)
from chiiki.rules.ground import Ground
from chiiki.rules.model import (
    AmountResult,
    AmountStep,
    Assessment,
    CapLimit,
    Criterion,
    Finding,
    Funding,
    Instrument,
    OwnShare,
    RatioLimit,
    Rule,
    Scheme,
    Verdict,
)
from chiiki.rules.nearness import Nearness, nearness
from chiiki.rules.parse import Problem, parse_scheme, problems_of
from chiiki.rules.published import load_scheme, published_schemes, scheme_version
from chiiki.rules.terms import (
    Act,
    Actor,
    ExclusionKind,
    Stage,
    StageCode,
    Terms,
)
from chiiki.rules.vocabulary import Fact, FactType, vocabulary
from chiiki.words import Words

__all__ = [
    "Act",
    "Actor",
    "AmountResult",
    "AmountStep",
    "Asked",
    "Assessment",
    "Attachment",
    "CapLimit",
    "CarriedOver",
    "Choice",
    "CountedFrom",
    "Criterion",
    "ExclusionKind",
    "ExtraQuestion",
    "Fact",
    "FactType",
    "FileType",
    "Finding",
    "FormVersion",
    "Funding",
    "Ground",
    "Instrument",
    "MonthDay",
    "Nearness",
    "OwnShare",
    "Problem",
    "QuestionType",
    "RatioLimit",
    "Report",
    "ReportKind",
    "Rule",
    "Scheme",
    "Stage",
    "StageCode",
    "Terms",
    "Verdict",
    "Words",
    "asked_of",
    "assess",
    "carry_over",
    "due_on",
    "dump_scheme",
    "load_scheme",
    "nearness",
    "parse_scheme",
    "problems_of",
    "published_schemes",
    "scheme_version",
    "vocabulary",
]

"""Who may apply, for how much, and why not. Start at :func:`assess`."""

from chiiki.rules.ask import Asked, CarriedOver, asked_of, carry_over
from chiiki.rules.assess import assess, facts_read
from chiiki.rules.clocks import CountedFrom, MonthDay, Report, ReportKind
from chiiki.rules.compare import Difference, differences
from chiiki.rules.dispatch import Asking, Dispatch, FeeClass, Journey, Limit
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
from chiiki.rules.kinds import applicant_kinds
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
from chiiki.rules.parallel import simulate_in_processes
from chiiki.rules.parse import (
    Problem,
    is_version_name,
    parse_scheme,
    problems_of,
    read_toml,
)
from chiiki.rules.proposals import BadCell, read_csv
from chiiki.rules.published import load_scheme, published_schemes, scheme_version
from chiiki.rules.sending import is_due_on_sending
from chiiki.rules.simulate import (
    GroupTotal,
    Outcome,
    Proposal,
    Simulation,
    simulate,
    simulate_all,
)
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
    "BadCell",
    "CapLimit",
    "CarriedOver",
    "Choice",
    "CountedFrom",
    "Criterion",
    "Difference",
    "ExclusionKind",
    "ExtraQuestion",
    "Fact",
    "FactType",
    "FileType",
    "Finding",
    "FormVersion",
    "Funding",
    "Ground",
    "GroupTotal",
    "Instrument",
    "MonthDay",
    "Nearness",
    "Outcome",
    "OwnShare",
    "Problem",
    "Proposal",
    "QuestionType",
    "RatioLimit",
    "Report",
    "ReportKind",
    "Rule",
    "Scheme",
    "Simulation",
    "Stage",
    "StageCode",
    "Terms",
    "Verdict",
    "Words",
    "applicant_kinds",
    "asked_of",
    "assess",
    "carry_over",
    "differences",
    "due_on",
    "dump_scheme",
    "facts_read",
    "is_due_on_sending",
    "load_scheme",
    "nearness",
    "is_version_name",
    "parse_scheme",
    "problems_of",
    "read_toml",
    "published_schemes",
    "read_csv",
    "scheme_version",
    "simulate",
    "simulate_all",
    "simulate_in_processes",
    "vocabulary",
    "Asking",
    "Dispatch",
    "FeeClass",
    "Journey",
    "Limit",
]

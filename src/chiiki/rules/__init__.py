"""Who may apply, for how much, and why not. Start at :func:`assess`."""

from chiiki.rules.assess import assess
from chiiki.rules.model import (
    AmountResult,
    AmountStep,
    Assessment,
    CapLimit,
    Criterion,
    Finding,
    Funding,
    Instrument,
    RatioLimit,
    Rule,
    Scheme,
    Verdict,
)
from chiiki.rules.parse import parse_scheme
from chiiki.rules.published import load_scheme, published_schemes, scheme_version
from chiiki.rules.vocabulary import Fact, FactType, vocabulary
from chiiki.words import Words

__all__ = [
    "AmountResult",
    "AmountStep",
    "Assessment",
    "CapLimit",
    "Criterion",
    "Fact",
    "FactType",
    "Finding",
    "Funding",
    "Instrument",
    "RatioLimit",
    "Rule",
    "Scheme",
    "Verdict",
    "Words",
    "assess",
    "load_scheme",
    "parse_scheme",
    "published_schemes",
    "scheme_version",
    "vocabulary",
]

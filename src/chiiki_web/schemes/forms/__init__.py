"""What an office may type about its calls and the versions of rules."""

from chiiki_web.schemes.forms.calls import (
    CLOCK,
    DAY,
    CancellingForm,
    CorrectionForm,
    ExtensionForm,
    moment,
)
from chiiki_web.schemes.forms.facts import FactsForm
from chiiki_web.schemes.forms.parts import Block, PartForms, RowForm
from chiiki_web.schemes.forms.rounds import (
    ChangeRoundForm,
    ReopenRoundForm,
    RoundForm,
    StopRoundForm,
)
from chiiki_web.schemes.forms.versions import AmendForm, StartForm, TextForm

__all__ = [
    "CLOCK",
    "DAY",
    "AmendForm",
    "Block",
    "CancellingForm",
    "ChangeRoundForm",
    "CorrectionForm",
    "ExtensionForm",
    "FactsForm",
    "PartForms",
    "ReopenRoundForm",
    "RoundForm",
    "RowForm",
    "StartForm",
    "StopRoundForm",
    "TextForm",
    "moment",
]

"""What may be typed in the register of advisers."""

from chiiki_web.advisers.forms.calendars import SpanForm
from chiiki_web.advisers.forms.entries import (
    EntryForm,
    OfficeForm,
    as_initial,
    as_query,
    initial_of,
    typed_as_shown,
    typed_in,
)
from chiiki_web.advisers.forms.inviting import InviteForm, JoinForm
from chiiki_web.advisers.forms.office import CommissionForm, GroundForm, RegisterForm
from chiiki_web.advisers.forms.searching import (
    OfficeSearchForm,
    SearchForm,
    StatementSearchForm,
)

__all__ = [
    "CommissionForm",
    "EntryForm",
    "GroundForm",
    "InviteForm",
    "JoinForm",
    "OfficeForm",
    "OfficeSearchForm",
    "RegisterForm",
    "SearchForm",
    "SpanForm",
    "StatementSearchForm",
    "as_initial",
    "as_query",
    "initial_of",
    "typed_as_shown",
    "typed_in",
]

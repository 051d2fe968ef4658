"""What a person may type at the desk: filters, a view's name, a deed for many, columns."""

from __future__ import annotations

import uuid
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.applications import forms as application_forms
from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import MOST_DAYS, Application, ProcessingTime
from chiiki_web.awards.models import Award
from chiiki_web.desk import queries
from chiiki_web.desk.models import Batch
from chiiki_web.desk.queries import columns
from chiiki_web.regions.models import Prefecture
from chiiki_web.schemes import queries as schemes
from chiiki_web.ui import formats
from chiiki_web.ui.fields import DateField, LongTextField, NumberField, YenField

MOST_NAME = 60
ANY = ("", _("all"))
ORDERS = [
    ("", _("newest first")),
    ("oldest", _("oldest first")),
    ("due", _("day of decision")),
    ("amount", _("amount, largest first")),
    ("number", pgettext_lazy("application", "Number")),
    ("applicant", _("Organisation")),
]
Choices = list[tuple[str, Any]]


class FilterForm(forms.Form):
    """Every filter of the list. What cannot be read is said, and filters nothing."""

    q = forms.CharField(
        label=_("Number, title or organisation"), required=False, max_length=200
    )
    call = forms.TypedChoiceField(
        label=_("Call"), required=False, coerce=int, empty_value=None
    )
    round = forms.TypedChoiceField(
        label=pgettext_lazy("of a call", "Round"),
        required=False,
        coerce=int,
        empty_value=None,
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    assigned = forms.ChoiceField(label=_("Person in charge"), required=False)
    time = forms.ChoiceField(
        label=_("Standard processing time"),
        required=False,
        choices=[
            ANY,
            (queries.LATE, _("over the standard")),
            (queries.SOON, _("due within 7 days")),
        ],
    )
    comments = forms.ChoiceField(
        label=_("Comments"),
        required=False,
        choices=[
            ANY,
            (queries.OPEN, _("with open comments")),
            (queries.TICKED, _("corrected, to be closed")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("Kind of applicant"),
        required=False,
        choices=[ANY, *Organisation.Kind.choices],
    )
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)
    least = YenField(label=_("Amount from"), required=False)
    most = YenField(label=_("Amount up to"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)

    MORE = ("round", "comments", "kind", "prefecture", "field", "least", "most")

    def __init__(self, member: Membership, data: QueryDict) -> None:
        super().__init__(data, auto_id="%s")
        calls, rounds = _calls(member)
        for name, choices in (
            ("call", calls),
            ("round", rounds),
            ("state", _states()),
            ("assigned", _people(member)),
            ("prefecture", _prefectures()),
            ("field", _fields()),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [ANY, *choices]

    def chosen(self) -> queries.Filter:
        """The filters that could be read."""
        self.is_valid()
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in self.fields and value not in ("", None)
        }
        return queries.Filter(**given)

    def query(self) -> str:
        """The same as the end of an address, in one order, without what is empty."""
        found = QueryDict(mutable=True)
        for name in self.fields:
            if value := self.data.get(name, "").strip():
                found[name] = value
        return found.urlencode()

    @property
    def shows_more(self) -> bool:
        return any(self.data.get(name) for name in self.MORE)


def cleaned_query(member: Membership, query: str) -> str:
    """What of the end of an address is a filter of the desk; the rest is left out."""
    return FilterForm(member, QueryDict(query)).query()


class SaveViewForm(forms.Form):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40_000)
    name = forms.CharField(label=_("Name of the view"), max_length=MOST_NAME)
    name_en = forms.CharField(
        label=_("Name of the view (English)"), max_length=MOST_NAME, required=False
    )
    is_shared = forms.BooleanField(
        label=_("For everybody in my organisation"), required=False
    )


class DeedForm(forms.Form):
    """What a deed for many needs to know; ``values`` is kept with the batch."""

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ReturnManyForm(DeedForm):
    note = LongTextField(
        label=_("What is to be corrected"),
        help_text=_("For all of them; each one's own open requests go with it."),
        required=False,
        rows=4,
    )
    correct_by = DateField(
        label=_("To be corrected by the end of"),
        help_text=_("For example 2026-12-01 or R8.12.1."),
    )

    def values(self) -> dict[str, Any]:
        day = self.cleaned_data["correct_by"]
        last = timezone.make_aware(datetime.combine(day, time.max))
        return super().values() | {"correct_by": last.isoformat()}


class RejectManyForm(DeedForm):
    ground = application_forms.RejectForm.base_fields["ground"]


class AssignManyForm(DeedForm):
    person = forms.TypedChoiceField(
        label=_("Person in charge"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, member: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", pgettext_lazy("person in charge", "nobody yet")),
            *_colleagues(member),
        ]


class CheckManyForm(DeedForm):
    item = forms.ChoiceField(
        label=_("Point of the completeness check"),
        choices=list(applications.COMPLETENESS.items()),
    )
    is_in_order = forms.TypedChoiceField(
        label=_("Result"),
        choices=[("yes", _("in order")), ("no", _("not in order"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    note = forms.CharField(
        label=_("What is not in order"), max_length=300, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_in_order") is False and not cleaned.get("note"):
            self.add_error("note", _("Write what is not in order."))
        return cleaned


class CommentManyForm(DeedForm):
    text = application_forms.CommentForm.base_fields["text"]
    is_internal = forms.BooleanField(
        label=_("Only for the office; the applicant does not see it"), required=False
    )


def deed_form(kind: str, member: Membership, data: QueryDict | None) -> DeedForm:
    """The form that belongs to a kind of deed, filled with what was typed."""
    if kind == Batch.Kind.ASSIGN:
        return AssignManyForm(member, data)
    kinds: dict[str, type[DeedForm]] = {
        Batch.Kind.RETURN: ReturnManyForm,
        Batch.Kind.REJECT: RejectManyForm,
        Batch.Kind.CHECK: CheckManyForm,
        Batch.Kind.COMMENT: CommentManyForm,
    }
    return kinds.get(kind, DeedForm)(data)


class ColumnsForm(forms.Form):
    may_be_finished_later = True  # at least one column is taken out: no mark is needed
    columns = forms.MultipleChoiceField(
        label=_("Columns to include"),
        choices=[(one.code, one.label) for one in columns.COLUMNS],
        widget=forms.CheckboxSelectMultiple,
        initial=[one.code for one in columns.COLUMNS if one.is_usual],
        required=False,
    )


class TimeForm(forms.Form):
    days = NumberField(
        label=_("Standard processing time (days)"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
    )
    counted_from = forms.ChoiceField(
        label=_("Counted"),
        choices=ProcessingTime.CountedFrom.choices,
        widget=forms.RadioSelect,
        initial=ProcessingTime.CountedFrom.RECEIPT,
    )


def _calls(member: Membership) -> tuple[Choices, Choices]:
    """The calls that a person sees, and the rounds of those that have some."""
    found = schemes.calls()
    if member.role == "office":
        found = found.filter(office=member.organisation_id)
    calls, rounds = [], []
    for call in found:
        name = formats.local(call, "name")
        calls.append((str(call.pk), name))
        for one in schemes.rounds_of(call):
            values = {"name": name, "n": one.number}
            rounds.append((str(one.pk), _("%(name)s, round %(n)s") % values))
    return calls, rounds


def _states() -> Choices:
    left_out = {Application.Status.DRAFT}
    own = [one for one in Application.Status.choices if one[0] not in left_out]
    return [*own, *Award.Status.choices]


def _colleagues(member: Membership) -> Choices:
    people = accounts.holders("office", member.organisation)
    return [(str(one.pk), one.user.name) for one in people]


def _people(member: Membership) -> Choices:
    if member.role != "office":
        return [(queries.NOBODY, pgettext_lazy("person in charge", "nobody yet"))]
    return [
        (queries.ME, _("me")),
        (queries.NOBODY, pgettext_lazy("person in charge", "nobody yet")),
        *_colleagues(member),
    ]


def _prefectures() -> Choices:
    return [(one.code, formats.local(one, "name")) for one in Prefecture.objects.all()]


def _fields() -> Choices:
    return [(one.code, formats.local(one, "name")) for one in schemes.fields()]

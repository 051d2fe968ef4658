"""What a person may type about a consortium or a recommendation."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.forms import OrganisationForm
from chiiki_web.accounts.models import Organisation
from chiiki_web.consortia.actions import Part, Share
from chiiki_web.consortia.models import CostShare, Partnership, Registration
from chiiki_web.consortia.queries.rows import NOT_PARTNERS
from chiiki_web.plans.forms.fields import MOST_YEN
from chiiki_web.plans.models import CostLine
from chiiki_web.schemes.models import Call
from chiiki_web.ui import formats
from chiiki_web.ui.fields import LongTextField, YenField

KINDS = [one for one in Organisation.Kind.choices if one[0] not in NOT_PARTNERS]
ANEW = "new"


def _long(label: Any, help_text: Any = "", rows: int = 4, **more: Any) -> Any:
    return LongTextField(
        label=label,
        help_text=help_text,
        rows=rows,
        **more,
    )


class KeyForm(forms.Form):
    """A form that makes something carries a key, so that it makes it once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class InviteForm(KeyForm):
    """Invite an organisation that is registered here."""

    part = _long(
        _("What you ask of them"),
        _("They can change it after accepting, and add their costs."),
        required=False,
    )
    message = _long(_("A word to them"), required=False, rows=3)


class InviteByMailForm(InviteForm):
    """Invite somebody who is not registered here yet."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=120)
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_(
            "The link is sent there. Only this address, or the organisation once it is"
            " registered, can answer."
        ),
    )
    field_order = ("form_key", "name", "email", "part", "message")


class GroundForm(forms.Form):
    """A no, or an end, says why."""

    ground = _long(_("Reason"), rows=3)


class PartForm(forms.Form):
    """What one's own organisation does, whom to ask, and what it bears by head."""

    part = _long(_("What your organisation does in the plan"), rows=5)
    contact_name = forms.CharField(
        label=_("Contact: name"), max_length=100, required=False
    )
    contact_phone = forms.CharField(
        label=_("Contact: telephone"), max_length=30, required=False
    )
    contact_email = forms.EmailField(label=_("Contact: email address"), required=False)

    def __init__(self, held: Partnership, *args: Any, **kwargs: Any) -> None:
        names = ("part", "contact_name", "contact_phone", "contact_email")
        kwargs["initial"] = {name: getattr(held, name) for name in names}
        super().__init__(*args, **kwargs)
        self.heads = [] if held.is_lead else list(CostLine.Head.choices)
        known = {one.head: one for one in held.shares.all()}
        for head, label in self.heads:
            self._add_head(head, str(label), known.get(head))

    def _add_head(self, head: str, label: str, known: CostShare | None) -> None:
        self.fields[f"amount-{head}"] = YenField(
            label=label,
            required=False,
            initial=known.amount if known else None,
            validators=[MinValueValidator(1), MaxValueValidator(MOST_YEN)],
        )
        self.fields[f"for-{head}"] = forms.CharField(
            label=_("What for"),
            max_length=200,
            required=False,
            initial=known.description if known else "",
        )

    def own_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if "-" not in name]

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The amount and what it is for, head by head."""
        return [
            (self[f"amount-{head}"], self[f"for-{head}"]) for head, _l in self.heads
        ]

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or self.cleaned_data)
        for head, _label in self.heads:
            amount = f"amount-{head}"
            is_bare = typed.get(f"for-{head}") and typed.get(amount) is None
            if is_bare and amount not in self.errors:
                self.add_error(amount, _("Write the amount."))
        return typed

    def said(self) -> Part:
        typed = self.cleaned_data
        return Part(
            part=typed["part"],
            contact_name=typed["contact_name"],
            contact_phone=typed["contact_phone"],
            contact_email=typed["contact_email"],
            shares=[
                Share(head, typed[f"for-{head}"], typed[f"amount-{head}"])
                for head, _label in self.heads
                if typed[f"amount-{head}"]
            ],
        )


class SignForm(forms.Form):
    """The digest of what was read; a tick that it was read."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agreed = forms.BooleanField(
        label=_("My organisation has read this and agrees to it."),
        error_messages={"required": _("Tick the box to sign.")},
    )


class CallChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        in_english = get_language() == "en" and obj.name_en
        return str(obj.name_en if in_english else obj.name_ja)


class AskForm(KeyForm):
    """Ask a local government for its recommendation in one call."""

    call = CallChoice(label=_("Call"), queryset=Call.objects.none())
    message = _long(
        _("A word to them"),
        _("For example by when you need it, and whom to ask."),
        required=False,
        rows=3,
    )

    def __init__(self, calls: QuerySet[Call], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["call"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = calls


class GiveForm(forms.Form):
    """The words of the letter that the local government chooses itself."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    ground = _long(
        _("Why you recommend it"),
        _("This text stands in the letter."),
    )
    own_number = forms.CharField(
        label=_("Your own document number"),
        max_length=40,
        required=False,
        help_text=_(
            "For example 企第123号. Without it, the number of this system stands."
        ),
    )


class NewcomerForm(OrganisationForm):
    """The organisation that was invited, and its first officer."""

    person_name = forms.CharField(label=_("Name of the officer"), max_length=100)
    email = forms.EmailField(label=_("Email address of the officer"))

    class Meta(OrganisationForm.Meta):
        model = Organisation
        fields = [
            *("name_ja", "kind", "municipality", "corporate_number", "head_title"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", "—"), *KINDS]

    def values(self) -> dict[str, Any]:
        """The organisation's own values, without its officer."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RegisterForm(NewcomerForm):
    """The same for the administrator, who may find that it is registered already."""

    known = forms.ChoiceField(
        label=_("Is it registered already?"), widget=forms.RadioSelect, initial=ANEW
    )

    def __init__(
        self, similar: Iterable[Organisation], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.similar = {str(one.pk): one for one in similar}
        known = self.fields["known"]
        assert isinstance(known, forms.ChoiceField)
        known.choices = [
            (ANEW, _("No: register it")),
            *(
                (key, f"{one.name_ja}{formats.in_brackets(one.get_kind_display())}")
                for key, one in self.similar.items()
            ),
        ]
        self.order_fields(["known", *self.fields])
        if not self.similar:
            del self.fields["known"]

    def chosen(self) -> Organisation | None:
        return self.similar.get(self.cleaned_data.get("known", ANEW))


def asked_values(asked: Registration) -> dict[str, Any]:
    """What a registration asked for, as the form begins."""
    names: Sequence[str] = ("name_ja", "kind", "corporate_number", "head_title")
    said: dict[str, Any] = {name: getattr(asked, name) for name in names}
    return said | {
        "municipality": asked.municipality_id or "",
        "person_name": asked.person_name,
        "email": asked.email,
    }
